package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Buttons of a template that is asked for: how many of which kind, in which order, and what each needs. */
final class ButtonRules {

    private static final int MOST = 10;
    private static final Map<String, Integer> MOST_OF_KIND = Map.of(
            "QUICK_REPLY", 10,
            "URL", 2,
            "PHONE_NUMBER", 1,
            "COPY_CODE", 1,
            "FLOW", 1,
            "CATALOG", 1,
            "MPM", 1,
            "VOICE_CALL", 1,
            "REQUEST_CONTACT_INFO", 1);
    private static final int TEXT = 25;
    private static final int URL = 2000;
    private static final int PHONE_NUMBER = 20;
    private static final int CODE = 15;
    private static final String VARIABLE = "{{1}}";

    private ButtonRules() {}

    static ObjectNode buttons(Fields component) {
        component.strict("type", "buttons");
        List<Fields> buttons = component.objects("buttons");
        if (buttons.isEmpty() || buttons.size() > MOST) {
            throw Refused.invalid("Param " + component.name("buttons") + " must have between 1 and " + MOST
                    + " buttons, has " + buttons.size() + ".");
        }
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        List<String> kinds = new ArrayList<>();
        for (Fields button : buttons) {
            String kind = button.text("type", 32).toUpperCase(Locale.ROOT);
            kinds.add(kind);
            check(button, kind);
            kept.add(((ObjectNode) button.json().deepCopy()).put("type", kind));
        }
        counts(kinds, component);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("type", "BUTTONS");
        answer.set("buttons", kept);
        return answer;
    }

    private static void counts(List<String> kinds, Fields component) {
        MOST_OF_KIND.forEach((kind, most) -> {
            int count = Collections.frequency(kinds, kind);
            if (count > most) {
                throw Refused.invalid("Param " + component.name("buttons") + " can have at most " + most
                        + " buttons of the type " + kind + ", has " + count + ".");
            }
        });
        int turns = 0;
        for (int i = 1; i < kinds.size(); i++) {
            if ("QUICK_REPLY".equals(kinds.get(i)) != "QUICK_REPLY".equals(kinds.get(i - 1))) {
                turns++;
            }
        }
        if (turns > 1) {
            throw Refused.invalid("Param " + component.name("buttons")
                    + " must have its quick replies together: before all other buttons or after them.");
        }
    }

    private static void check(Fields button, String kind) {
        switch (kind) {
            case "QUICK_REPLY" -> text(button.strict("type", "text"));
            case "URL" -> url(button);
            case "PHONE_NUMBER" -> {
                text(button.strict("type", "text", "phone_number"));
                String number =
                        TextRules.length(button.text("phone_number", URL), PHONE_NUMBER, button.name("phone_number"));
                if (!number.matches("\\+?[0-9 ()-]{5,}")) {
                    throw Refused.invalid("Param " + button.name("phone_number") + " must be a phone number.");
                }
            }
            case "COPY_CODE" -> {
                button.strict("type", "text", "example");
                JsonNode example = button.json().path("example");
                String code = example.isArray() ? example.path(0).asText() : example.asText();
                if (code.isBlank()) {
                    throw noExample(kind);
                }
                TextRules.length(code, CODE, button.name("example"));
            }
            case "FLOW" -> flow(button);
            case "CATALOG", "MPM", "VOICE_CALL" -> text(button.strict("type", "text", "ttl_minutes"));
            case "REQUEST_CONTACT_INFO" -> button.strict("type");
            case "OTP" ->
                throw Refused.invalid(
                        "Param " + button.name("type") + ": OTP buttons are for authentication templates only.");
            default ->
                throw Refused.invalid("Param " + button.name("type")
                        + " must be one of {QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, FLOW, OTP, CATALOG, MPM, VOICE_CALL,"
                        + " REQUEST_CONTACT_INFO} - got \"" + kind + "\".");
        }
    }

    private static void text(Fields button) {
        String text = button.text("text", URL);
        TextRules.length(text, TEXT, button.name("text"));
        if (text.contains("{{") || text.contains("\n")) {
            throw Refused.invalid("Param " + button.name("text") + " can't have variables or new lines.");
        }
    }

    private static void url(Fields button) {
        text(button.strict("type", "text", "url", "example", "app_deep_link"));
        String url = TextRules.length(button.text("url", 10 * URL), URL, button.name("url"));
        if (!url.matches("https?://[^\\s/?#]+\\S*")) {
            throw Refused.invalid("Param " + button.name("url") + " must be an address that starts with https://.");
        }
        int variable = url.indexOf("{{");
        if (variable < 0) {
            return;
        }
        if (!url.substring(variable).equals(VARIABLE)) {
            throw Refused.invalid(
                    "Param " + button.name("url") + " can have one variable only, {{1}}, and only at its end.");
        }
        JsonNode example = button.json().path("example");
        if (!example.isArray()
                || example.size() != 1
                || example.path(0).asText().isBlank()) {
            throw noExample("URL");
        }
    }

    private static void flow(Fields button) {
        text(button.strict(
                "type", "text", "flow_id", "flow_name", "flow_json", "flow_action", "navigate_screen", "icon"));
        long given = List.of("flow_id", "flow_name", "flow_json").stream()
                .filter(button::has)
                .count();
        if (given != 1) {
            throw Refused.invalid("Param " + button.path() + " must have one of flow_id, flow_name and flow_json.");
        }
        if (button.has("flow_action")) {
            button.oneOf("flow_action", "navigate", "data_exchange", "NAVIGATE", "DATA_EXCHANGE");
        }
    }

    private static Refused noExample(String kind) {
        return Refused.because(2388043, "button of type " + kind + " is missing expected field(s) (example)");
    }
}
