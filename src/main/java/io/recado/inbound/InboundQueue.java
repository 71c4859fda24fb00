package io.recado.inbound;

import jakarta.annotation.PreDestroy;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * The way into the durable queue {@code inbound.whatsapp}. The broker's write to disk is what a webhook waits for, so webhooks that arrive
 * together share one: whoever is waiting when a clerk becomes free travels in the clerk's next transaction.
 */
@Component
class InboundQueue {

    static final String NAME = "inbound.whatsapp";

    private static final Logger log = LoggerFactory.getLogger(InboundQueue.class);
    private static final int CLERKS = 2;
    private static final int TOGETHER = 256;
    private static final int ROOM = 4_096;
    /** WhatsApp wants its answer within seconds and asks again later; a letter stored after that is a harmless repetition. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(ROOM);
    private final JmsTemplate jms;
    private final List<Thread> clerks;
    private volatile boolean open = true;

    InboundQueue(ConnectionFactory connections) {
        jms = new JmsTemplate(connections);
        jms.setSessionTransacted(true);
        clerks = java.util.stream.IntStream.range(0, CLERKS)
                .mapToObj(number -> Thread.ofPlatform()
                        .name("inbound-clerk-" + number)
                        .daemon()
                        .start(this::serve))
                .toList();
    }

    /** Whether the letter is safe: true only after the broker has it on disk. */
    boolean put(Letter letter) {
        var mine = new Waiting(letter, new CompletableFuture<>());
        if (!open || !waiting.offer(mine)) {
            return false;
        }
        try {
            mine.stored().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Letters that the broker does not have yet. */
    int size() {
        return waiting.size();
    }

    private void serve() {
        var batch = new ArrayList<Waiting>(TOGETHER);
        while (open) {
            batch.clear();
            try {
                batch.add(waiting.take());
            } catch (InterruptedException closing) {
                return;
            }
            waiting.drainTo(batch, TOGETHER - 1);
            store(List.copyOf(batch));
        }
    }

    private void store(List<Waiting> batch) {
        try {
            jms.execute(session -> send(session, batch), false);
            batch.forEach(each -> each.stored().complete(null));
        } catch (RuntimeException e) {
            log.warn(
                    "The broker did not take {} webhooks: {}",
                    batch.size(),
                    e.getClass().getSimpleName());
            batch.forEach(each -> each.stored().completeExceptionally(e));
        }
    }

    private static Void send(Session session, List<Waiting> batch) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(NAME))) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (Waiting each : batch) {
                producer.send(message(session, each.letter()));
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

    @PreDestroy
    void close() {
        open = false;
        clerks.forEach(Thread::interrupt);
    }

    private record Waiting(Letter letter, CompletableFuture<Void> stored) {}
}
