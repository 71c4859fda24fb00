package io.recado.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wakes who looks for work now and then, as soon as there is some. A nudge that gets lost costs the wait, and no message. */
public final class Nudge {

    private final Semaphore given = new Semaphore(0);

    /** Wakes the one who waits; within a transaction, once it has committed and there is something to see. */
    public void give() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    giveNow();
                }
            });
        } else {
            giveNow();
        }
    }

    private void giveNow() {
        if (given.availablePermits() == 0) {
            given.release();
        }
    }

    /** Waits for a nudge, at most this long. */
    public void await(Duration most) {
        try {
            if (given.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
                given.drainPermits();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
