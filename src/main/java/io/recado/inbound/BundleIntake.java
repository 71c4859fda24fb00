package io.recado.inbound;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a queue of bundles. Takes what is there, up to a limit, and lets go of it only when it has been read: the longer the queue, the
 * more letters share one transaction. Used by one thread at a time.
 */
final class BundleIntake implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BundleIntake.class);
    private static final int LETTERS = 500;
    private static final int BYTES = 2 << 20;

    private final ConnectionFactory broker;
    private final String queue;
    private @Nullable JMSContext session;
    private @Nullable JMSConsumer consumer;

    BundleIntake(ConnectionFactory broker, String queue) {
        this.broker = broker;
        this.queue = queue;
    }

    /**
     * Hands out the next letters. Throws what the work threw: the letters stay in their queue then.
     *
     * @param wait for the first one; those that are there already come with it
     * @return how many letters there were
     */
    int take(Duration wait, Consumer<List<Letter>> work) {
        try {
            var consumer = open();
            var letters = new ArrayList<Letter>();
            int bytes = 0;
            for (var next = consumer.receive(wait.toMillis()); next != null; ) {
                bytes += read(next, letters);
                next = letters.size() < LETTERS && bytes < BYTES ? consumer.receiveNoWait() : null;
            }
            if (!letters.isEmpty()) {
                work.accept(letters);
            }
            commit();
            return letters.size();
        } catch (RuntimeException | JMSException e) {
            // closing the session puts back what it took
            close();
            throw e instanceof JMSException away
                    ? new JMSRuntimeException("The queue %s cannot be read".formatted(queue), away.getErrorCode(), away)
                    : (RuntimeException) e;
        }
    }

    private JMSConsumer open() {
        if (consumer == null) {
            session = broker.createContext(JMSContext.SESSION_TRANSACTED);
            consumer = session.createConsumer(session.createQueue(queue));
        }
        return consumer;
    }

    private int read(Message message, List<Letter> letters) throws JMSException {
        if (!(message instanceof BytesMessage bytes)) {
            throw strange(message, "it has no bytes");
        }
        var bundle = new byte[Math.toIntExact(bytes.getBodyLength())];
        bytes.readBytes(bundle);
        try {
            letters.addAll(Bundle.read(bundle));
            return bundle.length;
        } catch (IllegalArgumentException noBundle) {
            throw strange(message, String.valueOf(noBundle.getMessage()));
        }
    }

    /** Given back until the broker lays it aside: whoever wrote it there may want to know. */
    private IllegalStateException strange(Message message, String why) throws JMSException {
        log.warn("The queue {} holds {}, which is no bundle: {}", queue, message.getJMSMessageID(), why);
        return new IllegalStateException("The queue %s holds something that is no bundle".formatted(queue));
    }

    private void commit() {
        if (session != null) {
            session.commit();
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
