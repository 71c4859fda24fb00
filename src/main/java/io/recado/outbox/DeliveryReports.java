package io.recado.outbox;

import io.recado.channel.Channels;
import io.recado.outbox.delivery.Consequences;
import io.recado.outbox.delivery.News;
import io.recado.outbox.ledger.Attempts;
import io.recado.outbox.ledger.OutboxMetrics;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.queue.Queues;
import io.recado.platform.GroupCommit;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes in what became of messages after they were accepted. */
@Component("deliveryReports")
public class DeliveryReports {

    private static final int REPORTS_AT_ONCE = 1_000;

    private final TransactionTemplate transaction;
    private final News news;
    private final OutboxMetrics metrics;
    private final GroupCommit<List<StatusUpdate>, Applied> reports;

    DeliveryReports(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Queues queues,
            Channels channels,
            Consequences consequences,
            OutboxMetrics metrics,
            Clock clock) {
        this.transaction = new TransactionTemplate(transactions);
        this.news = new News(jdbc, new Steps(jdbc), new Attempts(jdbc, channels), queues, consequences, clock);
        this.metrics = metrics;
        this.reports = new GroupCommit<>("outbox-reports", this::applyTogether);
    }

    /**
     * What channels report about messages after accepting them; in any order, repeated, or late. Within a transaction it is part of it;
     * without one it is joined with what others apply at the moment, and on disk when this returns.
     */
    public Applied apply(List<StatusUpdate> updates) {
        if (updates.isEmpty()) {
            return Applied.NOTHING;
        }
        return TransactionSynchronizationManager.isActualTransactionActive() || updates.size() >= REPORTS_AT_ONCE
                ? applyAll(updates)
                : reports.join(updates);
    }

    private Applied applyAll(List<StatusUpdate> updates) {
        var applied = Applied.NOTHING;
        for (var from = 0; from < updates.size(); from += REPORTS_AT_ONCE) {
            var piece = updates.subList(from, Math.min(from + REPORTS_AT_ONCE, updates.size()));
            var outcome = Objects.requireNonNull(transaction.execute(status -> news.apply(piece)));
            metrics.count(outcome.steps());
            applied = applied.plus(outcome.applied());
        }
        return applied;
    }

    private List<Applied> applyTogether(List<List<StatusUpdate>> batch) {
        var together = new ArrayList<StatusUpdate>();
        batch.forEach(together::addAll);
        var applied = applyAll(together);
        // whoever joined others learns what all of them changed
        return batch.stream().map(one -> applied).toList();
    }

    @PreDestroy
    void close() {
        reports.close();
    }
}
