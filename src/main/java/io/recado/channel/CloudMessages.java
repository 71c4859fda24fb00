package io.recado.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Writes messages as the WhatsApp Cloud API wants them, as bodies of {@code POST /{phone-number-id}/messages}. In Java and not in a
 * mapping, because it happens a thousand times in a second.
 */
@Component("cloudMessages")
class CloudMessages {

    /** Template parameters are one line each: WhatsApp refuses line breaks, tabs and runs of blanks in them. */
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final int LONGEST_BUTTON = 20;

    private final ObjectMapper json;

    CloudMessages(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @param message in the hub's words, as JSON {@code {id, to, content}}
     * @throws UnwritableMessageException if the Cloud API has no such message
     */
    public String write(String message) {
        try {
            var known = json.readTree(message);
            var body = json.createObjectNode()
                    .put("messaging_product", "whatsapp")
                    .put("recipient_type", "individual")
                    .put("to", known.path("to").asText())
                    .put("biz_opaque_callback_data", known.path("id").asText());
            return json.writeValueAsString(addContent(known.path("content"), body));
        } catch (JsonProcessingException notOurs) {
            throw new UnwritableMessageException("A message is not the JSON that the hub writes");
        }
    }

    private static ObjectNode addContent(JsonNode content, ObjectNode body) {
        var kind = content.path("kind").asText();
        switch (kind) {
            case "template" -> addTemplate(content, body.put("type", "template").putObject("template"));
            case "text" ->
                body.put("type", "text")
                        .putObject("text")
                        .put("body", content.path("text").asText())
                        .put("preview_url", false);
            case "link" -> addLink(content, body.put("type", "interactive").putObject("interactive"));
            default -> throw new UnwritableMessageException("The Cloud API has no message of kind '" + kind + "'");
        }
        return body;
    }

    private static void addTemplate(JsonNode content, ObjectNode template) {
        template.put("name", content.path("name").asText());
        template.putObject("language").put("code", content.path("language").asText());
        var components = template.putArray("components");
        if (!content.path("parameters").isEmpty()) {
            addParameters(content.path("parameters"), components.addObject().put("type", "body"));
        }
        addButtons(content.path("buttons"), components);
    }

    private static void addParameters(JsonNode texts, ObjectNode component) {
        var parameters = component.putArray("parameters");
        for (var text : texts) {
            parameters
                    .addObject()
                    .put("type", "text")
                    .put("text", BLANKS.matcher(text.asText()).replaceAll(" "));
        }
    }

    private static void addButtons(JsonNode payloads, ArrayNode components) {
        var index = 0;
        for (var payload : payloads) {
            components
                    .addObject()
                    .put("type", "button")
                    .put("sub_type", "quick_reply")
                    .put("index", Integer.toString(index++))
                    .putArray("parameters")
                    .addObject()
                    .put("type", "payload")
                    .put("payload", payload.asText());
        }
    }

    private static void addLink(JsonNode content, ObjectNode interactive) {
        interactive.put("type", "cta_url");
        interactive.putObject("body").put("text", content.path("text").asText());
        interactive
                .putObject("action")
                .put("name", "cta_url")
                .putObject("parameters")
                .put("display_text", shortened(content.path("button").asText()))
                .put("url", content.path("url").asText());
    }

    private static String shortened(String button) {
        return button.codePointCount(0, button.length()) <= LONGEST_BUTTON
                ? button
                : button.substring(0, button.offsetByCodePoints(0, LONGEST_BUTTON));
    }
}
