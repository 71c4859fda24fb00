package io.recado.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.channel.CloudStub;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.ledger.Placing;
import io.recado.platform.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The hub as a process of its own, with its own broker on disk, killed in the middle of its work. WhatsApp is played by a stub that
 * reports each message by a signed webhook and, as Meta does, keeps trying until the hub has taken it.
 */
class CrashIT {

    private static final int MESSAGES = 500;
    private static final ChannelId CHANNEL = new ChannelId("centro-cloud");

    private final CloudStub whatsApp = new CloudStub(Duration.ofMillis(60));
    private final HttpClient web = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<String> unreported = new ConcurrentLinkedQueue<>();
    private final int port = freePort();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path data;

    @SuppressWarnings("NullAway.Init") // each test starts one
    private Process hub;

    @AfterEach
    void stop() throws IOException {
        if (hub != null) {
            hub.destroyForcibly().onExit().join();
        }
        whatsApp.close();
    }

    @Test
    void aKilledHubLosesNothingAndDoublesNothing() throws Exception {
        var database = TestDatabase.freshUrl();
        var jdbc = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
        whatsApp.forgettingCalls().onAccepted((id, wamid) -> unreported.add(report(id, wamid)));
        place(jdbc);
        try (var reporter = Executors.newSingleThreadScheduledExecutor()) {
            reporter.scheduleWithFixedDelay(this::tellTheHub, 0, 50, TimeUnit.MILLISECONDS);

            hub = start(database);
            await().atMost(Duration.ofMinutes(3)).until(() -> whatsApp.total() >= MESSAGES / 3);
            hub.destroyForcibly().onExit().join();
            var atTheCrash = whatsApp.total();
            hub = start(database);

            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> arrived(jdbc) == MESSAGES);

            assertThat(atTheCrash).as("killed in the middle of the work").isLessThan(MESSAGES);
            assertThat(whatsApp.accepted()).as("none lost").hasSize(MESSAGES);
            assertThat(whatsApp.doubled()).as("none doubled").isEmpty();
        }
    }

    private static void place(JdbcClient jdbc) {
        var clock = Clock.systemUTC();
        var now = clock.instant();
        var orders = IntStream.range(0, MESSAGES)
                .mapToObj(n -> new Order(
                        new OrderKey("test", "test:" + n, "1"),
                        new ClinicId("centro"),
                        CHANNEL,
                        new PhoneNumber("+34600%06d".formatted(n)),
                        new Content.Text("Hola"),
                        Priority.REMINDER,
                        UUID.randomUUID().toString(),
                        now,
                        now.plus(Duration.ofHours(2))))
                .toList();
        new Placing(jdbc, new ObjectMapper(), clock).place(orders);
    }

    private static int arrived(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from delivery where status in ('accepted', 'sent', 'delivered', 'read')")
                .query(Integer.class)
                .single();
    }

    private Process start(String database) throws IOException {
        var classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var log = Files.createDirectories(Path.of("target", "crash")).resolve("hub.log");
        var builder = new ProcessBuilder(
                        java,
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        "io.recado.Recado",
                        "--spring.profiles.active=crash",
                        "--spring.config.additional-location=file:src/test/resources/application-test.yaml",
                        "--server.port=" + port,
                        "--partner.url=" + whatsApp.url(),
                        "--recado.data-folder=" + data,
                        "--recado.delivery.settling-time=20s",
                        "--recado.delivery.sending-timeout=5s",
                        "--spring.datasource.url=" + database,
                        "--spring.datasource.username=postgres")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return builder.start();
    }

    private void tellTheHub() {
        for (var webhook = unreported.peek(); webhook != null; webhook = unreported.peek()) {
            if (!post(webhook)) {
                return;
            }
            unreported.remove();
        }
    }

    private boolean post(String webhook) {
        try {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/webhooks/whatsapp/%s".formatted(port, CHANNEL)))
                    .timeout(Duration.ofSeconds(5))
                    .header("Content-Type", "application/json")
                    .header("X-Hub-Signature-256", "sha256=" + signature(webhook))
                    .POST(HttpRequest.BodyPublishers.ofString(webhook))
                    .build();
            return web.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | GeneralSecurityException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String report(String ledgerId, String wamid) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"102000000000001","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"34910000000","phone_number_id":"104500000000001"},
                "statuses":[{"id":"%s","status":"sent","timestamp":"%d","recipient_id":"34600000017","biz_opaque_callback_data":"%s"}]
                }}]}]}""".formatted(wamid, Clock.systemUTC().instant().getEpochSecond(), ledgerId);
    }

    private static String signature(String body) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("test-app-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
