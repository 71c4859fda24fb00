package io.recado.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.configuration.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each lane of each source has come, and which node may pull. */
final class Lanes {

    /** One row of {@code source_lane}. */
    record State(
            SourceId source,
            Lane lane,
            @Nullable Instant nextDue,
            @Nullable Instant lastAttempt,
            @Nullable Instant lastSuccess,
            int failures,
            @Nullable String error,
            @Nullable String doubt,
            int records,
            Marks marks,
            long run,
            @Nullable Integer lastCount) {}

    private static final TypeReference<List<Marks.Mark>> MARKS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Lanes(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(SourceId source) {
        for (var lane : Lane.values()) {
            jdbc.sql("insert into source_lane (source, lane) values (:source, :lane) on conflict do nothing")
                    .param("source", source.value())
                    .param("lane", lane.name())
                    .update();
        }
    }

    List<State> all() {
        return jdbc.sql("select * from source_lane order by source, lane")
                .query(this::state)
                .list();
    }

    State get(SourceId source, Lane lane) {
        return jdbc.sql("select * from source_lane where source = :source and lane = :lane")
                .param("source", source.value())
                .param("lane", lane.name())
                .query(this::state)
                .single();
    }

    /** Counts a new pull of a lane that is due; empty when it is not, or when another node was quicker. */
    Optional<State> begin(SourceId source, Lane lane, Instant now, Instant nextDue) {
        return jdbc.sql("""
                        update source_lane set run = run + 1, last_attempt_at = :now, next_due_at = :next
                         where source = :source and lane = :lane and (next_due_at is null or next_due_at <= :now)
                        returning *
                        """)
                .param("source", source.value())
                .param("lane", lane.name())
                .param("now", utc(now))
                .param("next", utc(nextDue))
                .query(this::state)
                .optional();
    }

    void succeed(Pull pull, Marks marks, @Nullable String doubt, @Nullable Integer count, Instant now) {
        jdbc.sql("""
                        update source_lane set last_success_at = :now, failures = 0, last_error = null, doubt = :doubt::text,
                               records = :records, marks = :marks::jsonb, last_count = coalesce(:count::integer, last_count)
                         where source = :source and lane = :lane
                        """)
                .param("source", pull.source().value())
                .param("lane", pull.lane().name())
                .param("now", utc(now))
                .param("doubt", doubt)
                .param("records", pull.records())
                .param("marks", text(marks.marks()))
                .param("count", count)
                .update();
    }

    /** @return failures in a row */
    int fail(SourceId source, Lane lane, String error) {
        return jdbc.sql("""
                        update source_lane set failures = failures + 1, last_error = :error
                         where source = :source and lane = :lane
                        returning failures
                        """)
                .param("source", source.value())
                .param("lane", lane.name())
                .param("error", error)
                .query(Integer.class)
                .single();
    }

    /** @param when null for at once */
    void due(SourceId source, Lane lane, @Nullable Instant when) {
        jdbc.sql("update source_lane set next_due_at = :when::timestamptz where source = :source and lane = :lane")
                .param("source", source.value())
                .param("lane", lane.name())
                .param("when", when == null ? null : utc(when))
                .update();
    }

    void forgetCount(SourceId source) {
        jdbc.sql("update source_lane set last_count = null where source = :source and lane = 'SLOW'")
                .param("source", source.value())
                .update();
    }

    /** @return whether the holder may pull this source now, as long as it holds on */
    boolean lease(SourceId source, String holder, Duration length) {
        return jdbc.sql("""
                                insert into source_lease as l (source, holder, ends_at)
                                values (:source, :holder, now() + :seconds * interval '1 second')
                                on conflict (source) do update set holder = excluded.holder, ends_at = excluded.ends_at
                                 where l.ends_at < now() or l.holder = excluded.holder
                                """)
                        .param("source", source.value())
                        .param("holder", holder)
                        .param("seconds", length.toSeconds())
                        .update()
                == 1;
    }

    /** @return false when it was taken over meanwhile */
    boolean keepLease(SourceId source, String holder, Duration length) {
        return jdbc.sql("""
                                update source_lease set ends_at = now() + :seconds * interval '1 second'
                                 where source = :source and holder = :holder
                                """)
                        .param("source", source.value())
                        .param("holder", holder)
                        .param("seconds", length.toSeconds())
                        .update()
                == 1;
    }

    boolean endLease(SourceId source, String holder) {
        return jdbc.sql("delete from source_lease where source = :source and holder = :holder")
                        .param("source", source.value())
                        .param("holder", holder)
                        .update()
                == 1;
    }

    void saw(Pull pull, Collection<String> externalIds) {
        jdbc.sql("""
                        insert into source_seen (source, external_id, run)
                        select :source, id, :run from (select distinct unnest(:ids) as id) as ids order by id
                        on conflict (source, external_id) do update set run = excluded.run
                        """)
                .param("source", pull.source().value())
                .param("run", pull.run())
                .param("ids", externalIds.toArray(String[]::new))
                .update();
    }

    Set<String> seen(Pull pull) {
        return new HashSet<>(jdbc.sql("select external_id from source_seen where source = :source and run = :run")
                .param("source", pull.source().value())
                .param("run", pull.run())
                .query(String.class)
                .list());
    }

    void forgetSeen(SourceId source) {
        jdbc.sql("delete from source_seen where source = :source")
                .param("source", source.value())
                .update();
    }

    private State state(ResultSet row, int number) throws SQLException {
        return new State(
                new SourceId(row.getString("source")),
                Lane.valueOf(row.getString("lane")),
                instant(row, "next_due_at"),
                instant(row, "last_attempt_at"),
                instant(row, "last_success_at"),
                row.getInt("failures"),
                row.getString("last_error"),
                row.getString("doubt"),
                row.getInt("records"),
                marks(row.getString("marks")),
                row.getLong("run"),
                row.getObject("last_count", Integer.class));
    }

    private Marks marks(String text) {
        try {
            return new Marks(json.readValue(text, MARKS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The column source_lane.marks holds a list of {value, at}", e);
        }
    }

    private String text(List<Marks.Mark> marks) {
        try {
            return json.writeValueAsString(marks);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Marks are kept as JSON", e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
