package io.recado.platform;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.recado.platform.Kamelet.Parameter;
import io.recado.platform.Kamelet.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the text of a kamelet's file. */
final class KameletFile {

    private static final String BLOT = "••••••";
    private static final int LONGEST_LABEL = 120;

    /** {@code token: abc}, but not {@code token: {{token}}} nor a mapping that only begins on this line. */
    private static final Pattern NAMED_SECRET = Pattern.compile(
            "(?im)^([ \\t]*(?:- )?[\"']?[\\w.-]*(?:password|passwd|secret|token|api-?key)[\"']?[ \\t]*:[ \\t]*)(?!.*\\{\\{)([^\\s|>#].*)$");

    private static final Pattern SENT_SECRET =
            Pattern.compile("(?i)\\b((?:bearer|basic)\\s+)(?=\\S*\\d)[^\\s{\"']{8,}");

    /** Where a step says what it is about, the most telling first. */
    private static final List<String> LABELS = List.of("name", "uri", "pattern", "ref", "method", "message", "id");

    private final Map<?, ?> root;
    private final String text;

    KameletFile(String text) {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        this.root = map(yaml.load(text));
        this.text = text;
    }

    Kamelet read(String name) {
        var spec = map(root.get("spec"));
        var definition = map(spec.get("definition"));
        var title = string(definition.get("title"));
        return new Kamelet(
                name,
                title == null ? name : title,
                string(definition.get("description")),
                parameters(definition),
                steps(map(map(spec.get("template")).get("from")).get("steps")),
                withoutSecrets(text));
    }

    static String withoutSecrets(String text) {
        return SENT_SECRET
                .matcher(NAMED_SECRET.matcher(text).replaceAll("$1" + BLOT))
                .replaceAll("$1" + BLOT);
    }

    private static List<Parameter> parameters(Map<?, ?> definition) {
        var required = required(definition);
        return map(definition.get("properties")).entrySet().stream()
                .map(entry -> parameter(String.valueOf(entry.getKey()), map(entry.getValue()), required))
                .toList();
    }

    private static Set<String> required(Map<?, ?> definition) {
        return definition.get("required") instanceof List<?> names
                ? names.stream().map(String::valueOf).collect(toUnmodifiableSet())
                : Set.of();
    }

    private static Parameter parameter(String name, Map<?, ?> says, Set<String> required) {
        boolean secret = "password".equals(says.get("format"));
        return new Parameter(
                name,
                string(says.get("title")),
                string(says.get("description")),
                secret ? null : string(says.get("default")),
                required.contains(name),
                secret);
    }

    private static List<Step> steps(@Nullable Object steps) {
        var found = new ArrayList<Step>();
        if (steps instanceof List<?> list) {
            for (var step : list) {
                map(step).forEach((kind, says) -> found.add(step(String.valueOf(kind), says)));
            }
        }
        return List.copyOf(found);
    }

    private static Step step(String kind, @Nullable Object says) {
        if (!(says instanceof Map<?, ?> map)) {
            return new Step(kind, says == null ? "" : label(says), List.of());
        }
        var inside = new ArrayList<>(steps(map.get("steps")));
        for (var branch : List.of("when", "otherwise", "doCatch", "doFinally")) {
            branches(map.get(branch)).forEach(one -> inside.add(step(branch, one)));
        }
        return new Step(kind, about(map), List.copyOf(inside));
    }

    private static Stream<?> branches(@Nullable Object branches) {
        return branches instanceof List<?> list ? list.stream() : Stream.ofNullable(branches);
    }

    private static String about(Map<?, ?> step) {
        var name = LABELS.stream()
                .map(step::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(KameletFile::label);
        var value = expression(step);
        if (name.isEmpty()) {
            return value;
        }
        return value.isEmpty() ? name.get() : name.get() + " = " + value;
    }

    /** The text of an expression, whichever language it is in. */
    private static String expression(Map<?, ?> step) {
        return Stream.concat(map(step.get("expression")).entrySet().stream(), step.entrySet().stream())
                .map(entry -> map(entry.getValue()).get("expression"))
                .filter(String.class::isInstance)
                .findFirst()
                .map(KameletFile::label)
                .orElse("");
    }

    private static String label(Object value) {
        var line = withoutSecrets(String.valueOf(value)).replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_LABEL ? line : line.substring(0, LONGEST_LABEL) + "…";
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static @Nullable String string(@Nullable Object value) {
        return value == null ? null : String.valueOf(value).strip();
    }
}
