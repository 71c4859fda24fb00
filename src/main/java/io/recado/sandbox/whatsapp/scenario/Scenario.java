package io.recado.sandbox.whatsapp.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A scenario as its file holds it: YAML with a name and steps. */
public record Scenario(String name, List<Step> steps) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Map<String, Class<? extends Step>> WORDS = Map.of(
            "write", Step.Write.class,
            "tap", Step.Tap.class,
            "send", Step.Send.class,
            "look", Step.Look.class,
            "fault", Step.Fault.class,
            "expect", Step.Expect.class);

    /** @throws IllegalArgumentException when it is no scenario; the message names the step */
    public static Scenario read(String yaml) {
        JsonNode file;
        try {
            file = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A scenario in YAML was expected: " + e.getOriginalMessage(), e);
        }
        if (!file.path("steps").isArray() || file.path("steps").isEmpty()) {
            throw new IllegalArgumentException("steps: a list of at least one step was expected, found nothing");
        }
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : file.path("steps")) {
            steps.add(step(step, steps.size() + 1));
        }
        return new Scenario(file.path("name").asText("scenario"), steps);
    }

    private static Step step(JsonNode node, int n) {
        if (!node.isObject() || node.size() != 1) {
            throw new IllegalArgumentException("step " + n + ": one word with its details was expected, found " + node);
        }
        String word = node.fieldNames().next();
        JsonNode details = node.get(word);
        if (word.equals("clock") && details.isValueNode()) {
            return new Step.Clock(details.asText());
        }
        Class<? extends Step> kind = WORDS.get(word);
        if (kind == null || !details.isObject()) {
            throw new IllegalArgumentException("step " + n
                    + ": write, tap, send, look, clock, fault or expect with details was expected, found " + word);
        }
        for (String wanted : required(word)) {
            if (!details.hasNonNull(wanted)) {
                throw new IllegalArgumentException("step " + n + ": " + word + " needs " + wanted + ", found nothing");
            }
        }
        try {
            return YAML.treeToValue(details, kind);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("step " + n + ": " + word + ": " + e.getOriginalMessage(), e);
        }
    }

    private static List<String> required(String word) {
        return switch (word) {
            case "write" -> List.of("phone", "text");
            case "tap" -> List.of("phone", "button");
            case "send" -> List.of("phone", "message");
            case "fault" -> List.of("kind");
            default -> List.of("phone");
        };
    }

    /** The file. */
    public String yaml() {
        ObjectNode file = YAML.createObjectNode().put("name", name);
        ArrayNode list = file.putArray("steps");
        for (Step step : steps) {
            if (step instanceof Step.Clock clock) {
                list.addObject().put("clock", clock.move());
            } else {
                list.addObject().set(step.word(), YAML.valueToTree(step));
            }
        }
        try {
            return YAML.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
