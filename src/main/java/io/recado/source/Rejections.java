package io.recado.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.configuration.SourceId;
import io.recado.configuration.Wiring;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records that could not be taken, each with its reason, until the source corrects them. */
final class Rejections {

    /** One of them, as it came. */
    record Rejection(String type, String externalId, RejectionReason reason, String detail, JsonNode payload) {}

    private static final String OPEN = """
             where resolved_at is null
               and (:everywhere or (source, payload->>'clinic') in (
                   select * from unnest(:clinicSources::text[], :clinicNames::text[])))
               and (:sources::text[] is null or source = any(:sources::text[]))
               and (:reason::text is null or reason = :reason)
               and (:text::text is null or strpos(lower(concat_ws(' ', type, external_id, detail)), lower(:text)) > 0)
            """;

    private static final String SELECT =
            "select id, source, type, external_id, reason, detail, payload::text as payload, first_seen_at, last_seen_at, times"
                    + " from rejected_record";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Map<SourceId, Wiring.SourceEntry> sources;

    Rejections(JdbcClient jdbc, ObjectMapper json, Map<SourceId, Wiring.SourceEntry> sources) {
        this.sources = sources;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** One row for each thing of a source, however often it comes. */
    void keep(SourceId source, Collection<Rejection> rejections, Instant now) {
        if (rejections.isEmpty()) {
            return;
        }
        var rows = new LinkedHashMap<String, Map<String, Object>>();
        rejections.forEach(rejection -> rows.put(
                rejection.type() + '/' + rejection.externalId(),
                Map.of(
                        "type", rejection.type(),
                        "external_id", rejection.externalId(),
                        "reason", rejection.reason().name(),
                        "detail", rejection.detail(),
                        "payload", rejection.payload())));
        jdbc.sql("""
                        insert into rejected_record as r (source, type, external_id, reason, detail, payload, first_seen_at, last_seen_at)
                        select :source, n.type, n.external_id, n.reason, n.detail, n.payload, :now, :now
                          from jsonb_to_recordset(:rows::jsonb)
                               as n(type text, external_id text, reason text, detail text, payload jsonb)
                         order by n.type, n.external_id
                        on conflict (source, type, external_id) do update set
                               reason = excluded.reason, detail = excluded.detail, payload = excluded.payload,
                               first_seen_at = case when r.resolved_at is null then r.first_seen_at else excluded.first_seen_at end,
                               times = case when r.resolved_at is null then r.times + 1 else 1 end,
                               last_seen_at = excluded.last_seen_at, resolved_at = null
                        """)
                .param("source", source.value())
                .param("now", utc(now))
                .param("rows", text(rows.values()))
                .update();
    }

    /** These have been taken meanwhile. */
    void resolve(SourceId source, Collection<Reading.Sound> sound, Instant now) {
        jdbc.sql("""
                        update rejected_record r set resolved_at = :now
                          from unnest(:types::text[], :ids::text[]) as s(type, external_id)
                         where r.source = :source and r.type = s.type and r.external_id = s.external_id and r.resolved_at is null
                        """)
                .param("source", source.value())
                .param("types", sound.stream().map(Reading.Sound::type).toArray(String[]::new))
                .param("ids", sound.stream().map(Reading.Sound::externalId).toArray(String[]::new))
                .param("now", utc(now))
                .update();
    }

    /** A complete read of the window has not brought these again: the source has dropped them. */
    void resolveUnseen(SourceId source, Instant before, Instant now) {
        jdbc.sql("""
                        update rejected_record set resolved_at = :now
                         where source = :source and last_seen_at < :before and resolved_at is null
                        """)
                .param("source", source.value())
                .param("before", utc(before))
                .param("now", utc(now))
                .update();
    }

    int open(SourceId source) {
        return jdbc.sql("select count(*) from rejected_record where source = :source and resolved_at is null")
                .param("source", source.value())
                .query(Integer.class)
                .single();
    }

    RejectedPage list(RejectedQuery query, @Nullable String cursor, int limit) {
        var found = asked(SELECT + OPEN + " and id < :before order by id desc limit :limit", query)
                .param("before", cursor == null ? Long.MAX_VALUE : number(cursor))
                .param("limit", limit + 1)
                .query(Rejections::record)
                .list();
        if (found.size() <= limit) {
            return new RejectedPage(found, null);
        }
        var items = found.subList(0, limit);
        return new RejectedPage(items, String.valueOf(items.getLast().id()));
    }

    List<RejectedRecord> list(RejectedQuery query, RejectedOrder order, long offset, int limit) {
        return asked(SELECT + OPEN + " order by " + order.sql() + " offset :offset limit :limit", query)
                .param("offset", offset)
                .param("limit", limit)
                .query(Rejections::record)
                .list();
    }

    long count(RejectedQuery query) {
        return asked("select count(*) from rejected_record" + OPEN, query)
                .query(Long.class)
                .single();
    }

    Optional<RejectedRecord> find(long id, RejectedQuery query) {
        return asked(SELECT + OPEN + " and id = :id", query)
                .param("id", id)
                .query(Rejections::record)
                .optional();
    }

    private JdbcClient.StatementSpec asked(String sql, RejectedQuery query) {
        var theirs = namesOf(query.clinics());
        return jdbc.sql(sql)
                .param("everywhere", query.clinics().all())
                .param(
                        "clinicSources",
                        theirs.stream().map(name -> name.source().value()).toArray(String[]::new))
                .param("clinicNames", theirs.stream().map(TheirClinic::name).toArray(String[]::new))
                .param(
                        "sources",
                        query.sources() == null
                                ? null
                                : query.sources().stream().map(SourceId::value).toArray(String[]::new))
                .param("reason", query.reason() == null ? null : query.reason().name())
                .param("text", query.text());
    }

    private static RejectedRecord record(ResultSet row, int number) throws SQLException {
        return new RejectedRecord(
                row.getLong("id"),
                new SourceId(row.getString("source")),
                row.getString("type"),
                row.getString("external_id"),
                RejectionReason.valueOf(row.getString("reason")),
                row.getString("detail"),
                row.getString("payload"),
                row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                row.getInt("times"));
    }

    /** A clinic by the name that a source has for it. */
    private record TheirClinic(SourceId source, String name) {}

    private List<TheirClinic> namesOf(ClinicScope clinics) {
        return sources.entrySet().stream()
                .flatMap(source -> source.getValue().clinics().entrySet().stream()
                        .filter(clinic -> clinics.sees(new ClinicId(clinic.getValue())))
                        .map(clinic -> new TheirClinic(source.getKey(), clinic.getKey())))
                .toList();
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Not a cursor of this list: pass on the 'next' of the previous page unchanged, or none for the first page.",
                    e);
        }
    }

    private String text(Object rows) {
        try {
            return json.writeValueAsString(rows).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Rejected records are kept as JSON", e);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
