package io.recado.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An outside system with a clock of its own, as a read-agenda kamelet would show it: pages in the order of (changedAt, id). */
final class FakeAgenda {

    private final Map<String, ObjectNode> rows = new LinkedHashMap<>();
    int pageSize = 500;
    boolean complete = true;
    Instant clock;
    int pagesGiven;

    FakeAgenda(Instant clock) {
        this.clock = clock;
    }

    /** A sound appointment, changed now by the system's clock. */
    ObjectNode put(String id, Instant start) {
        var row = JsonNodeFactory.instance.objectNode();
        row.put("type", "appointment").put("externalId", id).put("clinic", "1");
        row.put("start", start.toString()).put("minutes", 45).put("status", "pending");
        row.put("version", "1").put("changedAt", clock.toString());
        row.putObject("patient")
                .put("externalId", "P-" + id)
                .put("firstName", "Ana")
                .put("lastName", "Muñoz")
                .put("phone", "600 00 00 17");
        rows.put(id, row);
        return row;
    }

    /** Marks a row as changed now. */
    ObjectNode touch(String id) {
        return row(id).put("changedAt", clock.toString());
    }

    ObjectNode row(String id) {
        var row = rows.get(id);
        if (row == null) {
            throw new IllegalArgumentException("No row " + id);
        }
        return row;
    }

    void delete(String id) {
        rows.remove(id);
    }

    JsonNode page(Pull pull) {
        pagesGiven++;
        var found = rows.values().stream()
                .filter(row -> pull.since() == null || !changed(row).isBefore(Instant.parse(pull.since())))
                .sorted(Comparator.comparing(FakeAgenda::changed)
                        .thenComparing(row -> row.path("externalId").asText()))
                .toList();
        int from = pull.cursor() == null ? 0 : Integer.parseInt(pull.cursor());
        int to = Math.min(from + pageSize, found.size());
        return page(found.subList(from, to), to < found.size() ? String.valueOf(to) : null);
    }

    JsonNode page(List<? extends JsonNode> records, @Nullable String cursor) {
        var page = JsonNodeFactory.instance.objectNode();
        page.putArray("records").addAll(records);
        page.put("cursor", cursor).put("serverTime", clock.toString());
        if (!complete) {
            page.put("complete", false);
        }
        return page.deepCopy();
    }

    private static Instant changed(JsonNode row) {
        return Instant.parse(row.path("changedAt").asText());
    }
}
