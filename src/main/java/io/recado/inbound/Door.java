package io.recado.inbound;

import io.recado.platform.GroupCommit;
import io.recado.platform.GroupCommit.Failing;
import io.recado.platform.Outage;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where letters become safe. The write to disk is what a webhook waits for, so webhooks that arrive together share one. They go to the
 * broker; while it is away, to the database; only when both are away nothing is taken, and WhatsApp keeps it and comes again.
 */
@Component
class Door {

    private static final Logger log = LoggerFactory.getLogger(Door.class);
    private static final int ROOM = 4_096;
    private static final int FORWARDED_AT_ONCE = 200;
    /** WhatsApp wants its answer within seconds and asks again later; a letter stored after that is a harmless repetition. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final InboundQueue queue;
    private final WaitingRoom room;
    private final TransactionTemplate transactions;
    private final GroupCommit<Letter, Boolean> toBroker;
    private final GroupCommit<Letter, Boolean> toDatabase;
    private volatile boolean brokerAway;

    Door(InboundQueue queue, WaitingRoom room, TransactionTemplate transactions) {
        this.queue = queue;
        this.room = room;
        this.transactions = transactions;
        this.toBroker = group("inbound-to-broker", 2, queue::put);
        this.toDatabase = group("inbound-to-database", 1, room::keep);
    }

    private static GroupCommit<Letter, Boolean> group(String name, int writers, Consumer<List<Letter>> store) {
        return new GroupCommit<>(name, writers, ROOM, Failing.TOGETHER, letters -> {
            store.accept(letters);
            return letters.stream().map(letter -> true).toList();
        });
    }

    /** Whether the letter is safe: true only after broker or database have it on disk. */
    boolean take(Letter letter) {
        if (brokerAway) {
            return stored(toDatabase, letter) || stored(toBroker, letter);
        }
        if (stored(toBroker, letter)) {
            return true;
        }
        brokerAway();
        return stored(toDatabase, letter);
    }

    /** Letters that are on no disk yet. */
    int size() {
        return toBroker.size() + toDatabase.size();
    }

    private static boolean stored(GroupCommit<Letter, Boolean> group, Letter letter) {
        try {
            return group.submit(letter).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private synchronized void brokerAway() {
        if (!brokerAway) {
            brokerAway = true;
            log.warn("The broker takes no webhooks: they are kept in the database until it does");
        }
    }

    /**
     * Brings letters that waited in the database to their queues, oldest first, and opens the way to the broker again. New letters follow only
     * when those are through, so that what one patient said stays in its order.
     *
     * @return how many were brought
     */
    int forward() {
        int forwarded = 0;
        try {
            int last;
            do {
                last = Objects.requireNonNull(transactions.execute(transaction -> forwardSome()));
                forwarded += last;
            } while (last == FORWARDED_AT_ONCE);
        } catch (RuntimeException e) {
            if (!Outage.isOne(e)) {
                throw e;
            }
            log.debug("Letters still wait in the database", e);
        }
        if (brokerAway) {
            knock(forwarded);
        }
        return forwarded;
    }

    /** A broker that answers is used, even when the database is away now and what waits there has to wait longer. */
    private void knock(int forwarded) {
        try {
            queue.knock();
            brokerAway = false;
            log.info("The broker takes webhooks again; {} had waited in the database", forwarded);
        } catch (JmsException stillAway) {
            log.debug("The broker is still away", stillAway);
        }
    }

    /** To the broker before the database forgets them: a crash in between repeats letters, which changes nothing. */
    private int forwardSome() {
        var letters = room.take(FORWARDED_AT_ONCE).stream()
                .map(WaitingRoom.Waiting::letter)
                .toList();
        if (!letters.isEmpty()) {
            queue.put(letters);
        }
        return letters.size();
    }

    @PreDestroy
    void close() {
        toBroker.close();
        toDatabase.close();
    }
}
