package io.recado.bench;

import io.recado.Recado;
import io.recado.channel.CloudStub;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Content;
import io.recado.outbox.DeliveryReports;
import io.recado.outbox.DueMessages;
import io.recado.outbox.MessageId;
import io.recado.outbox.OldLedger;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Placement;
import io.recado.outbox.Priority;
import io.recado.outbox.Status;
import io.recado.outbox.StatusUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The same messages through an empty ledger and through one that is full of old ones. The first run warms up and is not told.
 * {@code -Dbench.ledger} is the number of old messages (5,000,000 take some minutes to make and 10 GB), {@code -Dbench.grown.messages} the
 * number of those that are sent.
 */
class GrownLedgerBenchmark {

    private static final int OLD = Integer.getInteger("bench.ledger", 500_000);
    private static final int MESSAGES = Integer.getInteger("bench.grown.messages", 10_000);
    private static final int PAGE = 1_000;
    private static final ChannelId CHANNEL = new ChannelId("centro-cloud");

    @Test
    void costsTheSameHoweverMuchLiesInTheLedger() throws Exception {
        try (var stub = new CloudStub(Duration.ZERO).forgettingCalls();
                var hub = start(stub)) {
            hub.getBean(CamelContext.class).getRouteController().stopRoute("queue-due-messages");
            send(hub, stub, "warm up");
            send(hub, stub, "0 old messages");
            var seeding = timed(() -> OldLedger.seed(
                    hub.getBean(JdbcClient.class),
                    OLD,
                    hub.getBean(Clock.class).instant().minus(Duration.ofDays(2))));
            say("%,d old messages made in %.0f s", OLD, seeding);
            send(hub, stub, "%,d old messages".formatted(OLD));
        }
    }

    private static void send(ConfigurableApplicationContext hub, CloudStub stub, String ledger) {
        var outbox = hub.getBean(Outbox.class);
        var clock = hub.getBean(Clock.class);
        stub.forget();
        var orders = orders(clock);
        var ids = new ArrayList<MessageId>();
        var ordering = timed(() -> pages(
                orders, page -> outbox.place(page).stream().map(Placement::id).forEach(ids::add)));
        var cpu = CpuTime.now();
        var sending = timed(() -> {
            hub.getBean(DueMessages.class).queueDue();
            while (accepted(hub.getBean(JdbcClient.class), ids) < MESSAGES) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        });
        var spent = CpuTime.now().since(cpu, MESSAGES);
        var now = clock.instant();
        var reports = ids.stream()
                .flatMap(id -> List.of(Status.SENT, Status.DELIVERED, Status.READ).stream()
                        .map(status -> new StatusUpdate(CHANNEL, id, "wamid." + id, status, now, null)))
                .toList();
        var reporting = timed(() -> pages(reports, hub.getBean(DeliveryReports.class)::apply));
        say(
                "%s: ordered %.0f/s, sent %.0f/s (processor time per message %s), statuses applied %.0f/s, %d lost, %d doubled",
                ledger,
                MESSAGES / ordering,
                MESSAGES / sending,
                spent,
                reports.size() / reporting,
                MESSAGES - stub.accepted().size(),
                stub.doubled().size());
    }

    private static List<Order> orders(Clock clock) {
        var now = clock.instant();
        return IntStream.range(0, MESSAGES)
                .mapToObj(n -> new Order(
                        new OrderKey("bench", "bench:" + UUID.randomUUID(), "1"),
                        new ClinicId("centro"),
                        CHANNEL,
                        new PhoneNumber("+34600%06d".formatted(n)),
                        new Content.Text("Hola"),
                        Priority.REMINDER,
                        UUID.randomUUID().toString(),
                        now,
                        now.plus(Duration.ofHours(2))))
                .toList();
    }

    private static <T> void pages(List<T> all, Consumer<List<T>> work) {
        for (var from = 0; from < all.size(); from += PAGE) {
            work.accept(all.subList(from, Math.min(from + PAGE, all.size())));
        }
    }

    private static int accepted(JdbcClient jdbc, List<MessageId> ids) {
        return jdbc.sql("select count(*) from delivery where status = 'accepted' and id >= :first")
                .param("first", ids.getFirst().value())
                .query(Integer.class)
                .single();
    }

    private static ConfigurableApplicationContext start(CloudStub stub) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "data");
        return new SpringApplication(Recado.class)
                .run(
                        "--spring.profiles.active=bench",
                        "--spring.config.additional-location=file:src/test/resources/application-test.yaml",
                        "--partner.url=" + stub.url(),
                        "--recado.data-folder=" + folder,
                        "--centro.rate=100000",
                        "--centro.lanes=256",
                        "--recado.delivery.settling-time=2m",
                        "--recado.delivery.sending-timeout=45s",
                        "--spring.datasource.hikari.connection-timeout=30000",
                        "--logging.level.root=warn");
    }

    /** In seconds. */
    private static double timed(Runnable work) {
        var started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / 1e9;
    }

    private static void say(String text, Object... values) {
        System.out.println("bench  " + text.formatted(values));
    }
}
