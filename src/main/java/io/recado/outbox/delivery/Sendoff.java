package io.recado.outbox.delivery;

import io.recado.outbox.Attempt;
import io.recado.outbox.MessageId;
import io.recado.outbox.ledger.OutboxMetrics;
import io.recado.outbox.ledger.Sql;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets messages depart in transactions of its own. */
public final class Sendoff {

    private final TransactionTemplate transaction;
    private final Departures departures;
    private final OutboxMetrics metrics;

    public Sendoff(TransactionTemplate transaction, Departures departures, OutboxMetrics metrics) {
        this.transaction = transaction;
        this.departures = departures;
        this.metrics = metrics;
    }

    /** The last look at messages whose ids lay on a queue: one answer for each, in their order. */
    public List<Attempt> begin(List<MessageId> ids) {
        var outcome = lookAt(ids);
        metrics.count(outcome.steps());
        return outcome.attempts();
    }

    private Departures.Outcome lookAt(List<MessageId> ids) {
        try {
            return inTransaction(() -> departures.begin(ids));
        } catch (DataAccessException held) {
            if (!Sql.lockTimedOut(held)) {
                throw held;
            }
            return inTransaction(() -> departures.beginWithoutWaiting(ids));
        }
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
