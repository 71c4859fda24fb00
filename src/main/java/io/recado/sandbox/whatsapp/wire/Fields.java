package io.recado.sandbox.whatsapp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An object of a request, read as strictly as the Cloud API reads it: unknown keys, wrong types, missing and overlong values
 * are refused with the code and the parameter's name.
 *
 * @param tooLong the error of values over their limit: 100 in most places, 131009 within interactive messages
 * @param absent the error of values that are not there: 131008 in messages, 100 in management calls
 */
public record Fields(JsonNode json, String path, GraphError tooLong, GraphError absent) {

    public Fields(JsonNode json, String path, GraphError tooLong) {
        this(json, path, tooLong, GraphError.of(131008));
    }

    public static Fields of(JsonNode json, String path) {
        return new Fields(json, path, GraphError.of(100));
    }

    /** The body of a management call. */
    public static Fields managing(JsonNode json) {
        return new Fields(json, "", GraphError.of(100), GraphError.of(100));
    }

    public Fields strict(String... known) {
        Set<String> names = Set.copyOf(Arrays.asList(known));
        for (Iterator<String> keys = json.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!names.contains(key)) {
                throw Refused.invalid(
                        "Unexpected key \"" + key + "\" on param \"" + (path.isEmpty() ? "request" : path) + "\".");
            }
        }
        return this;
    }

    public boolean has(String name) {
        return json.hasNonNull(name);
    }

    public String name(String field) {
        return path.isEmpty() ? field : path + "['" + field + "']";
    }

    public Fields object(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw missing(field);
        }
        if (!value.isObject()) {
            throw Refused.invalid("Param " + name(field) + " must be a JSON object.");
        }
        return new Fields(value, name(field), tooLong, absent);
    }

    public List<Fields> objects(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw missing(field);
        }
        if (!value.isArray()) {
            throw Refused.invalid("Param " + name(field) + " must be an array.");
        }
        List<JsonNode> items = StreamSupport.stream(value.spliterator(), false).toList();
        return java.util.stream.IntStream.range(0, items.size())
                .mapToObj(i -> {
                    if (!items.get(i).isObject()) {
                        throw Refused.invalid("Param " + name(field) + "[" + i + "] must be a JSON object.");
                    }
                    return new Fields(items.get(i), name(field) + "[" + i + "]", tooLong, absent);
                })
                .toList();
    }

    public String text(String field, int max) {
        String value = optional(field, max);
        if (value == null || value.isBlank()) {
            throw missing(field);
        }
        return value;
    }

    @Nullable
    public String optional(String field, int max) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw Refused.invalid("Param " + name(field) + " must be a string.");
        }
        String text = value.textValue();
        if (text.codePointCount(0, text.length()) > max) {
            throw new Refused(tooLong, "Param " + name(field) + " must be at most " + max + " characters long.");
        }
        if (text.indexOf('\0') >= 0) {
            throw Refused.invalid("Param " + name(field) + " must not contain a NUL character.");
        }
        return text;
    }

    private Refused missing(String field) {
        return new Refused(absent, "Parameter '" + name(field) + "' is required.");
    }

    public void bool(String field) {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw Refused.invalid("Param " + name(field) + " must be a boolean.");
        }
    }

    public String oneOf(String field, String... allowed) {
        String value = optional(field, 256);
        if (value == null) {
            throw missing(field);
        }
        if (!Arrays.asList(allowed).contains(value)) {
            throw Refused.invalid("Param " + name(field) + " must be one of {" + String.join(", ", allowed)
                    + "} - got \"" + value + "\".");
        }
        return value;
    }
}
