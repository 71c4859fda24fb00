package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.template.Life;
import io.recado.sandbox.whatsapp.template.Template;
import io.recado.sandbox.whatsapp.template.TemplateDesk;
import io.recado.sandbox.whatsapp.template.Templates;
import io.recado.sandbox.whatsapp.wire.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A template, at /{template-id}. */
@Component
class TemplateNode implements Node {

    static final String USUAL = "name,parameter_format,components,language,status,category";

    private final Managed managed;
    private final Templates templates;
    private final TemplateDesk desk;

    TemplateNode(Managed managed, Templates templates, TemplateDesk desk) {
        this.managed = managed;
        this.templates = templates;
        this.desk = desk;
    }

    @Override
    public boolean knows(String id) {
        return find(id) != null;
    }

    private @Nullable Template find(String id) {
        return id.length() > 18 ? null : templates.find(Long.parseLong(id));
    }

    /** The template of this id, for a token that may manage its account. */
    Template own(String id, @Nullable String authorization) {
        Template template = find(id);
        if (template == null) {
            throw Refused.unknownObject(id);
        }
        managed.account(template.waba(), authorization);
        return template;
    }

    @Override
    public ObjectNode read(Request request) {
        Template template = own(request.id(), request.authorization());
        return json(template, FieldList.of(request.parameter("fields", USUAL)));
    }

    @Override
    public ObjectNode write(Request request, JsonNode body) {
        desk.edit(own(request.id(), request.authorization()).id(), body);
        return JsonNodeFactory.instance.objectNode().put("success", true);
    }

    static ObjectNode json(Template template, FieldList fields) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Life life = template.life();
        for (String field : fields.wanted().keySet()) {
            switch (field) {
                case "id" -> {
                    // always there, at the end
                }
                case "name" -> node.put(field, template.name());
                case "parameter_format" -> node.put(field, template.named() ? "NAMED" : "POSITIONAL");
                case "components" -> node.set(field, template.components());
                case "language" -> node.put(field, template.language());
                case "status" -> node.put(field, template.status());
                case "category" -> node.put(field, template.category());
                case "rejected_reason" -> node.put(field, life.rejectedReason());
                case "quality_score" -> node.set(field, quality(life));
                case "previous_category" -> putIfKnown(node, field, life.previousCategory());
                case "correct_category" -> putIfKnown(node, field, life.correctCategory());
                case "message_send_ttl_seconds", "cta_url_link_tracking_opted_out", "sub_category" -> {
                    if (life.extras().has(field)) {
                        node.set(field, life.extras().get(field));
                    }
                }
                case "library_template_name" -> {
                    // no template here comes from the library
                }
                default -> throw FieldList.nonexisting(field, "WhatsAppMessageTemplate");
            }
        }
        return node.put("id", Long.toString(template.id()));
    }

    private static ObjectNode quality(Life life) {
        ObjectNode quality = JsonNodeFactory.instance.objectNode().put("score", life.quality());
        return life.qualityAt() == null
                ? quality
                : quality.put("date", life.qualityAt().getEpochSecond());
    }

    private static void putIfKnown(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }
}
