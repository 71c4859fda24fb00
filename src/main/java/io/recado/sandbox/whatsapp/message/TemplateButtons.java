package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.template.Button;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a template's buttons what they need: payloads, ends of addresses, codes, tokens of forms. */
final class TemplateButtons {

    private static final int PAYLOAD = 256;
    private static final int URL = 2000;
    private static final int CODE = 20;
    private static final int ONE_TIME_CODE = 15;
    private static final int TOKEN = 1000;
    private static final String SUFFIX = "{{1}}";

    private TemplateButtons() {}

    /** @param given by index */
    static void fill(Map<Integer, Fields> given, List<Button> buttons, ObjectNode view) {
        for (Integer index : given.keySet()) {
            if (index >= buttons.size()) {
                throw TemplateWords.format("buttons: the template has no button at index " + index);
            }
        }
        if (buttons.isEmpty()) {
            return;
        }
        ArrayNode drawn = view.putArray("buttons");
        for (int i = 0; i < buttons.size(); i++) {
            Button button = buttons.get(i);
            ObjectNode node = drawn.addObject().put("kind", button.kind()).put("text", button.text());
            fill(given.get(i), button, i, node);
        }
    }

    private static void fill(@Nullable Fields component, Button button, int index, ObjectNode drawn) {
        switch (button.kind()) {
            case "quick_reply" -> drawn.put("id", component == null ? button.text() : payload(component));
            case "url" -> drawn.put("url", url(component, button, index));
            case "copy_code" -> drawn.put("id", code(required(component, index, "Copy_code")));
            case "otp" -> drawn.put("kind", "copy_code").put("id", oneTimeCode(required(component, index, "Url")));
            case "flow" -> drawn.put("id", component == null ? "unused" : token(component));
            case "catalog", "mpm" -> thumbnail(component, button.kind(), index);
            default -> {
                if (component != null) {
                    throw TemplateWords.format(
                            "buttons: Button at index " + index + " of type " + button.kind() + " takes no parameters");
                }
                drawn.put("id", button.target());
            }
        }
    }

    private static String payload(Fields component) {
        type(component, "quick_reply");
        Fields parameter = only(component).strict("type", "payload");
        parameter.oneOf("type", "payload");
        return parameter.text("payload", PAYLOAD);
    }

    private static String url(@Nullable Fields component, Button button, int index) {
        boolean dynamic = button.target().contains(SUFFIX);
        if (component == null) {
            if (dynamic) {
                throw missing(index, "Url");
            }
            return button.target();
        }
        type(component, "url");
        if (!dynamic) {
            throw TemplateWords.mismatch("buttons", 1, 0);
        }
        Fields parameter = only(component).strict("type", "text");
        parameter.oneOf("type", "text");
        String url = button.target().replace(SUFFIX, parameter.text("text", URL));
        if (url.length() > URL) {
            throw new Refused(
                    GraphError.of(132005), "buttons: the address with its end is longer than " + URL + " characters");
        }
        return url;
    }

    private static String code(Fields component) {
        type(component, "copy_code");
        Fields parameter = only(component).strict("type", "coupon_code");
        parameter.oneOf("type", "coupon_code");
        return parameter.text("coupon_code", CODE);
    }

    /** One-time passwords come as the end of an address, whatever the button does with them. */
    private static String oneTimeCode(Fields component) {
        type(component, "url");
        Fields parameter = only(component).strict("type", "text");
        parameter.oneOf("type", "text");
        return parameter.text("text", ONE_TIME_CODE);
    }

    private static String token(Fields component) {
        type(component, "flow");
        Fields parameter = only(component).strict("type", "action");
        parameter.oneOf("type", "action");
        Fields action = parameter.object("action").strict("flow_token", "flow_action_data");
        if (action.has("flow_action_data")) {
            action.object("flow_action_data");
        }
        String token = action.optional("flow_token", TOKEN);
        return token == null ? "unused" : token;
    }

    private static void thumbnail(@Nullable Fields component, String kind, int index) {
        if (component == null) {
            if ("mpm".equals(kind)) {
                throw missing(index, "Mpm");
            }
            return;
        }
        type(component, kind);
        Fields parameter = only(component).strict("type", "action");
        parameter.oneOf("type", "action");
        Fields action = parameter.object("action").strict("thumbnail_product_retailer_id", "sections");
        action.optional("thumbnail_product_retailer_id", TOKEN);
        if ("mpm".equals(kind)) {
            ChoiceRules.count(action.objects("sections"), 1, 10, action.name("sections"));
        }
    }

    private static void type(Fields component, String expected) {
        String given = component.text("sub_type", 32).toLowerCase(Locale.ROOT);
        if (!given.equals(expected)) {
            throw TemplateWords.format("buttons: Param " + component.name("sub_type") + " must be " + expected
                    + " as in the template, received " + given);
        }
    }

    private static Fields only(Fields component) {
        List<Fields> parameters = TemplateWords.parameters(component);
        if (parameters.size() != 1) {
            throw TemplateWords.mismatch("buttons", parameters.size(), 1);
        }
        return parameters.get(0);
    }

    private static Fields required(@Nullable Fields component, int index, String type) {
        if (component == null) {
            throw missing(index, type);
        }
        return component;
    }

    private static Refused missing(int index, String type) {
        return new Refused(
                GraphError.of(131008),
                "buttons: Button at index " + index + " of type " + type + " requires a parameter");
    }

    static int index(Fields component) {
        JsonNode index = component.json().path("index");
        String text = index.isInt() ? Integer.toString(index.intValue()) : component.text("index", 2);
        if (!text.matches("[0-9]")) {
            throw Refused.invalid("Param " + component.name("index") + " must be between 0 and 9.");
        }
        return Integer.parseInt(text);
    }
}
