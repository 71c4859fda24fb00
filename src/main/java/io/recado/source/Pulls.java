package io.recado.source;

import io.recado.configuration.SourceId;
import io.recado.source.PullReport.Outcome;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last pulls of each lane, kept for people to look at. */
final class Pulls {

    /** Of each source and lane. */
    private static final int KEPT = 100;

    private final JdbcClient jdbc;

    Pulls(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(Pull pull, @Nullable Instant startedAt, Instant endedAt, Outcome outcome, @Nullable String detail) {
        jdbc.sql("""
                        insert into source_pull (source, lane, started_at, ended_at, outcome, records, detail)
                        values (:source, :lane, :started, :ended, :outcome, :records, :detail)
                        """)
                .param("source", pull.source().value())
                .param("lane", pull.lane().name())
                .param("started", Timestamp.from(startedAt == null ? endedAt : startedAt))
                .param("ended", Timestamp.from(endedAt))
                .param("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .param("records", pull.records())
                .param("detail", detail)
                .update();
        jdbc.sql("""
                        delete from source_pull
                         where source = :source and lane = :lane
                           and id <= (select id from source_pull where source = :source and lane = :lane
                                       order by id desc offset :kept limit 1)
                        """)
                .param("source", pull.source().value())
                .param("lane", pull.lane().name())
                .param("kept", KEPT)
                .update();
    }

    /** Latest first. */
    List<PullReport> latest(SourceId source, Lane lane, int limit) {
        return jdbc.sql("""
                        select started_at, ended_at, outcome, records, detail from source_pull
                         where source = :source and lane = :lane
                         order by id desc limit :limit
                        """)
                .param("source", source.value())
                .param("lane", lane.name())
                .param("limit", limit)
                .query((row, number) -> new PullReport(
                        lane,
                        row.getTimestamp("started_at").toInstant(),
                        row.getTimestamp("ended_at").toInstant(),
                        Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                        row.getInt("records"),
                        row.getString("detail")))
                .list();
    }
}
