package io.recado.sandbox.whatsapp.message;

import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;

/** The frame of interactive messages: their kinds, and which of them have a header, a body and a footer. */
final class InteractiveRules {

    static final int HEADER_AND_FOOTER = 60;
    private static final int BODY = 1024;
    private static final int LIST_BODY = 4096;

    /** What a kind of message may or must have around its action. */
    private enum Part {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    private InteractiveRules() {}

    /** Checks an {@code interactive} object, draws it into the view and returns its words. */
    static String read(Fields given, Writing writing) {
        Fields interactive = new Fields(given.json(), given.path(), GraphError.of(131009));
        interactive.strict("type", "header", "body", "footer", "action");
        String type = interactive.oneOf(
                "type",
                "button",
                "list",
                "cta_url",
                "flow",
                "location_request_message",
                "request_contact_info",
                "product",
                "product_list",
                "catalog_message",
                "call_permission_request",
                "order_details",
                "order_status",
                "address_message",
                "carousel");
        header(interactive, type, writing);
        String body = words(interactive, "body", body(type), "list".equals(type) ? LIST_BODY : BODY);
        footer(interactive, type, writing);
        Fields action = interactive.object("action");
        switch (type) {
            case "button" -> ChoiceRules.buttons(action, writing.view());
            case "list" -> ChoiceRules.list(action, writing.view());
            case "cta_url" -> RequestRules.link(action, writing.view());
            case "flow" -> RequestRules.flow(action, writing.view());
            case "location_request_message" -> RequestRules.question(action, "send_location", writing.view());
            case "request_contact_info" -> RequestRules.question(action, "request_contact_info", writing.view());
            case "product" -> ProductRules.product(action, writing.view());
            case "product_list" -> ProductRules.products(action, writing.view());
            case "catalog_message" -> ProductRules.catalog(action, writing.view());
            default ->
                throw Refused.value("Interactive messages of type " + type
                        + " need calls or payments, which this business number has not set up.");
        }
        return body;
    }

    private static Part header(String type) {
        return switch (type) {
            case "button", "list", "cta_url", "flow" -> Part.OPTIONAL;
            case "product_list" -> Part.REQUIRED;
            default -> Part.NONE;
        };
    }

    private static Part body(String type) {
        return "product".equals(type) ? Part.OPTIONAL : Part.REQUIRED;
    }

    private static boolean footed(String type) {
        return !"location_request_message".equals(type) && !"request_contact_info".equals(type);
    }

    private static void header(Fields interactive, String type, Writing writing) {
        Part part = header(type);
        if (interactive.has("header") && part == Part.NONE) {
            throw Refused.invalid("Unexpected key \"header\" on param \"" + interactive.path() + "\".");
        }
        if (!interactive.has("header") && part != Part.REQUIRED) {
            return;
        }
        Fields header = interactive.object("header");
        boolean wordsOnly = "list".equals(type) || "product_list".equals(type);
        String kind =
                wordsOnly ? header.oneOf("type", "text") : header.oneOf("type", "text", "image", "video", "document");
        if ("text".equals(kind)) {
            header.strict("type", "text", "sub_text").optional("sub_text", HEADER_AND_FOOTER);
            writing.view().put("header", header.text("text", HEADER_AND_FOOTER));
        } else {
            MediaRules.header(header.strict("type", kind).object(kind), kind, writing);
        }
    }

    private static void footer(Fields interactive, String type, Writing writing) {
        if (!interactive.has("footer")) {
            return;
        }
        if (!footed(type)) {
            throw Refused.invalid("Unexpected key \"footer\" on param \"" + interactive.path() + "\".");
        }
        writing.view().put("footer", words(interactive, "footer", Part.REQUIRED, HEADER_AND_FOOTER));
    }

    private static String words(Fields interactive, String field, Part part, int most) {
        if (part == Part.OPTIONAL && !interactive.has(field)) {
            return "";
        }
        return interactive.object(field).strict("text").text("text", most);
    }
}
