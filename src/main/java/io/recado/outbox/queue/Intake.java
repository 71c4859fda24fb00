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
 * The end of one channel's queue. Takes ids many at a time, and lets go of them only when the ledger has written what becomes of each:
 * a crash before that leaves them on the queue, a crash after it leaves rows that the ledger looks after. Used by one thread at a time.
 */
public final class Intake implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final ConnectionFactory broker;
    private final String queue;
    private @Nullable JMSContext session;
    private @Nullable JMSConsumer consumer;

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
            var consumer = open();
            var ids = new ArrayList<MessageId>(most);
            for (var letter = consumer.receive(wait.toMillis()); letter != null; ) {
                read(letter, ids);
                letter = ids.size() < most ? consumer.receiveNoWait() : null;
            }
            var results = ids.isEmpty() ? List.<T>of() : work.apply(ids);
            letGo();
            return results;
        } catch (RuntimeException | JMSException e) {
            // closing the session puts back what it took
            close();
            throw e instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("The queue %s cannot be read".formatted(queue), e);
        }
    }

    private JMSConsumer open() {
        if (consumer == null) {
            session = broker.createContext(JMSContext.SESSION_TRANSACTED);
            consumer = session.createConsumer(session.createQueue(queue));
        }
        return consumer;
    }

    private void read(Message letter, List<MessageId> ids) throws JMSException {
        try {
            ids.add(MessageId.of(letter.getBody(String.class)));
        } catch (IllegalArgumentException | JMSException notAnId) {
            // nobody but the hub writes here; what is no id stands for no message, and would come back for ever
            log.warn(
                    "The queue {} held something that is not an id of the ledger; it is dropped: {}",
                    queue,
                    letter.getJMSMessageID());
        }
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

    @Override
    public void close() {
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
