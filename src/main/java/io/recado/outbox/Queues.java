package io.recado.outbox;

import io.recado.configuration.ChannelId;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.time.Clock;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** The broker's queues that ledger ids travel through. They carry ids only: what a message says stays in the ledger. */
@Component
class Queues {

    static final String DEAD = "dead.outbound";

    private static final String HOLD_UNTIL = "_AMQ_SCHED_DELIVERY";

    private final ConnectionFactory broker;
    private final Clock clock;

    Queues(ConnectionFactory broker, Clock clock) {
        this.broker = broker;
        this.clock = clock;
    }

    static String outbound(ChannelId channel) {
        return "outbound." + channel;
    }

    /** Hands ids to their channels' queues, all or none; they are on disk when this returns. */
    void send(Collection<Parcel> parcels) {
        if (parcels.isEmpty()) {
            return;
        }
        try (var session = broker.createContext(JMSContext.SESSION_TRANSACTED)) {
            var producer = session.createProducer();
            for (var parcel : parcels) {
                var letter = session.createTextMessage(parcel.id().toString());
                if (parcel.delay() != null) {
                    // Artemis's own way of holding back: pooled connections do not know JMS's
                    letter.setLongProperty(
                            HOLD_UNTIL, clock.millis() + parcel.delay().toMillis());
                }
                producer.setPriority(parcel.priority().jms());
                producer.send(session.createQueue(outbound(parcel.channel())), letter);
            }
            session.commit();
        } catch (JMSException e) {
            throw new JMSRuntimeException("Ids cannot be handed to their queues", e.getErrorCode(), e);
        }
    }

    /** Whether no id waits on a channel's queue. */
    boolean idle(ChannelId channel) {
        try (var session = broker.createContext();
                var browser = session.createBrowser(session.createQueue(outbound(channel)))) {
            return !browser.getEnumeration().hasMoreElements();
        } catch (JMSException e) {
            throw new JMSRuntimeException(
                    "The queue of channel " + channel + " cannot be looked at", e.getErrorCode(), e);
        }
    }

    /** Lays the ids of messages that failed for good where people and tools look for them. */
    void bury(Collection<MessageId> ids) {
        if (ids.isEmpty()) {
            return;
        }
        try (var session = broker.createContext(JMSContext.SESSION_TRANSACTED)) {
            var producer = session.createProducer();
            ids.forEach(id -> producer.send(session.createQueue(DEAD), id.toString()));
            session.commit();
        }
    }
}
