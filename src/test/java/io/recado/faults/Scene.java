package io.recado.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.channel.CloudStub;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Content;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Priority;
import io.recado.outbox.ledger.Placing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** 5,000 messages on their way through hubs that a test starts, and a WhatsApp that reports what it accepted until somebody has heard it. */
final class Scene implements AutoCloseable {

    static final int MESSAGES = 5_000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final CloudStub whatsApp = new CloudStub(Duration.ofMillis(50)).forgettingCalls();
    final JdbcClient jdbc;

    private final String database;
    private final Path data;
    private final List<HubProcess> hubs = new ArrayList<>();
    private final Reports reports = new Reports(webhook -> hubs().stream().anyMatch(hub -> hub.tell(webhook)));
    private final Queue<Long> acceptedAt = new ConcurrentLinkedQueue<>();
    private int placed;

    Scene(String database, Path data) {
        this.database = database;
        this.data = data;
        this.jdbc = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
        whatsApp.onAccepted((ledgerId, wamid) -> {
            acceptedAt.add(System.nanoTime());
            reports.add(ledgerId, wamid);
        });
    }

    HubProcess hub(String name) {
        return hub(name, Map.of());
    }

    /** @param settings beside those of every hub, or instead of them */
    HubProcess hub(String name, Map<String, ?> settings) {
        var hub = new HubProcess(name, data.resolve(name), database, whatsApp, settings);
        synchronized (hubs) {
            hubs.add(hub);
        }
        return hub;
    }

    private List<HubProcess> hubs() {
        synchronized (hubs) {
            return hubs.stream().filter(HubProcess::runs).toList();
        }
    }

    /** More due messages, each to a person of its own. */
    void place(int count) {
        // at night too: reminders leave at any hour here
        jdbc.sql("""
                        insert into quiet_hours (clinic, kind, quiet, from_time, to_time, version, changed_at)
                        values ('centro', 'REMINDER', false, '22:00', '09:00', 1, now()) on conflict do nothing
                        """).update();
        var clock = Clock.systemUTC();
        var now = clock.instant();
        var orders = IntStream.range(placed, placed + count)
                .mapToObj(n -> new Order(
                        new OrderKey("test", "test:" + n, "1"),
                        new ClinicId("centro"),
                        new ChannelId("centro-cloud"),
                        new PhoneNumber("+34600%06d".formatted(n)),
                        new Content.Text("Hola"),
                        Priority.REMINDER,
                        UUID.randomUUID().toString(),
                        now,
                        now.plus(Duration.ofHours(2))))
                .toList();
        new Placing(jdbc, new ObjectMapper(), clock).place(orders);
        placed += count;
    }

    void awaitAccepted(int atLeast) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> whatsApp.total() >= atLeast);
    }

    /** How many messages are in one of these states now. */
    int count(String... statuses) {
        return jdbc.sql("select count(*) from delivery where status = any(:statuses)")
                .param("statuses", statuses)
                .query(Integer.class)
                .single();
    }

    /** Every message has left, and the ledger knows it. */
    void awaitAllAccepted() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> assertThat(
                        count("accepted", "sent", "delivered", "read"))
                .as(
                        "accepted; WhatsApp has %d, the ledger %s",
                        whatsApp.accepted().size(), statuses())
                .isEqualTo(placed));
    }

    /** How many messages WhatsApp accepted at most in any stretch of time of this length. */
    int mostAcceptedWithin(Duration stretch) {
        var times = acceptedAt.stream().sorted().toList();
        var most = 0;
        for (int first = 0, last = 0; last < times.size(); last++) {
            while (times.get(last) - times.get(first) > stretch.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private List<String> statuses() {
        return jdbc.sql("select concat_ws(' ', status, attempts, count(*)) from delivery group by status, attempts")
                .query(String.class)
                .list();
    }

    void nothingIsLostOrDoubledOrGivenUp() {
        assertThat(placed).isEqualTo(MESSAGES);
        assertThat(whatsApp.accepted()).as("none lost").hasSize(MESSAGES);
        assertThat(whatsApp.doubled()).as("none doubled").isEmpty();
        assertThat(jdbc.sql(
                                "select distinct status || coalesce(' ' || detail, '') from message_event where status = any(:ends)")
                        .param("ends", new String[] {"failed", "revoked", "expired"})
                        .query(String.class)
                        .list())
                .as("none given up")
                .isEmpty();
    }

    @Override
    public void close() throws IOException {
        reports.close();
        hubs().forEach(HubProcess::close);
        whatsApp.close();
    }
}
