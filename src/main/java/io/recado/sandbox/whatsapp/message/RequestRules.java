package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;

/** Interactive messages with one button that opens something: an address, a form, or a question for a place or a card. */
final class RequestRules {

    private static final int URL = 2000;
    private static final int FLOW_BUTTON = 30;
    private static final int FLOW_WORDS = 1000;

    private RequestRules() {}

    static void link(Fields action, ObjectNode view) {
        action.strict("name", "parameters").oneOf("name", "cta_url");
        Fields parameters = action.object("parameters").strict("display_text", "url");
        String text = parameters.text("display_text", ChoiceRules.BUTTON_TITLE);
        button(view, "url", text).put("url", Links.http(parameters, "url", URL));
    }

    static void flow(Fields action, ObjectNode view) {
        action.strict("name", "parameters").oneOf("name", "flow");
        Fields parameters = action.object("parameters");
        parameters.strict(
                "flow_message_version",
                "flow_id",
                "flow_name",
                "flow_cta",
                "flow_token",
                "mode",
                "flow_action",
                "flow_action_payload");
        parameters.oneOf("flow_message_version", "3");
        if (parameters.has("flow_id") == parameters.has("flow_name")) {
            throw Refused.value("Param " + parameters.path() + " must have exactly one of {flow_id, flow_name}.");
        }
        String flow = parameters.text(parameters.has("flow_id") ? "flow_id" : "flow_name", FLOW_WORDS);
        if (parameters.has("mode")) {
            parameters.oneOf("mode", "draft", "published");
        }
        String opens = parameters.has("flow_action")
                ? parameters.oneOf("flow_action", "navigate", "data_exchange")
                : "navigate";
        String token = parameters.optional("flow_token", FLOW_WORDS);
        ObjectNode drawn = button(view, "flow", parameters.text("flow_cta", FLOW_BUTTON));
        drawn.put("id", token == null ? "unused" : token).put("flow", flow);
        if (parameters.has("flow_action_payload")) {
            payload(parameters.object("flow_action_payload"), opens);
        }
    }

    private static void payload(Fields payload, String opens) {
        if ("data_exchange".equals(opens)) {
            throw Refused.value("Param " + payload.path() + " is allowed with flow_action navigate only.");
        }
        payload.strict("screen", "data").optional("screen", FLOW_WORDS);
        JsonNode data = payload.json().path("data");
        if (!data.isMissingNode() && (!data.isObject() || data.isEmpty())) {
            throw Refused.value("Param " + payload.name("data") + " must be a JSON object that is not empty.");
        }
    }

    /** @param name the action's: {@code send_location} or {@code request_contact_info} */
    static void question(Fields action, String name, ObjectNode view) {
        action.strict("name").oneOf("name", name);
        button(view, name, "");
    }

    private static ObjectNode button(ObjectNode view, String kind, String text) {
        return view.putArray("buttons").addObject().put("kind", kind).put("text", text);
    }
}
