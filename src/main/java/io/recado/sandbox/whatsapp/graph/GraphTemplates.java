package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import io.recado.sandbox.whatsapp.template.Template;
import io.recado.sandbox.whatsapp.template.TemplateDesk;
import io.recado.sandbox.whatsapp.template.Templates;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /{version}/{account-id}/message_templates}. */
@RestController
class GraphTemplates {

    private static final int MOST_DELETED = 100;

    private final Templates templates;
    private final TemplateDesk desk;
    private final TemplateNode node;
    private final ObjectMapper json;

    GraphTemplates(Templates templates, TemplateDesk desk, TemplateNode node, ObjectMapper json) {
        this.templates = templates;
        this.desk = desk;
        this.node = node;
        this.json = json;
    }

    @GetMapping(GraphNodes.BASE + "/message_templates")
    ObjectNode list(Account account, @RequestParam Map<String, String> query) {
        FieldList fields = FieldList.of(query.getOrDefault("fields", TemplateNode.USUAL));
        TemplateFilter filter = TemplateFilter.of(query);
        List<Template> found =
                templates.of(account.id()).stream().filter(filter::passes).toList();
        return Page.of(found, Template::id, query, template -> TemplateNode.json(template, fields));
    }

    @PostMapping(GraphNodes.BASE + "/message_templates")
    ObjectNode create(Account account, @RequestBody JsonNode body) {
        Template template = desk.create(account, body);
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Long.toString(template.id()))
                .put("status", template.status())
                .put("category", template.category());
    }

    @DeleteMapping(GraphNodes.BASE + "/message_templates")
    ObjectNode delete(
            Account account,
            @RequestParam Optional<String> name,
            @RequestParam(name = "hsm_id") Optional<String> id,
            @RequestParam(name = "hsm_ids") Optional<String> ids) {
        List<String> wanted =
                ids.isPresent() ? ids(ids.get()) : id.map(List::of).orElse(null);
        if (name.isEmpty() && wanted == null) {
            throw Refused.invalid("One of the params name, hsm_id and hsm_ids is required.");
        }
        desk.delete(account, name.orElse(null), wanted);
        return success();
    }

    private List<String> ids(String text) {
        try {
            JsonNode array = json.readTree(text);
            if (array.isArray() && !array.isEmpty() && array.size() <= MOST_DELETED) {
                return array.valueStream().map(JsonNode::asText).distinct().toList();
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        throw Refused.invalid("Param hsm_ids must be an array of 1 to " + MOST_DELETED + " ids.");
    }

    @PostMapping(GraphNodes.BASE + "/unpause")
    ObjectNode unpause(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
        desk.unpause(node.own(id, authorization).id());
        return success();
    }

    private static ObjectNode success() {
        return JsonNodeFactory.instance.objectNode().put("success", true);
    }
}
