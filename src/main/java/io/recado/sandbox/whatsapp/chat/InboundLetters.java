package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.wire.GraphError;
import org.springframework.stereotype.Component;

/** Turns what a script or a page makes a person say into the message that WhatsApp would hand on. */
@Component
class InboundLetters {

    private static final String[] REFERRAL = {"source_url", "source_id", "source_type", "body", "headline", "media_type"
    };
    private static final int UNSUPPORTED = 131051;
    private static final int LOST = 131052;

    private final InboundMedia media;
    private final ObjectMapper json;

    InboundLetters(InboundMedia media, ObjectMapper json) {
        this.media = media;
        this.json = json;
    }

    /** @throws IllegalArgumentException with what was expected, when the request does not hold such a message */
    Letter read(JsonNode request, Phone phone, Line line) {
        Said said = new Said(request, "");
        String type = said.text("type");
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        context(said, line, message, view);
        if (said.has("referral")) {
            Said referral = said.object("referral");
            for (String field : REFERRAL) {
                referral.text(field);
            }
            message.set("referral", referral.json());
        }
        message.put("type", type);
        String text =
                switch (type) {
                    case "text" -> words(said.object("text"), message);
                    case "image", "video", "audio", "document", "sticker" ->
                        media.read(said.object(type), type, line, message, view);
                    case "location" -> location(said.object("location"), message, view);
                    case "contacts" -> contacts(said, message, view);
                    case "reaction" -> reaction(said.object("reaction"), message, view);
                    case "order" -> order(said.object("order"), message, view);
                    case "button" -> button(said.object("button"), message);
                    case "interactive" -> interactive(said.object("interactive"), message, view);
                    case "nfm_reply" -> interactive(said, message.put("type", "interactive"), view);
                    case "unsupported" -> unsupported(said, message, view);
                    case "request_welcome" -> "";
                    default ->
                        throw new IllegalArgumentException(
                                "type: text, image, video, audio, document, sticker, location,"
                                        + " contacts, reaction, order, button, interactive, nfm_reply, unsupported, request_welcome,"
                                        + " system, edit or revoke expected, found " + type);
                };
        view.put("body", text);
        String shown = message.path("type").asText();
        if (media.lost(view, phone, line)) {
            message.remove(type);
            lost(type, message);
        }
        return new Letter(shown, text, message, view);
    }

    /** A file that stays on the person's phone: WhatsApp could not take it from there. */
    private static void lost(String type, ObjectNode message) {
        ObjectNode said = JsonNodeFactory.instance.objectNode().put("code", LOST);
        said.putObject("unsupported").put("type", type);
        unsupported(new Said(said, ""), message, JsonNodeFactory.instance.objectNode());
    }

    private static void context(Said said, Line line, ObjectNode message, ObjectNode view) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        if (said.has("context")) {
            Said given = said.object("context");
            String quoted = given.has("id") ? given.text("id") : given.optional("message_id");
            if (quoted != null) {
                context.put("from", line.number().display()).put("id", quoted);
                view.put("context", quoted);
            }
            given.copy(context, "referred_product", "forwarded", "frequently_forwarded");
        }
        said.copy(context, "forwarded", "frequently_forwarded");
        if (context.has("forwarded") || context.has("frequently_forwarded")) {
            view.put("forwarded", true);
        }
        if (!context.isEmpty()) {
            message.set("context", context);
        }
    }

    private static String words(Said text, ObjectNode message) {
        String body = text.text("body");
        message.putObject("text").put("body", body);
        return body;
    }

    private static String location(Said location, ObjectNode message, ObjectNode view) {
        ObjectNode place = message.putObject("location");
        location.copy(place, "address");
        place.put("latitude", location.coordinate("latitude", 90));
        place.put("longitude", location.coordinate("longitude", 180));
        location.copy(place, "name", "url");
        view.set("location", place.deepCopy());
        String words =
                place.path("name").asText() + '\n' + place.path("address").asText();
        return words.strip();
    }

    private static String contacts(Said said, ObjectNode message, ObjectNode view) {
        JsonNode contacts = said.list("contacts");
        for (JsonNode contact : contacts) {
            new Said(contact, "contacts[]").object("name").text("formatted_name");
        }
        message.set("contacts", contacts);
        view.set("contacts", contacts);
        return contacts.path(0).at("/name/formatted_name").asText();
    }

    private static String reaction(Said reaction, ObjectNode message, ObjectNode view) {
        String target = reaction.text("message_id");
        String emoji = reaction.optional("emoji");
        ObjectNode node = message.putObject("reaction").put("message_id", target);
        if (emoji != null && !emoji.isEmpty()) {
            node.put("emoji", emoji);
        }
        view.putObject("reaction").put("message", target).put("emoji", emoji == null ? "" : emoji);
        return emoji == null ? "" : emoji;
    }

    private static String order(Said order, ObjectNode message, ObjectNode view) {
        ObjectNode node = message.putObject("order");
        node.put("catalog_id", order.text("catalog_id"));
        String text = order.optional("text");
        node.put("text", text == null ? "" : text);
        for (JsonNode item : order.list("product_items")) {
            Said product = new Said(item, "order.product_items[]");
            product.text("product_retailer_id");
            product.text("currency");
            product.coordinate("quantity", Integer.MAX_VALUE);
            product.coordinate("item_price", Integer.MAX_VALUE);
        }
        node.set("product_items", order.list("product_items"));
        view.set("order", node.deepCopy());
        return text == null ? "" : text;
    }

    private static String button(Said button, ObjectNode message) {
        String text = button.text("text");
        message.putObject("button").put("payload", button.text("payload")).put("text", text);
        return text;
    }

    private String interactive(Said interactive, ObjectNode message, ObjectNode view) {
        String type = interactive.text("type");
        ObjectNode node = message.putObject("interactive").put("type", type);
        switch (type) {
            case "button_reply", "list_reply" -> {
                Said reply = interactive.object(type);
                ObjectNode copy = node.putObject(type).put("id", reply.text("id"));
                copy.put("title", reply.text("title"));
                reply.copy(copy, "description");
                return reply.text("title");
            }
            case "nfm_reply" -> {
                Said reply = interactive.object(type);
                JsonNode response = reply.json().path("response_json");
                if (response.isMissingNode()) {
                    throw reply.expected("response_json", "an object or JSON in a string", response);
                }
                String body = reply.optional("body");
                node.putObject(type)
                        .put("name", reply.has("name") ? reply.text("name") : "flow")
                        .put("body", body == null ? "Sent" : body)
                        // businesses get JSON in a string
                        .put("response_json", response.isTextual() ? response.textValue() : response.toString());
                view.set("flow", parsed(response));
                return body == null ? "" : body;
            }
            default ->
                throw new IllegalArgumentException(
                        "interactive.type: button_reply, list_reply or nfm_reply expected, found " + type);
        }
    }

    private JsonNode parsed(JsonNode response) {
        if (!response.isTextual()) {
            return response;
        }
        try {
            return json.readTree(response.textValue());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("nfm_reply.response_json: JSON expected, found something else", e);
        }
    }

    /** A message that WhatsApp can't hand on, or not yet. */
    private static String unsupported(Said said, ObjectNode message, ObjectNode view) {
        int code = said.json().path("code").asInt(UNSUPPORTED);
        GraphError error = GraphError.find(code);
        if (error == null) {
            throw new IllegalArgumentException("code: 131051, 131052 or 131060 expected, found " + code);
        }
        message.put("type", "unsupported");
        ObjectNode node = message.putArray("errors").addObject();
        node.put("code", code).put("title", error.title()).put("message", error.title());
        node.putObject("error_data").put("details", error.details());
        String kind = said.has("unsupported") ? said.object("unsupported").text("type") : "unknown";
        message.putObject("unsupported").put("type", kind);
        view.put("unsupported", kind);
        return "";
    }
}
