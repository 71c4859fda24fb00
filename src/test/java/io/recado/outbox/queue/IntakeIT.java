package io.recado.outbox.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.recado.channel.TestChannels;
import io.recado.configuration.ChannelId;
import io.recado.outbox.MessageId;
import io.recado.outbox.Priority;
import jakarta.jms.JMSContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.slf4j.LoggerFactory;

class IntakeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration NONE = Duration.ofMillis(50);

    private static final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private static final JmsPoolConnectionFactory connections = new JmsPoolConnectionFactory();

    private final ChannelId channel = new ChannelId("c-" + UUID.randomUUID());
    private final Queues queues = new Queues(connections, TestChannels.fast(channel), Clock.systemUTC());
    private final Intake intake = queues.intake(channel);

    @BeforeAll
    static void startBroker() throws Exception {
        // as in config/: on newer JDKs Artemis fails when it tries to write an audit log
        ((Logger) LoggerFactory.getLogger("org.apache.activemq.audit")).setLevel(Level.OFF);
        broker.setConfiguration(new ConfigurationImpl()
                .setName("intake")
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("vm", "vm://900"));
        broker.start();
        connections.setConnectionFactory(new ActiveMQConnectionFactory("vm://900"));
    }

    @AfterAll
    static void stopBroker() throws Exception {
        connections.stop();
        broker.stop();
    }

    @AfterEach
    void close() {
        intake.close();
        queues.close();
    }

    @Test
    void takesIdsInTheirOrder() {
        var sent = send(Priority.REMINDER, 3 * Queues.TOGETHER + 5);

        assertThat(takeAll(1_000)).isEqualTo(sent);
    }

    @Test
    void aLetterThatHoldsMoreThanMayLeaveIsTakenBitByBit() {
        var sent = send(Priority.REMINDER, 2 * Queues.TOGETHER);

        assertThat(take(7)).isEqualTo(sent.subList(0, 7));
        assertThat(takeAll(7)).isEqualTo(sent.subList(7, sent.size()));
        intake.close();
        assertThat(takeAll(7)).isEmpty();
    }

    @Test
    void whatWasNotDecidedComesAgain() {
        var sent = send(Priority.REMINDER, Queues.TOGETHER);

        take(7);
        intake.close();

        assertThat(takeAll(100)).isEqualTo(sent);
    }

    @Test
    void whatFailedToBeDecidedComesAgain() {
        var sent = send(Priority.REMINDER, 3);

        assertThatThrownBy(() -> intake.take(100, PATIENCE, ids -> {
                    throw new IllegalStateException("The database is away");
                }))
                .hasMessage("The database is away");

        assertThat(takeAll(100)).isEqualTo(sent);
    }

    @Test
    void whatIsUrgentOvertakesWhatWaits() {
        send(Priority.REMINDER, 5 * Queues.TOGETHER);
        take(Queues.TOGETHER);
        var urgent = send(Priority.ANSWER, 1);

        assertThat(take(Queues.TOGETHER)).startsWith(urgent.getFirst());
    }

    @Test
    void whatIsNoIdIsDropped() {
        try (var session = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            session.createProducer().send(session.createQueue(Queues.outbound(channel)), "not an id");
        }
        var sent = send(Priority.REMINDER, 1);

        assertThat(takeAll(100)).isEqualTo(sent);
        assertThat(queues.idle(channel)).isTrue();
    }

    private List<MessageId> send(Priority priority, int count) {
        var ids = IntStream.range(0, count)
                .mapToObj(n -> new MessageId(UUID.randomUUID()))
                .toList();
        queues.send(
                ids.stream().map(id -> new Parcel(channel, id, priority, null)).toList());
        return ids;
    }

    private List<MessageId> take(int most) {
        return intake.take(most, PATIENCE, Function.identity());
    }

    private List<MessageId> takeAll(int most) {
        var all = new ArrayList<MessageId>();
        for (var some = intake.take(most, NONE, Function.<List<MessageId>>identity());
                !some.isEmpty();
                some = intake.take(most, NONE, Function.<List<MessageId>>identity())) {
            all.addAll(some);
        }
        return all;
    }
}
