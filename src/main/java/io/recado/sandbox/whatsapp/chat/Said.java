package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Part of what a person is made to say, read from a request of a script or page. */
record Said(JsonNode json, String path) {

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    Said object(String field) {
        JsonNode value = json.path(field);
        if (!value.isObject()) {
            throw expected(field, "an object", value);
        }
        return new Said(value, name(field));
    }

    String text(String field) {
        String text = optional(field);
        if (text == null || text.isBlank()) {
            throw expected(field, "words", json.path(field));
        }
        return text;
    }

    @Nullable
    String optional(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw expected(field, "words", value);
        }
        return value.textValue();
    }

    boolean flag(String field) {
        return json.path(field).asBoolean(false);
    }

    /** A number between {@code -most} and {@code most}. */
    double coordinate(String field, double most) {
        JsonNode value = json.path(field);
        if (!value.isNumber() || Math.abs(value.doubleValue()) > most) {
            throw expected(field, String.format(Locale.ROOT, "a number from -%.0f to %.0f", most, most), value);
        }
        return value.doubleValue();
    }

    JsonNode list(String field) {
        JsonNode value = json.path(field);
        if (!value.isArray() || value.isEmpty()) {
            throw expected(field, "a list of at least one", value);
        }
        return value;
    }

    /** Copies the fields that are there. */
    void copy(ObjectNode to, String... fields) {
        for (String field : fields) {
            if (has(field)) {
                to.set(field, json.get(field));
            }
        }
    }

    IllegalArgumentException expected(String field, String what, JsonNode found) {
        return new IllegalArgumentException(
                name(field) + ": " + what + " expected, found " + (found.isMissingNode() ? "nothing" : found));
    }

    private String name(String field) {
        return path.isEmpty() ? field : path + '.' + field;
    }
}
