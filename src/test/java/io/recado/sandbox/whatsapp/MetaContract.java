package io.recado.sandbox.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Meta's OpenAPI file as a judge of requests, answers and webhooks; exceptions.yaml says where it is not followed. */
public final class MetaContract {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectNode DOCUMENT = document();
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private MetaContract() {}

    /** Fails unless the instance fits the component schema of this name. */
    public static void fits(String schema, JsonNode instance) {
        fitsAt("/components/schemas/" + schema, instance);
    }

    public static void fitsAt(String pointer, JsonNode instance) {
        assertThat(SCHEMAS.computeIfAbsent(pointer, MetaContract::schema).validate(instance))
                .as("%s against %s", instance, pointer)
                .isEmpty();
    }

    /** The schema of an outgoing message's request. */
    public static void fitsRequest(JsonNode request) {
        String type = request.path("type").asText();
        fits(Character.toUpperCase(type.charAt(0)) + type.substring(1) + "Message", request);
    }

    private static JsonSchema schema(String pointer) {
        ObjectNode root = DOCUMENT.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", "#" + pointer);
        root.setAll(DOCUMENT);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
    }

    private static ObjectNode document() {
        ObjectNode document = (ObjectNode) read("business-messaging-api_v23.0.yaml");
        for (JsonNode exception : read("exceptions.yaml")) {
            String at = exception.path("at").asText();
            assertThat(exception.path("why").asText())
                    .as("the reason for %s", at)
                    .isNotBlank();
            int last = at.lastIndexOf('/');
            JsonNode parent = document.at(at.substring(0, last));
            String name = at.substring(last + 1);
            if (parent instanceof ArrayNode array) {
                int index = Integer.parseInt(name);
                if (index < array.size()) {
                    array.set(index, exception.get("put"));
                } else {
                    array.add(exception.get("put"));
                }
            } else if (exception.has("put")) {
                ((ObjectNode) parent).set(name, exception.get("put"));
            } else {
                assertThat(((ObjectNode) parent).remove(name))
                        .as("nothing to except at %s", at)
                        .isNotNull();
            }
        }
        return document;
    }

    private static JsonNode read(String file) {
        try (InputStream in = Objects.requireNonNull(MetaContract.class.getResourceAsStream("/meta/" + file))) {
            return YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
