package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.template.Template;
import io.recado.sandbox.whatsapp.template.Templates;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which requests to send a message are taken, and what becomes of them. */
@Component
public class MessageRules {

    private static final int TEXT = 4096;
    private static final int OPAQUE = 512;
    private static final String MARKETING = "MARKETING";
    private static final String AUTHENTICATION = "AUTHENTICATION";

    private final Templates templates;
    private final Phones phones;
    private final Attachments attachments;
    private final Obstacles obstacles;

    MessageRules(Templates templates, Phones phones, Attachments attachments, Obstacles obstacles) {
        this.templates = templates;
        this.phones = phones;
        this.attachments = attachments;
        this.obstacles = obstacles;
    }

    /** The message of a request to {@code /messages}, or the refusal. */
    public Draft check(JsonNode request, Line line) {
        Fields fields = envelope(request);
        String type = type(fields);
        return "template".equals(type) ? template(fields, line, false) : freeForm(fields, type, line);
    }

    /** The message of a request to {@code /marketing_messages}, or the refusal. */
    public Draft checkMarketing(JsonNode request, Line line) {
        Fields fields = envelope(request);
        if (!"template".equals(type(fields))) {
            throw new Refused(GraphError.of(131055), "Only template messages may be sent here.");
        }
        if (fields.has("product_policy")) {
            fields.oneOf("product_policy", "CLOUD_API_FALLBACK", "STRICT");
        }
        fields.bool("message_activity_sharing");
        return template(fields, line, true);
    }

    private Draft template(Fields fields, Line line, boolean marketing) {
        Addressee addressee = Addressee.read(fields, line, phones);
        Writing writing = Writing.blank();
        context(fields, writing.view());
        Fields message = fields.object("template");
        Template template = TemplateRules.find(message, line.account().id(), templates);
        if (marketing && !MARKETING.equals(template.category())) {
            throw new Refused(GraphError.of(134100), GraphError.of(134100).details());
        }
        if (addressee.byUserId() && AUTHENTICATION.equals(template.category())) {
            throw new Refused(GraphError.of(131062), GraphError.of(131062).details());
        }
        String text = TemplateRules.fill(message, template, writing);
        String category = marketing ? "marketing_lite" : template.pricing();
        return draft(fields, "template", line, addressee, writing, text, category, null);
    }

    private Draft freeForm(Fields fields, String type, Line line) {
        Addressee addressee = Addressee.read(fields, line, phones);
        Writing writing = Writing.blank();
        ObjectNode view = writing.view();
        if ("reaction".equals(type) && fields.has("context")) {
            throw Refused.value("Param context is not allowed with a reaction, which names its message itself.");
        }
        context(fields, view);
        String text =
                switch (type) {
                    case "text" -> text(fields.object("text"));
                    case "interactive" -> InteractiveRules.read(fields.object("interactive"), writing);
                    case "location" -> LocationRules.read(fields.object("location"), view.putObject("location"));
                    case "contacts" -> ContactRules.read(fields, view);
                    case "reaction" -> ReactionRules.read(fields.object("reaction"), view);
                    default -> {
                        if (MediaRules.TYPES.contains(type)) {
                            yield MediaRules.message(fields.object(type), type, writing);
                        }
                        throw new Refused(GraphError.of(131051), "Message type \"" + type + "\" is not supported.");
                    }
                };
        view.put("body", text);
        GraphError failure = "reaction".equals(type)
                ? obstacles.onReaction(
                        line, addressee, view.at("/reaction/message").asText())
                : null;
        return draft(fields, type, line, addressee, writing, text, "service", failure);
    }

    private Draft draft(
            Fields fields,
            String type,
            Line line,
            Addressee addressee,
            Writing writing,
            String text,
            String category,
            @Nullable GraphError reaction) {
        String opaque = fields.optional("biz_opaque_callback_data", OPAQUE);
        GraphError files = attachments.check(writing, line);
        GraphError between = obstacles.between(line, addressee, category);
        GraphError failure = between != null ? between : files != null ? files : reaction;
        return new Draft(
                addressee.input(),
                addressee.phone().waId(),
                addressee.byUserId(),
                type,
                text,
                writing.view(),
                category,
                opaque,
                failure);
    }

    private static Fields envelope(JsonNode request) {
        if (!request.isObject()) {
            throw Refused.invalid("The request's body must be a JSON object.");
        }
        Fields fields = Fields.of(request, "");
        if (fields.optional("messaging_product", 64) == null) {
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

    private static void context(Fields fields, ObjectNode view) {
        if (!fields.has("context")) {
            return;
        }
        Fields context = fields.object("context").strict("message_id");
        String wamid = context.text("message_id", 255);
        if (!wamid.startsWith("wamid.")) {
            throw Refused.value("Param " + context.name("message_id") + " is not the id of a message.");
        }
        view.put("context", wamid);
    }

    private static String text(Fields text) {
        text.strict("body", "preview_url").bool("preview_url");
        return text.text("body", TEXT);
    }
}
