package io.recado.outbox.queue;

import io.recado.outbox.MessageId;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of one channel's queue. Takes ids many at a time, and lets go of a letter only when the ledger has written what becomes of each
 * of its ids: a crash before that leaves them on the queue, a crash after it leaves rows that the ledger looks after. Used by one thread
 * at a time.
 */
public final class Intake implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final ConnectionFactory broker;
    private final String queue;
    private @Nullable JMSContext session;
    private @Nullable JMSConsumer consumer;

    /** Ids of a letter that held more than was asked for; it stays with the broker as well until they are gone. */
    private List<MessageId> rest = List.of();

    Intake(ConnectionFactory broker, String queue) {
        this.broker = broker;
        this.queue = queue;
    }

    /**
     * What becomes of the next ids; empty when none came in time. Throws what the work threw: the ids stay on their queue then.
     *
     * @param most ids in one go, at least 1
     * @param wait for the first one; those that are there already come with it
     */
    public <T> List<T> take(int most, Duration wait, Function<List<MessageId>, List<T>> work) {
        try {
            var ids = next(most, wait);
            var results = ids.isEmpty() ? List.<T>of() : work.apply(ids);
            if (rest.isEmpty()) {
                letGo();
            }
            return results;
        } catch (RuntimeException | JMSException e) {
            // closing the session puts back what it took
            close();
            throw e instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("The queue %s cannot be read".formatted(queue), e);
        }
    }

    private List<MessageId> next(int most, Duration wait) throws JMSException {
        var consumer = open();
        var ids = new ArrayList<>(rest);
        // one letter may stay open over the next taking; if that one opened another, the broker would never be told
        // that any is done
        var room = ids.isEmpty() ? most - 1 : most - Queues.TOGETHER;
        var more = !ids.isEmpty() || read(consumer.receive(wait.toMillis()), ids);
        while (more && ids.size() <= room) {
            more = read(consumer.receiveNoWait(), ids);
        }
        var now = List.copyOf(ids.subList(0, Math.min(most, ids.size())));
        rest = List.copyOf(ids.subList(now.size(), ids.size()));
        return now;
    }

    private JMSConsumer open() {
        if (consumer == null) {
            session = broker.createContext(JMSContext.SESSION_TRANSACTED);
            consumer = session.createConsumer(session.createQueue(queue));
        }
        return consumer;
    }

    /** Whether there was a letter. */
    private boolean read(@Nullable Message letter, List<MessageId> ids) throws JMSException {
        if (letter == null) {
            return false;
        }
        try {
            ids.addAll(Letter.ids(letter.getBody(String.class)));
        } catch (IllegalArgumentException | JMSException notIds) {
            // nobody but the hub writes here; what is no id stands for no message, and would come back for ever
            log.warn(
                    "The queue {} held something that is not ids of the ledger; it is dropped: {}",
                    queue,
                    letter.getJMSMessageID());
        }
        return true;
    }

    /** Once the work is done its results count, whatever the broker says: ids that it brings again are refused by the ledger. */
    private void letGo() {
        try {
            if (session != null) {
                session.commit();
            }
        } catch (JMSRuntimeException brokerGone) {
            log.warn("The queue {} may bring ids again, its broker did not hear that they were taken", queue);
            close();
        }
    }

    /** Gives back what was taken and not decided; the next taking opens it again. */
    @Override
    public void close() {
        rest = List.of();
        var open = session;
        session = null;
        consumer = null;
        if (open != null) {
            try {
                open.close();
            } catch (RuntimeException brokerGone) {
                log.debug("A session of {} was lost", queue, brokerGone);
            }
        }
    }
}
