package io.recado.source;

import io.recado.source.WriteBackStore.Due;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Puts the ids of commands into the queues {@code write-back.<source>}: all of them or none. */
@Component
class WriteBackQueue {

    private final JmsTemplate jms;

    WriteBackQueue(ConnectionFactory connections) {
        jms = new JmsTemplate(connections);
        jms.setSessionTransacted(true);
    }

    void put(List<Due> commands) {
        jms.execute(session -> send(session, commands), false);
    }

    private static Void send(Session session, List<Due> commands) throws JMSException {
        try (MessageProducer producer = session.createProducer(null)) {
            for (Due command : commands) {
                producer.send(
                        session.createQueue("write-back." + command.source()),
                        session.createTextMessage(command.id().toString()));
            }
            session.commit();
        }
        return null;
    }
}
