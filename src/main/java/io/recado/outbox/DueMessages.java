package io.recado.outbox;

import io.recado.channel.Channels;
import io.recado.configuration.Wiring;
import io.recado.outbox.delivery.DueLanes;
import io.recado.outbox.delivery.Queueing;
import io.recado.outbox.gate.Allowances;
import io.recado.outbox.ledger.OutboxMetrics;
import io.recado.outbox.ledger.Step;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.queue.Queues;
import io.recado.platform.Nudge;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The messages whose time has come: brought to their channels' queues, and brought on when they got stuck. Routes call it on a clock. */
@Component("dueMessages")
public class DueMessages {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final TransactionTemplate transaction;
    private final Queueing queueing;
    private final OutboxMetrics metrics;
    private final Nudge any = new Nudge();
    private final Nudge answers = new Nudge();

    DueMessages(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Queues queues,
            Channels channels,
            Allowances allowances,
            Wiring wiring,
            OutboxMetrics metrics,
            Clock clock) {
        this.transaction = new TransactionTemplate(transactions);
        this.metrics = metrics;
        this.queueing = new Queueing(
                jdbc,
                new Steps(jdbc),
                queues,
                new DueLanes(jdbc, channels, allowances),
                clock,
                wiring.delivery().settlingTime(),
                wiring.delivery().sendingTimeout());
    }

    /** There may be something to do. */
    void placed(Collection<Order> orders) {
        var onlyAnswers = orders.stream().allMatch(order -> order.priority() == Priority.ANSWER);
        (onlyAnswers ? answers : any).give();
    }

    /** {@link #queueDue} as soon as something is placed, and every half second. */
    public int queueNext() {
        any.await(LOOK_EVERY);
        return queueDue();
    }

    /**
     * Brings answers to their channels' queues as soon as they are placed, and every half second: a patient does not wait for a batch of a
     * campaign.
     *
     * @return how many were queued
     */
    public int queueAnswers() {
        answers.await(LOOK_EVERY);
        return queue(queueing::queueAnswers);
    }

    /**
     * Brings the messages that are due to their channels' queues, the urgent ones first.
     *
     * @return how many were queued
     */
    public int queueDue() {
        return queue(queueing::queueDue);
    }

    private int queue(Supplier<List<Step>> batch) {
        var queued = 0;
        List<Step> taken;
        do {
            taken = inTransaction(batch);
            metrics.count(taken);
            queued += (int) taken.stream()
                    .filter(step -> step.status() == Status.QUEUED)
                    .count();
        } while (taken.size() == Queueing.BATCH);
        return queued;
    }

    /**
     * Looks after messages that got stuck: a node that died in mid-call, an answer that never came, a broker that lost its disk.
     *
     * @return how many were moved on
     */
    public int sweep() {
        var moved = 0;
        for (Supplier<List<Step>> broom :
                List.<Supplier<List<Step>>>of(queueing::doubt, queueing::settle, queueing::recover, queueing::expire)) {
            List<Step> taken;
            do {
                taken = inTransaction(broom);
                metrics.count(taken);
                moved += taken.size();
            } while (taken.size() == Queueing.BATCH);
        }
        return moved;
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
