package io.recado.outbox.delivery;

import io.recado.outbox.Priority;
import io.recado.outbox.Reason;
import io.recado.outbox.Status;
import io.recado.outbox.delivery.DueLanes.Lane;
import io.recado.outbox.ledger.Row;
import io.recado.outbox.ledger.Sql;
import io.recado.outbox.ledger.Step;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.ledger.Steps.Try;
import io.recado.outbox.queue.Parcel;
import io.recado.outbox.queue.Queues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings messages to their queues when they are due, and brings back those that a crash left standing. */
public final class Queueing {

    public static final int BATCH = 1_000;

    /** An id that is nowhere to be seen for this long, while its queue is empty, went down with a broker. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Steps steps;
    private final Queues queues;
    private final DueLanes lanes;
    private final Clock clock;
    private final Duration settlingTime;
    private final Duration sendingTimeout;

    public Queueing(
            JdbcClient jdbc,
            Steps steps,
            Queues queues,
            DueLanes lanes,
            Clock clock,
            Duration settlingTime,
            Duration sendingTimeout) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.queues = queues;
        this.lanes = lanes;
        this.clock = clock;
        this.settlingTime = settlingTime;
        this.sendingTimeout = sendingTimeout;
    }

    /**
     * What is due, most urgent first, up to one batch. Other nodes take other rows. A channel's queue is kept short: what it sends within some
     * seconds is enough, the rest waits in the ledger, where nothing urgent has to pass it.
     */
    public List<Step> queueDue() {
        var now = clock.instant();
        var rows = new ArrayList<Row>();
        for (var lane : lanes.withWork(now)) {
            var room = Math.min(BATCH - rows.size(), lane.room());
            if (room > 0) {
                rows.addAll(claim("""
                        where d.status = 'planned' and d.channel = :channel and d.priority = :priority and d.due_at <= :limit
                        order by d.due_at""", now, room, lane));
            }
        }
        return queue(now, rows);
    }

    /** Messages that waited in the ledger, for whatever reason, until nobody wants them any more. */
    public List<Step> expire() {
        var now = clock.instant();
        return queue(now, claim("""
                where d.status = 'planned' and d.useful_until <= :limit
                order by d.id""", now));
    }

    /** Answers that are due. */
    public List<Step> queueAnswers() {
        var now = clock.instant();
        return queue(now, claim("""
                where d.status = 'planned' and d.priority = %d and d.due_at <= :limit
                order by d.due_at""".formatted(Priority.ANSWER.ordinal()), now));
    }

    /** Messages whose node died while the call was under way: nobody knows whether they left. */
    public List<Step> doubt() {
        var now = clock.instant();
        var rows = claim("""
                where d.status = 'sending' and d.sending_at < :limit
                order by d.id""", now.minus(sendingTimeout));
        var taken = rows.stream()
                .map(row -> Step.inDoubt(row, now, now.plus(settlingTime)))
                .toList();
        steps.write(taken);
        steps.keepTries(rows.stream()
                .map(row -> new Try(
                        row.id(),
                        row.channel(),
                        row.attempts(),
                        row.sendingAt() == null ? now : row.sendingAt(),
                        now,
                        "unknown",
                        null))
                .toList());
        return taken;
    }

    /** Messages in doubt of which no news came: they go again, under a new last look. */
    public List<Step> settle() {
        var now = clock.instant();
        return queue(now, claim("""
                where d.status = 'in_doubt' and d.settle_after <= :limit
                order by d.id""", now));
    }

    /** Messages that the ledger believes queued, while their channel's queue is empty. */
    public List<Step> recover() {
        var now = clock.instant();
        var before = now.minus(LOST_AFTER);
        var rows = claim("""
                where d.status = 'queued' and d.queued_at < :limit and d.due_at < :limit
                order by d.queued_at""", before);
        return queue(
                now, rows.stream().filter(row -> queues.idle(row.channel())).toList());
    }

    private List<Row> claim(String which, Instant limit) {
        return claim(which, limit, BATCH, null);
    }

    private List<Row> claim(String which, Instant limit, int most, @Nullable Lane lane) {
        return jdbc.sql("select " + Row.COLUMNS + " from delivery d join message m using (id)\n" + which
                        + " limit :batch for update of d skip locked")
                .param("limit", Sql.at(limit))
                .param("batch", most)
                .param("channel", lane == null ? null : lane.channel().value())
                .param("priority", lane == null ? null : lane.priority().ordinal())
                .query(Row::read)
                .list();
    }

    private List<Step> queue(Instant now, List<Row> rows) {
        var taken = new ArrayList<Step>(rows.size());
        var parcels = new ArrayList<Parcel>(rows.size());
        for (var row : rows) {
            if (now.isBefore(row.usefulUntil())) {
                taken.add(Step.to(Status.QUEUED, row, now));
                parcels.add(row.parcel());
            } else {
                taken.add(Step.ended(Status.EXPIRED, row, now, Reason.TOO_LATE_TO_BE_USEFUL));
            }
        }
        // to the broker first: a crash before the ledger commits leaves ids twice there, and the ledger lets each leave
        // once
        queues.send(parcels);
        steps.write(taken);
        return taken;
    }
}
