package io.recado.outbox.ledger;

import static io.recado.outbox.ledger.Sql.column;

import io.recado.channel.Channels;
import io.recado.channel.Failure;
import io.recado.configuration.ChannelId;
import io.recado.outbox.MessageId;
import io.recado.outbox.PastAttempt;
import io.recado.outbox.PastAttempt.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tries of messages, as the ledger keeps them. */
public final class Attempts {

    private final JdbcClient jdbc;
    private final Channels channels;

    public Attempts(JdbcClient jdbc, Channels channels) {
        this.jdbc = jdbc;
        this.channels = channels;
    }

    /** Oldest first. */
    public List<PastAttempt> of(MessageId id) {
        return jdbc.sql("""
                select number, channel, started_at, ended_at, outcome, wamid, code, title, details, trace, reported_at
                from message_attempt where message_id = :id order by number, ended_at
                """).param("id", id.value()).query(this::read).list();
    }

    private PastAttempt read(ResultSet row, int number) throws SQLException {
        var channel = row.getString("channel");
        return new PastAttempt(
                row.getInt("number"),
                channel == null ? null : new ChannelId(channel),
                Sql.knownInstant(row, "started_at"),
                Sql.knownInstant(row, "ended_at"),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("wamid"),
                failure(row),
                Sql.instant(row, "reported_at"));
    }

    private @Nullable Failure failure(ResultSet row) throws SQLException {
        var code = row.getInt("code");
        if (row.wasNull()) {
            return null;
        }
        var known = channels.reported(code, row.getString("title"), row.getString("details"));
        return new Failure(known.kind(), code, known.title(), known.details(), row.getString("trace"));
    }

    /** A try that was accepted, and of which the channel said later that it failed. */
    public record Late(MessageId id, int number, Instant at, Failure failure) {}

    /** Completes accepted tries by what became of them. */
    public void failedLater(Collection<Late> failures) {
        if (failures.isEmpty()) {
            return;
        }
        jdbc.sql("""
                update message_attempt a
                set code = f.code, title = f.title, details = f.details, reported_at = f.at
                from unnest(:ids::uuid[], :numbers::integer[], :ats::timestamptz[], :codes::integer[], :titles, :details)
                    as f(id, number, at, code, title, details)
                where a.message_id = f.id and a.number = f.number and a.outcome <> 'refused'
                """)
                .param("ids", column(failures, Late::id))
                .param("numbers", column(failures, Late::number))
                .param("ats", column(failures, Late::at))
                .param("codes", column(failures, of(Failure::code)))
                .param("titles", column(failures, of(Failure::title)))
                .param("details", column(failures, of(Failure::details)))
                .update();
    }

    private static Function<Late, @Nullable Object> of(Function<Failure, @Nullable Object> field) {
        return late -> field.apply(late.failure());
    }
}
