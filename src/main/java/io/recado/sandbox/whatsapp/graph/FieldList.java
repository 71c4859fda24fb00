package io.recado.sandbox.whatsapp.graph;

import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code fields} parameter of the Graph API: names separated by commas, each possibly with a selection of its own in braces.
 *
 * @param wanted the selection within a field by its name; empty for all of it
 */
record FieldList(Map<String, String> wanted) {

    static FieldList of(String fields) {
        Map<String, String> wanted = new LinkedHashMap<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= fields.length(); i++) {
            char c = i == fields.length() ? ',' : fields.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == ',' && (depth == 0 || i == fields.length())) {
                add(fields.substring(from, i).strip(), wanted);
                from = i + 1;
            }
        }
        if (depth != 0) {
            throw Refused.invalid("Syntax error: the braces of param fields do not match.");
        }
        return new FieldList(wanted);
    }

    private static void add(String field, Map<String, String> wanted) {
        int brace = field.indexOf('{');
        if (brace < 0) {
            wanted.put(field, "");
        } else if (field.endsWith("}")) {
            wanted.put(field.substring(0, brace).strip(), field.substring(brace + 1, field.length() - 1));
        } else {
            throw Refused.invalid("Syntax error: unexpected text after the braces of \"" + field + "\".");
        }
        wanted.remove("");
    }

    /** What a field is that the node does not have. */
    static Refused nonexisting(String field, String nodeType) {
        return Refused.invalid("Tried accessing nonexisting field (" + field + ") on node type (" + nodeType + ")");
    }
}
