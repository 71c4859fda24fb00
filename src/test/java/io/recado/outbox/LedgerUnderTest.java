package io.recado.outbox;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recado.channel.Standings;
import io.recado.channel.TestChannels;
import io.recado.clinic.QuietHoursPerClinic;
import io.recado.clinic.TestClinics;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.Wiring;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.delivery.RecipientClock;
import io.recado.outbox.delivery.Sendoff;
import io.recado.outbox.queue.Queues;
import io.recado.platform.Outage;
import io.recado.platform.TestDatabase;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger on a real database and a real broker, with a clock that stands still until told otherwise. */
final class LedgerUnderTest implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final ChannelId CHANNEL = TestChannels.CHANNEL;

    private static final AtomicInteger count = new AtomicInteger();

    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final List<LastLook> lastLooks = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<Object> events = new CopyOnWriteArrayList<>();
    final Standings standings;
    final QuietHoursPerClinic quietHours;
    final Outbox outbox;
    final DueMessages due;
    final Sendoff sendoff;
    final Dispatch dispatch;
    final DeliveryReports reports;
    final OutboundChannels outbound;
    final Messages messages;
    final Failures failures;

    private final EmbeddedActiveMQ broker;
    private final ConnectionFactory connections;
    private volatile Instant now = NOON;

    LedgerUnderTest() {
        this(TestChannels.wiring());
    }

    LedgerUnderTest(Wiring wiring) {
        // as in config/: on newer JDKs Artemis fails when it tries to write an audit log
        ((Logger) LoggerFactory.getLogger("org.apache.activemq.audit")).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        try {
            var number = count.incrementAndGet();
            broker = new EmbeddedActiveMQ()
                    .setConfiguration(new ConfigurationImpl()
                            .setName("ledger-" + number)
                            .setPersistenceEnabled(false)
                            .setSecurityEnabled(false)
                            .setJMXManagementEnabled(false)
                            .addAcceptorConfiguration("vm", "vm://" + (1000 + number)));
            broker.start();
            connections = new ActiveMQConnectionFactory("vm://" + (1000 + number));
        } catch (Exception e) {
            throw new IllegalStateException("The test's broker does not start", e);
        }
        var database = TestDatabase.fresh();
        var transactions = new JdbcTransactionManager(database);
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(transactions);
        standings = TestChannels.standings(jdbc, clock());
        quietHours = TestClinics.quietHours(jdbc, clock());
        var queues = new Queues(connections, TestChannels.channels(wiring), Clock.systemUTC());
        var channels = TestChannels.channels(wiring);
        var json = new ObjectMapper();
        var parts = new OutboxConfiguration();
        var alarms = new ChannelAlarms(events::add, meters, clock());
        var recipients = new RecipientClock(TestClinics.demo(), quietHours);
        var metrics = parts.outboxMetrics(meters);
        var pairs = parts.pairLimits();
        var parks = parts.parks(jdbc, clock(), wiring, alarms);
        var breakers = parts.breakers(clock(), alarms);
        var allowances = parts.allowances(standings, channels, jdbc, clock(), alarms);
        var consequences = parts.consequences(channels, standings, parks, recipients, events::add);
        sendoff =
                parts.sendoff(jdbc, transactions, clock(), lastLooks(), queues, pairs, allowances, recipients, metrics);
        var gates = parts.gates(jdbc, clock(), queues, channels, wiring, parks, breakers, allowances, sendoff);
        due = new DueMessages(jdbc, transactions, queues, channels, allowances, wiring, metrics, clock());
        outbox = new Outbox(jdbc, transactions, json, clock(), due, metrics);
        dispatch = new Dispatch(
                jdbc,
                transactions,
                json,
                clock(),
                queues,
                channels,
                wiring,
                gates,
                parks,
                breakers,
                pairs,
                consequences,
                metrics,
                new Outage());
        reports = new DeliveryReports(jdbc, transactions, queues, channels, consequences, metrics, clock());
        outbound = new OutboundChannels(jdbc, json, channels, gates, parks, breakers, allowances, clock());
        new ChannelGauges(channels, parks, breakers, allowances).bindTo(meters);
        messages = new Messages(jdbc, json, channels);
        failures = new Failures(jdbc, new ObjectMapper(), clock(), queues);
    }

    private ObjectProvider<LastLook> lastLooks() {
        return new ObjectProvider<>() {
            @Override
            public Stream<LastLook> stream() {
                return lastLooks.stream();
            }
        };
    }

    /** What waits for somebody, latest failure first. */
    List<FailedMessage> waiting() {
        return failures.search(FailedQuery.waiting(), null, 100).items();
    }

    void elapse(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /** An order that is due, useful for two hours, and like no other. */
    static Order order() {
        return order("appointment:" + count.incrementAndGet());
    }

    static Order order(String subject) {
        return order(subject, "2026-11-24T09:30:00Z");
    }

    static Order order(String subject, String version) {
        return new Order(
                new OrderKey("reminder", subject, version),
                new ClinicId("centro"),
                CHANNEL,
                new PhoneNumber("+34600%06d".formatted(count.incrementAndGet())),
                new Content.Template(
                        "recordatorio_cita", "es", List.of("Ana", "Sol"), List.of("yes", "no"), "Hola Ana"),
                Priority.REMINDER,
                UUID.randomUUID().toString(),
                NOON,
                NOON.plus(Duration.ofHours(2)));
    }

    MessageId placed(Order order) {
        return outbox.place(List.of(order)).getFirst().id();
    }

    MessageId queued() {
        var id = placed(order());
        due.queueDue();
        return id;
    }

    Attempt.Departure departed() {
        return depart(queued());
    }

    /** The next message that leaves; while the clock stands still, one alone does. */
    Attempt.Departure takeOne() {
        return dispatch.depart(CHANNEL.value()).getFirst();
    }

    List<Status> statuses() {
        return jdbc.sql("select status from delivery order by id")
                .query((row, number) -> Status.of(row.getString(1)))
                .list();
    }

    /** The last look at a message that lies on its queue. */
    Attempt begin(MessageId id) {
        return sendoff.begin(List.of(id)).getFirst();
    }

    Attempt.Departure depart(MessageId id) {
        return (Attempt.Departure) begin(id);
    }

    /** Accepted by the channel, under the wamid {@code wamid.<id>}. */
    MessageId accepted() {
        var attempt = departed();
        dispatch.accepted(attempt, answer(wamid(attempt.id())));
        return attempt.id();
    }

    static String wamid(MessageId id) {
        return "wamid." + id;
    }

    static String answer(String wamid) {
        return "{\"messages\":[{\"id\":\"%s\"}]}".formatted(wamid);
    }

    Status status(MessageId id) {
        return message(id).status();
    }

    Message message(MessageId id) {
        return messages.find(id).orElseThrow();
    }

    /** What lies on a queue now; it is taken off. */
    List<String> take(String queue) {
        return take(queue, Duration.ofMillis(50));
    }

    List<String> take(String queue, Duration patience) {
        try (var session = connections.createContext();
                var consumer = session.createConsumer(session.createQueue(queue))) {
            var texts = new ArrayList<String>();
            for (var message = consumer.receive(patience.toMillis()); message != null; message = consumer.receive(50)) {
                texts.addAll(List.of(((TextMessage) message).getText().split(" ", -1)));
            }
            return texts;
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> takeOutbound() {
        return take(Queues.outbound(CHANNEL));
    }

    @Override
    public void close() throws Exception {
        dispatch.close();
        reports.close();
        broker.stop();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
