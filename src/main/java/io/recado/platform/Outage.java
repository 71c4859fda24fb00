package io.recado.platform;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Waits where database or broker are away. What is being dealt with stays in hand meanwhile: a letter that went back to its queue would count as
 * a failed one, and letters that failed often enough are taken for unreadable; what a channel has answered is known to nobody else.
 */
@Component
public class Outage {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    /** Classes of SQL states that speak of the server and not of what it was told: connection, resources, operator, system, rollback. */
    private static final Set<String> OF_THE_SERVER = Set.of("08", "53", "57", "58", "40");

    private static final String CANCELLED = "57014";
    private static final String READ_ONLY = "25006";

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    /**
     * Does the step, again and again while servers are away. Throws what has another cause, or anything once the hub is stopping.
     *
     * @param what waits meanwhile, in the log's words; said once when an outage begins and once when it is over
     * @param step all or nothing, so that it may be done twice when its end was lost
     */
    public <T> T outlast(String what, Supplier<T> step) {
        for (var pause = SHORTEST; ; pause = longer(pause)) {
            try {
                var result = step.get();
                if (waiting.remove(what)) {
                    log.info("{} wait no longer", what);
                }
                return result;
            } catch (RuntimeException e) {
                if (!isOne(e) || !pause(pause)) {
                    throw e;
                }
                if (waiting.add(what)) {
                    log.warn(
                            "{} wait until servers can be reached again: {}",
                            what,
                            e.getClass().getSimpleName());
                }
            }
        }
    }

    /** Whether servers are to blame, and not what they were told. */
    public static boolean isOne(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(Outage::speaksOfServers);
    }

    private static boolean speaksOfServers(Throwable cause) {
        if (cause instanceof SQLException sql && sql.getSQLState() != null) {
            var state = sql.getSQLState();
            return state.equals(READ_ONLY)
                    || (!state.equals(CANCELLED)
                            && state.length() == 5
                            && OF_THE_SERVER.contains(state.substring(0, 2)));
        }
        return cause instanceof DataAccessResourceFailureException
                || cause instanceof NonTransientDataAccessResourceException
                || cause instanceof RecoverableDataAccessException
                || cause instanceof ConcurrencyFailureException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof TransactionSystemException
                || cause instanceof JmsException
                || cause instanceof JMSException
                || cause instanceof JMSRuntimeException;
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    /** Whether there is still somebody to wait for. */
    private boolean pause(Duration length) {
        try {
            long nanos = ThreadLocalRandom.current().nextLong(length.toNanos() / 2, length.toNanos());
            return !closing.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The hub is stopping, and waits for nobody. */
    @EventListener(ContextClosedEvent.class)
    public void close() {
        closing.countDown();
    }
}
