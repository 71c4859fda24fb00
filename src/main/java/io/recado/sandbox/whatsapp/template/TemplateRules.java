package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.template.Templates.Button;
import io.recado.sandbox.whatsapp.template.Templates.Template;
import io.recado.sandbox.whatsapp.template.Templates.Words;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fits a template message's parameters to its template. */
public final class TemplateRules {

    private static final int BODY = 1024;
    private static final int HEADER = 60;
    private static final int PARAMETER = 32768;
    private static final int PAYLOAD = 256;
    private static final Pattern UNSENDABLE = Pattern.compile("[\\n\\r\\t]| {5,}");

    private TemplateRules() {}

    /** The approved template that the request names, or the refusal. */
    public static Template find(Fields message, String waba, Templates templates) {
        message.strict("name", "language", "components", "namespace");
        String name = message.text("name", 512);
        Fields language = message.object("language").strict("code", "policy");
        if (language.has("policy")) {
            language.oneOf("policy", "deterministic");
        }
        String code = language.text("code", 16);
        Template template = templates.find(waba, name, code);
        if (template == null) {
            throw new Refused(GraphError.of(132001), "template name (" + name + ") does not exist in " + code);
        }
        return switch (template.status()) {
            case "APPROVED" -> template;
            case "PAUSED" ->
                throw new Refused(GraphError.of(132015), GraphError.of(132015).details());
            case "DISABLED" ->
                throw new Refused(GraphError.of(132016), GraphError.of(132016).details());
            default ->
                throw new Refused(
                        GraphError.of(132001),
                        "template name (" + name + ") in " + code + " is not approved: " + template.status());
        };
    }

    /** Draws the filled template into the view and returns its body. */
    public static String fill(Fields message, Template template, ObjectNode view) {
        @Nullable Fields header = null;
        @Nullable Fields body = null;
        Map<Integer, Fields> buttons = new HashMap<>();
        for (Fields component : message.has("components") ? message.objects("components") : List.<Fields>of()) {
            switch (component
                    .oneOf("type", "header", "body", "button", "HEADER", "BODY", "BUTTON")
                    .toLowerCase(java.util.Locale.ROOT)) {
                case "header" -> header = once(header, component.strict("type", "parameters"));
                case "body" -> body = once(body, component.strict("type", "parameters"));
                default -> {
                    component.strict("type", "sub_type", "index", "parameters");
                    if (buttons.put(index(component), component) != null) {
                        throw Refused.invalid("Param " + component.path() + " repeats a button's index.");
                    }
                }
            }
        }
        header(header, template, view);
        String text = words("body", body, template.body(), template.named(), BODY);
        view.put("body", text);
        if (template.footer() != null) {
            view.put("footer", template.footer());
        }
        buttons(buttons, template, view);
        return text;
    }

    private static Fields once(@Nullable Fields before, Fields component) {
        if (before != null) {
            throw Refused.invalid("Param " + component.path() + " repeats a component that may be given once.");
        }
        return component;
    }

    private static void header(@Nullable Fields component, Template template, ObjectNode view) {
        String format = template.headerFormat();
        if (format == null || "TEXT".equals(format)) {
            Words words = template.header();
            if (words == null) {
                if (component != null && !parameters(component).isEmpty()) {
                    throw mismatch("header", parameters(component).size(), 0);
                }
                return;
            }
            view.put("header", words("header", component, words, template.named(), HEADER));
            return;
        }
        String kind = format.toLowerCase(java.util.Locale.ROOT);
        List<Fields> parameters = component == null ? List.of() : parameters(component);
        if (parameters.size() != 1) {
            throw mismatch("header", parameters.size(), 1);
        }
        if (!kind.equals(parameters.get(0).optional("type", 32))) {
            throw new Refused(
                    GraphError.of(132012),
                    "header: Format mismatch, expected " + format + ", received "
                            + parameters.get(0).optional("type", 32));
        }
        parameters.get(0).object(kind);
        view.put("media", kind);
    }

    private static String words(String part, @Nullable Fields component, Words words, boolean named, int most) {
        List<Fields> parameters = component == null ? List.of() : parameters(component);
        if (parameters.size() != words.variables().size()) {
            throw mismatch(part, parameters.size(), words.variables().size());
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            Fields parameter = parameters.get(i);
            String variable = parameter.optional("parameter_name", 512);
            if (named != (variable != null)) {
                throw new Refused(
                        GraphError.of(132012),
                        part + ": the template takes " + (named ? "named" : "positional") + " parameters, received "
                                + (variable != null ? "named" : "positional") + " ones");
            }
            values.put(variable != null ? variable : Integer.toString(i + 1), value(parameter));
        }
        for (String variable : words.variables()) {
            if (!values.containsKey(variable)) {
                throw Refused.invalid(part + ": Parameter name is missing or wrong, expected " + variable);
            }
        }
        String text = words.fill(values);
        if (text.codePointCount(0, text.length()) > most) {
            throw new Refused(
                    GraphError.of(132005),
                    part + ": the text with its parameters is longer than " + most + " characters");
        }
        return text;
    }

    private static String value(Fields parameter) {
        String type = parameter.optional("type", 32);
        if (type == null) {
            throw Refused.missing(parameter.name("type"));
        }
        String value =
                switch (type) {
                    case "text" ->
                        parameter.strict("type", "text", "parameter_name").optional("text", PARAMETER);
                    case "currency" -> parameter.object("currency").text("fallback_value", PARAMETER);
                    case "date_time" -> parameter.object("date_time").text("fallback_value", PARAMETER);
                    default ->
                        throw new Refused(
                                GraphError.of(132012),
                                "Parameter of type " + type + " does not fit " + parameter.path());
                };
        if (value == null || value.isBlank()) {
            throw new Refused(GraphError.of(131008), "Parameter of type text is missing text value");
        }
        if (UNSENDABLE.matcher(value).find()) {
            throw Refused.value("Param " + parameter.name("text")
                    + " cannot have new-line/tab characters or more than 4 consecutive spaces");
        }
        return value;
    }

    private static void buttons(Map<Integer, Fields> given, Template template, ObjectNode view) {
        List<Button> buttons = template.buttons();
        for (Integer index : given.keySet()) {
            if (index >= buttons.size()) {
                throw new Refused(GraphError.of(132012), "buttons: the template has no button at index " + index);
            }
        }
        if (buttons.isEmpty()) {
            return;
        }
        ArrayNode drawn = view.putArray("buttons");
        for (int i = 0; i < buttons.size(); i++) {
            Button button = buttons.get(i);
            Fields component = given.get(i);
            ObjectNode node = drawn.addObject().put("kind", button.kind()).put("text", button.text());
            switch (button.kind()) {
                case "quick_reply" -> node.put("id", component == null ? button.text() : payload(component));
                case "url" -> node.put("url", url(component, button, i));
                default -> node.put("url", button.target());
            }
        }
    }

    private static String payload(Fields component) {
        component.oneOf("sub_type", "quick_reply", "QUICK_REPLY");
        Fields parameter = only(component);
        parameter.strict("type", "payload").oneOf("type", "payload");
        return parameter.text("payload", PAYLOAD);
    }

    private static String url(@Nullable Fields component, Button button, int index) {
        boolean dynamic = button.target().contains("{{1}}");
        if (component == null) {
            if (dynamic) {
                throw new Refused(
                        GraphError.of(131008),
                        "buttons: Button at index " + index + " of type Url requires a parameter");
            }
            return button.target();
        }
        component.oneOf("sub_type", "url", "URL");
        if (!dynamic) {
            throw mismatch("buttons", 1, 0);
        }
        Fields parameter = only(component);
        parameter.strict("type", "text").oneOf("type", "text");
        return button.target().replace("{{1}}", parameter.text("text", 2000));
    }

    private static Fields only(Fields component) {
        List<Fields> parameters = parameters(component);
        if (parameters.size() != 1) {
            throw mismatch("buttons", parameters.size(), 1);
        }
        return parameters.get(0);
    }

    private static List<Fields> parameters(Fields component) {
        return component.has("parameters") ? component.objects("parameters") : List.of();
    }

    private static int index(Fields component) {
        JsonNode index = component.json().path("index");
        String text = index.isInt() ? Integer.toString(index.intValue()) : component.text("index", 2);
        if (!text.matches("[0-9]")) {
            throw Refused.invalid("Param " + component.name("index") + " must be between 0 and 9.");
        }
        return Integer.parseInt(text);
    }

    private static Refused mismatch(String part, int got, int expected) {
        return new Refused(
                GraphError.of(132000),
                part + ": number of localizable_params (" + got + ") does not match the expected number of params ("
                        + expected + ")");
    }
}
