package io.recado.outbox.ledger;

import static io.recado.outbox.ledger.Sql.at;

import io.recado.outbox.MessageId;
import io.recado.outbox.Resending;
import io.recado.outbox.Status;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plans failed messages again at somebody's wish. */
public final class Resends {

    private final JdbcClient jdbc;
    private final Clock clock;

    public Resends(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Resending resend(MessageId id) {
        var now = clock.instant();
        var row = jdbc.sql("select " + Row.COLUMNS + """
                        from delivery d join message m using (id) where d.id = :id for update of d""")
                .param("id", id.value())
                .query(Row::read)
                .optional();
        if (row.isEmpty()) {
            return new Resending.Unknown(id);
        }
        if (row.get().status() != Status.FAILED) {
            return new Resending.NotFailed(id, row.get().status());
        }
        if (!now.isBefore(row.get().usefulUntil())) {
            return new Resending.TooLate(id);
        }
        jdbc.sql("""
                with resolved as (
                    update failed_message set resolved_at = :now, resolution = 'resent' where message_id = :id and resolved_at is null
                ), history as (
                    insert into message_event (message_id, at, status, detail) values (:id, :now, 'planned', 'resent')
                )
                update delivery
                set status = 'planned', due_at = :now, ended_at = null, failure_code = null, failure_class = null,
                    spent_wamids = case when wamid is null then spent_wamids else array_append(spent_wamids, wamid) end, wamid = null
                where id = :id
                """).param("id", id.value()).param("now", at(now)).update();
        return new Resending.Planned(id);
    }
}
