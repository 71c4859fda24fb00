package io.recado.outbox;

import io.recado.configuration.Wiring;
import io.recado.outbox.ledger.Archiving;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Messages that ended longer ago than {@code recado.delivery.keep}. They are still found by their id and by their buttons, with all that
 * happened to them; lists leave them out. An order of the same key would be a new message, which is why {@code keep} is months at least.
 */
@Component("archive")
public class Archive {

    /** What one run moves at most: a million messages a month take two runs a day. */
    private static final int BATCHES = 40;

    private final Archiving archiving;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration keep;

    Archive(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, Wiring wiring) {
        this.archiving = new Archiving(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.keep = wiring.delivery().keep();
    }

    /**
     * Moves what is old enough, up to some thousands; the next run goes on.
     *
     * @return how many were moved
     */
    public int moveOld() {
        var now = clock.instant();
        var moved = 0;
        for (var batch = 0; batch < BATCHES; batch++) {
            int some = Objects.requireNonNull(transaction.execute(status -> archiving.move(now.minus(keep), now)));
            moved += some;
            if (some < Archiving.BATCH) {
                break;
            }
        }
        return moved;
    }
}
