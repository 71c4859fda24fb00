package io.recado.outbox.ledger;

import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Does a piece of work again while the database or the broker cannot be reached: what a channel has answered is known to nobody else, and
 * must not be forgotten for an outage. Other failures, and those that come after closing, are the caller's.
 */
public final class UntilReached implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UntilReached.class);

    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param pause between two tries */
    public UntilReached(Duration pause) {
        this.pause = pause;
    }

    /** @param work all or nothing, so that it may be done twice when its end was lost */
    public <I, O> Function<I, O> persistent(Function<I, O> work) {
        return input -> {
            for (var tries = 1; ; tries++) {
                try {
                    return work.apply(input);
                } catch (RuntimeException failure) {
                    if (!away(failure) || isClosing()) {
                        throw failure;
                    }
                    if (tries == 1) {
                        log.warn(
                                "Outcomes wait until the ledger and the broker can be reached again: {}",
                                failure.getClass().getSimpleName());
                    }
                }
            }
        };
    }

    private static boolean away(RuntimeException failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof TransactionSystemException
                || failure instanceof JMSRuntimeException;
    }

    private boolean isClosing() {
        try {
            return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
