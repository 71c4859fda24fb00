package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.template.TemplateRules;
import io.recado.sandbox.whatsapp.template.Templates;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Recipients;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which requests to send a message are taken, and what becomes of them. */
@Component
public class MessageRules {

    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CAPTION = 1024;
    private static final int LONGEST_OPAQUE = 512;
    private static final int LONGEST_URL = 2048;
    private static final Set<String> MEDIA = Set.of("image", "video", "document", "audio", "sticker");

    private final Templates templates;
    private final Phones phones;

    MessageRules(Templates templates, Phones phones) {
        this.templates = templates;
        this.phones = phones;
    }

    /** The message of a request, or the refusal. */
    public Draft check(JsonNode request, Accounts.Line line) {
        Fields fields = envelope(request);
        String type = type(fields);
        fields.strict(
                "messaging_product",
                "recipient_type",
                "to",
                "recipient",
                "type",
                "context",
                "biz_opaque_callback_data",
                "recipient_identity_key_hash",
                type);
        if (fields.has("recipient_type")) {
            fields.oneOf("recipient_type", "individual");
        }
        String opaque = fields.optional("biz_opaque_callback_data", LONGEST_OPAQUE);
        String to = fields.optional("to", 64);
        String userId = fields.optional("recipient", 160);
        if (to == null && userId == null) {
            throw Refused.invalid("The parameter to is required.");
        }
        String waId =
                to != null ? Recipients.waId(to, line.number().number()) : phones.waIdOf(userId == null ? "" : userId);
        if (waId.equals(line.number().display())) {
            throw new Refused(GraphError.of(131021), GraphError.of(131021).details());
        }
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        String context = context(fields);
        if (context != null) {
            view.put("context", context);
        }
        String category = "service";
        String text;
        if ("template".equals(type)) {
            Templates.Template template =
                    TemplateRules.find(fields.object("template"), line.account().id(), templates);
            text = TemplateRules.fill(fields.object("template"), template, view);
            category = template.pricing();
        } else {
            text = freeForm(fields, type, view);
        }
        String input = to != null ? to : userId == null ? "" : userId;
        return new Draft(input, waId, to == null, type, text, view, category, opaque);
    }

    private static Fields envelope(JsonNode request) {
        if (!request.isObject()) {
            throw Refused.invalid("The request's body must be a JSON object.");
        }
        Fields fields = Fields.of(request, "");
        String product = fields.optional("messaging_product", 64);
        if (product == null) {
            throw Refused.invalid("The parameter messaging_product is required.");
        }
        fields.oneOf("messaging_product", "whatsapp");
        if (fields.has("category") || fields.has("ttl_seconds")) {
            throw Refused.invalid("This account may not use Direct Send: category and ttl_seconds are not allowed.");
        }
        return fields;
    }

    private static String type(Fields fields) {
        String type = fields.optional("type", 64);
        if (type == null) {
            if (fields.has("text")) {
                return "text";
            }
            throw Refused.invalid("The parameter type is required.");
        }
        return type;
    }

    private static @Nullable String context(Fields fields) {
        if (!fields.has("context")) {
            return null;
        }
        return fields.object("context").strict("message_id").text("message_id", 255);
    }

    private static String freeForm(Fields fields, String type, ObjectNode view) {
        return switch (type) {
            case "text" -> text(fields.object("text"), view);
            case "interactive" -> InteractiveRules.read(fields.object("interactive"), view);
            case "location" -> location(fields.object("location"), view);
            case "reaction" -> reaction(fields.object("reaction"), view);
            default -> {
                if (MEDIA.contains(type)) {
                    yield media(fields.object(type), type, view);
                }
                throw new Refused(GraphError.of(131051), "Message type \"" + type + "\" is not supported.");
            }
        };
    }

    private static String text(Fields text, ObjectNode view) {
        text.strict("body", "preview_url").bool("preview_url");
        String body = text.text("body", LONGEST_TEXT);
        view.put("body", body);
        return body;
    }

    private static String location(Fields location, ObjectNode view) {
        location.strict("latitude", "longitude", "name", "address");
        for (String coordinate : new String[] {"latitude", "longitude"}) {
            if (!location.has(coordinate)) {
                throw Refused.missing(location.name(coordinate));
            }
        }
        String name = location.optional("name", 1000);
        String address = location.optional("address", 1000);
        String body = "📍 " + (name == null ? "" : name) + (address == null ? "" : "\n" + address);
        view.put("body", body.strip());
        return body.strip();
    }

    private static String reaction(Fields reaction, ObjectNode view) {
        reaction.strict("message_id", "emoji");
        String target = reaction.text("message_id", 255);
        String emoji = reaction.optional("emoji", 32);
        view.put("context", target);
        view.put("body", emoji == null ? "" : emoji);
        return emoji == null ? "" : emoji;
    }

    private static String media(Fields media, String type, ObjectNode view) {
        media.strict("id", "link", "caption", "filename", "voice");
        boolean captioned = !"audio".equals(type) && !"sticker".equals(type);
        if (media.has("caption") && !captioned) {
            throw Refused.invalid("Unexpected key \"caption\" on param \"" + type + "\".");
        }
        if (media.has("filename") && !"document".equals(type)) {
            throw Refused.invalid("Unexpected key \"filename\" on param \"" + type + "\".");
        }
        if (media.has("id") == media.has("link")) {
            throw Refused.invalid("Param " + type + " must have exactly one of {id, link}.");
        }
        String link = media.optional("link", LONGEST_URL);
        if (link != null && !link.startsWith("https://") && !link.startsWith("http://")) {
            throw Refused.value("Param " + media.name("link") + " must be an http or https address.");
        }
        String caption = media.optional("caption", LONGEST_CAPTION);
        String name = media.optional("filename", 240);
        view.put("media", type);
        if (name != null) {
            view.put("filename", name);
        }
        view.put("body", caption == null ? "" : caption);
        return caption == null ? "" : caption;
    }
}
