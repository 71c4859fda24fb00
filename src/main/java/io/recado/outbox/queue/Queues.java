package io.recado.outbox.queue;

import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.recado.configuration.ChannelId;
import jakarta.annotation.PreDestroy;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.stereotype.Component;

/** The broker's queues that ledger ids travel through. They carry ids only: what a message says stays in the ledger. */
@Component
public class Queues {

    private static final String HOLD_UNTIL = "_AMQ_SCHED_DELIVERY";

    /** Ids in one letter at most; more of them would save the broker little. */
    static final int TOGETHER = 20;

    /**
     * Letters that a channel sends in a second at least. What is urgent waits behind the one that is being taken: 25 ms, or less than two
     * seconds while a channel that complained leaves at a sixty-fourth of its rate.
     */
    private static final int LETTERS_PER_SECOND = 40;

    private final ConnectionFactory broker;
    private final Channels channels;
    private final boolean ownConnections;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Clock clock;

    public Queues(ConnectionFactory broker, Channels channels, Clock clock) {
        this.broker = inBatches(broker);
        this.ownConnections = this.broker != broker;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * Artemis waits for the broker's word after each durable message. Within a transaction the word that counts is the commit's, so a
     * connection of our own does without the others: a thousand ids in one go instead of a thousand round trips.
     */
    private static ConnectionFactory inBatches(ConnectionFactory broker) {
        if (broker instanceof JmsPoolConnectionFactory pool
                && pool.getConnectionFactory() instanceof ActiveMQConnectionFactory artemis
                && artemis.getStaticConnectors() != null) {
            var own = ActiveMQJMSClient.createConnectionFactoryWithoutHA(
                    JMSFactoryType.CF, artemis.getStaticConnectors());
            own.setUser(artemis.getUser());
            own.setPassword(artemis.getPassword());
            own.setBlockOnDurableSend(false);
            // nothing is fetched ahead: no other node would see it, and nothing urgent overtake it
            own.setConsumerWindowSize(0);
            var batches = new JmsPoolConnectionFactory();
            batches.setConnectionFactory(own);
            batches.setMaxConnections(1);
            return batches;
        }
        return broker;
    }

    @PreDestroy
    void close() {
        if (ownConnections && broker instanceof JmsPoolConnectionFactory pool) {
            pool.stop();
        }
    }

    public static String outbound(ChannelId channel) {
        return "outbound." + channel;
    }

    /** Hands ids to their channels' queues, all or none; they are on disk when this returns. */
    public void send(Collection<Parcel> parcels) {
        if (parcels.isEmpty()) {
            return;
        }
        try (var session = broker.createContext(JMSContext.SESSION_TRANSACTED)) {
            var producer = session.createProducer();
            for (var channel : parcels.stream().map(Parcel::channel).distinct().toList()) {
                makeSureOf(outbound(channel), session);
            }
            for (var letter : Letter.of(parcels, this::together)) {
                var text = session.createTextMessage(letter.text());
                if (letter.delay() != null) {
                    // Artemis's own way of holding back: pooled connections do not know JMS's
                    text.setLongProperty(
                            HOLD_UNTIL, clock.millis() + letter.delay().toMillis());
                }
                producer.setPriority(letter.priority().jms());
                producer.send(session.createQueue(outbound(letter.channel())), text);
            }
            session.commit();
        } catch (JMSException e) {
            throw new JMSRuntimeException("Ids cannot be handed to their queues", e.getErrorCode(), e);
        }
    }

    private int together(ChannelId channel) {
        var perSecond = channels.find(channel).map(Channel::messagesPerSecond).orElse(1);
        return Math.clamp(perSecond / LETTERS_PER_SECOND, 1, TOGETHER);
    }

    /** The end of a channel's queue, for one thread. */
    public Intake intake(ChannelId channel) {
        return new Intake(broker, outbound(channel));
    }

    /**
     * A broker that makes queues as they are asked for makes the address first and the queue after it; what is sent in between goes nowhere.
     * Looking at the queue makes it, and returns once it is there.
     */
    private void makeSureOf(String queue, JMSContext session) throws JMSException {
        if (!known.contains(queue)) {
            try (var browser = session.createBrowser(session.createQueue(queue))) {
                browser.getEnumeration();
            }
            known.add(queue);
        }
    }

    /** Whether no id waits on a channel's queue. */
    public boolean idle(ChannelId channel) {
        try (var session = broker.createContext();
                var browser = session.createBrowser(session.createQueue(outbound(channel)))) {
            return !browser.getEnumeration().hasMoreElements();
        } catch (JMSException e) {
            throw new JMSRuntimeException(
                    "The queue of channel " + channel + " cannot be looked at", e.getErrorCode(), e);
        }
    }
}
