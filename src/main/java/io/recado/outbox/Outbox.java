package io.recado.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.outbox.ledger.OutboxMetrics;
import io.recado.outbox.ledger.Placing;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where orders come in, and are taken back as long as they have not left. {@link DueMessages} brings them to their channels' queues,
 * {@link Dispatch} to their channels, {@link DeliveryReports} hears what became of them; {@link Messages} and {@link Failures} tell it.
 */
@Component("outbox")
public class Outbox {

    private final TransactionTemplate transaction;
    private final Placing placing;
    private final DueMessages due;
    private final OutboxMetrics metrics;

    Outbox(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ObjectMapper json,
            Clock clock,
            DueMessages due,
            OutboxMetrics metrics) {
        this.transaction = new TransactionTemplate(transactions);
        this.placing = new Placing(jdbc, json, clock);
        this.due = due;
        this.metrics = metrics;
    }

    /**
     * Puts orders into the ledger, in the caller's transaction if there is one. An order that is there already is left alone, unless it
     * was taken back before it ever left: then it is planned again as it is now.
     *
     * @return what became of each order, in their order
     */
    public List<Placement> place(Collection<Order> orders) {
        if (orders.isEmpty()) {
            return List.of();
        }
        var placements = inTransaction(() -> {
            var placed = placing.place(orders);
            due.placed(orders);
            return placed;
        });
        var told = placements.iterator();
        for (var order : orders) {
            if (told.next() instanceof Placement.Placed) {
                metrics.count(
                        Status.PLANNED, order.key().rule(), order.channel().value());
            }
        }
        return placements;
    }

    /**
     * Takes back what a rule ordered about a subject, as far as it has not left, in the caller's transaction if there is one. A message
     * that is under way at this moment leaves.
     *
     * @return how many were taken back
     */
    public int revoke(String rule, String subject, Reason reason) {
        return revoke(rule, List.of(subject), reason);
    }

    /** The same for many subjects. */
    public int revoke(String rule, Collection<String> subjects, Reason reason) {
        return inTransaction(() -> placing.revoke(rule, subjects, reason));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
