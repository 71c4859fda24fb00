package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * A page of a list, with cursors that hold when the list changes in between, and addresses of its neighbours at the sandbox
 * itself.
 */
final class Page {

    private static final String LIMIT = "limit";
    private static final String AFTER = "after";
    private static final String BEFORE = "before";
    private static final int USUAL = 25;
    private static final int MOST = 100;

    private Page() {}

    /**
     * @param id of an item; a number
     * @param query the request's parameters, of which {@code limit}, {@code after} and {@code before} are read
     */
    static <T> ObjectNode of(
            List<T> items, ToLongFunction<T> id, Map<String, String> query, Function<T, ObjectNode> json) {
        List<T> all = items.stream().sorted(Comparator.comparingLong(id)).toList();
        int limit = limit(query);
        int from = 0;
        int to = Math.min(all.size(), limit);
        if (query.containsKey(AFTER)) {
            long last = cursor(query, AFTER);
            from = (int)
                    all.stream().filter(item -> id.applyAsLong(item) <= last).count();
            to = Math.min(all.size(), from + limit);
        } else if (query.containsKey(BEFORE)) {
            long first = cursor(query, BEFORE);
            to = (int) all.stream().filter(item -> id.applyAsLong(item) < first).count();
            from = Math.max(0, to - limit);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode data = answer.putArray("data");
        all.subList(from, to).forEach(item -> data.add(json.apply(item)));
        if (from < to) {
            String before = cursor(id.applyAsLong(all.get(from)));
            String after = cursor(id.applyAsLong(all.get(to - 1)));
            ObjectNode paging = answer.putObject("paging");
            paging.putObject("cursors").put(BEFORE, before).put(AFTER, after);
            if (from > 0) {
                paging.put("previous", here(limit, BEFORE, before));
            }
            if (to < all.size()) {
                paging.put("next", here(limit, AFTER, after));
            }
        }
        return answer;
    }

    private static int limit(Map<String, String> query) {
        try {
            int limit = Integer.parseInt(query.getOrDefault(LIMIT, Integer.toString(USUAL)));
            if (limit > 0) {
                return Math.min(limit, MOST);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Refused.invalid("Param limit must be a number, and at least 1.");
    }

    private static String here(int limit, String direction, String cursor) {
        return ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam(AFTER)
                .replaceQueryParam(BEFORE)
                .replaceQueryParam("access_token")
                .replaceQueryParam(LIMIT, limit)
                .replaceQueryParam(direction, cursor)
                .toUriString();
    }

    private static String cursor(long id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(id).getBytes(StandardCharsets.US_ASCII));
    }

    private static long cursor(Map<String, String> query, String direction) {
        try {
            return Long.parseLong(new String(
                    Base64.getUrlDecoder().decode(query.getOrDefault(direction, "")), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("Param " + direction + " is not a cursor of this list.");
        }
    }
}
