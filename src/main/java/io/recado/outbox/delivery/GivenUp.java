package io.recado.outbox.delivery;

import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.outbox.MessageId;
import io.recado.outbox.Reason;
import io.recado.outbox.Status;
import io.recado.outbox.ledger.Row;
import io.recado.outbox.ledger.Step;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.queue.Queues;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Messages whose ids the broker handed out again and again in vain. The first time that may be because the database was away, which is not
 * the message's fault: it goes to its queue again. What the broker gives up on a second time has failed.
 */
public final class GivenUp {

    /** Of the hub itself: no channel has codes below 0. */
    public static final Failure FAILURE =
            new Failure(FailureClass.RETRY_LATER, -1, "Given up by its queue", null, null);

    private static final String ONCE = "GIVEN_UP";

    private final JdbcClient jdbc;
    private final Steps steps;
    private final Queues queues;
    private final Clock clock;

    public GivenUp(JdbcClient jdbc, Steps steps, Queues queues, Clock clock) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.queues = queues;
        this.clock = clock;
    }

    /**
     * In the caller's transaction.
     *
     * @return whether the ledger knows the message
     */
    public boolean take(MessageId id) {
        var row = lock(id);
        // one that is not queued left by another of its ids, was taken back, or is looked after as it is
        row.filter(known -> known.status() == Status.QUEUED).ifPresent(this::take);
        return row.isPresent();
    }

    private void take(Row row) {
        var now = clock.instant();
        if (!now.isBefore(row.usefulUntil())) {
            steps.write(List.of(Step.ended(Status.EXPIRED, row, now, Reason.TOO_LATE_TO_BE_USEFUL)));
        } else if (givenUpBefore(row.id())) {
            steps.write(List.of(Step.failed(row, now, FAILURE)));
        } else {
            queues.send(List.of(row.parcel()));
            steps.write(List.of(Step.again(row, now, row.dueAt(), ONCE)));
        }
    }

    private Optional<Row> lock(MessageId id) {
        return jdbc.sql("select " + Row.COLUMNS + """
                        from delivery d join message m using (id) where d.id = :id for update of d""")
                .param("id", id.value())
                .query(Row::read)
                .optional();
    }

    /** Since it was planned, or somebody had it sent again. */
    private boolean givenUpBefore(MessageId id) {
        return jdbc.sql("""
                        select exists (
                            select from message_event e where e.message_id = :id and e.detail = :once and e.number > (
                                select coalesce(max(p.number), 0) from message_event p where p.message_id = :id and p.status = 'planned'))
                        """)
                .param("id", id.value())
                .param("once", ONCE)
                .query(Boolean.class)
                .single();
    }
}
