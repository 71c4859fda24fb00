package io.recado.inbound;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * The queues of what WhatsApp sends. What people say has one of its own, so that it never waits behind the statuses of a campaign; statuses
 * travel in bundles.
 */
@Component
class InboundQueue {

    static final String PEOPLE = "inbound.whatsapp";
    static final String STATUSES = "inbound.statuses";

    private final ConnectionFactory connections;
    private final JmsTemplate jms;

    InboundQueue(ConnectionFactory connections) {
        this.connections = connections;
        this.jms = new JmsTemplate(connections);
        jms.setSessionTransacted(true);
    }

    /**
     * Puts letters into their queues, all or none; they are on the broker's disk when this returns.
     *
     * @throws org.springframework.jms.JmsException when the broker is away
     */
    void put(List<Letter> letters) {
        jms.execute(session -> send(session, letters), false);
    }

    /** Throws unless the broker answers. */
    void knock() {
        jms.execute(session -> null, false);
    }

    /** The end of the queue of statuses, for one thread. */
    BundleIntake statuses() {
        return new BundleIntake(connections, STATUSES);
    }

    private static Void send(Session session, List<Letter> letters) throws JMSException {
        Map<Boolean, List<Letter>> sorted = letters.stream().collect(Collectors.partitioningBy(Letter::onlyStatuses));
        try (MessageProducer people = session.createProducer(session.createQueue(PEOPLE));
                MessageProducer statuses = session.createProducer(session.createQueue(STATUSES))) {
            people.setDeliveryMode(DeliveryMode.PERSISTENT);
            statuses.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (Letter letter : sorted.getOrDefault(false, List.of())) {
                people.send(message(session, letter));
            }
            for (byte[] bundle : Bundle.of(sorted.getOrDefault(true, List.of()))) {
                var message = session.createBytesMessage();
                message.writeBytes(bundle);
                statuses.send(message);
            }
            session.commit();
        }
        return null;
    }

    private static BytesMessage message(Session session, Letter letter) throws JMSException {
        var message = session.createBytesMessage();
        message.writeBytes(letter.raw());
        message.setStringProperty("receipt", letter.receipt().toString());
        message.setStringProperty("channel", letter.channel().value());
        message.setLongProperty("receivedAt", letter.receivedAt().toEpochMilli());
        message.setStringProperty("JMSXGroupID", letter.lane());
        return message;
    }
}
