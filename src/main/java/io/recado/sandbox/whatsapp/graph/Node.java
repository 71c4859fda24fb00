package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kind of thing that has an id of its own in the Graph API: accounts, numbers, templates and files all answer at /{id}. */
interface Node {

    /** What was asked of a node. */
    record Request(String id, @Nullable String authorization, Map<String, String> query) {

        String parameter(String name, String otherwise) {
            String value = query.get(name);
            return value == null || value.isBlank() ? otherwise : value;
        }
    }

    /** Whether the id is one of this kind. */
    boolean knows(String id);

    ObjectNode read(Request request);

    default ObjectNode write(Request request, JsonNode body) {
        throw Refused.unknownObject(request.id());
    }

    default ObjectNode delete(Request request) {
        throw Refused.unknownObject(request.id());
    }
}
