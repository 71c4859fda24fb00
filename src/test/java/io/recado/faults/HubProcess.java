package io.recado.faults;

import static org.awaitility.Awaitility.await;

import io.recado.channel.CloudStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The whole hub as a process of its own, on a port that it keeps when it is started again. */
final class HubProcess implements AutoCloseable {

    /** Messages that one hub has under way at the same time. */
    static final int LANES = 64;

    private final String name;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final int port = Processes.freePort();
    private final HttpClient web = HttpClient.newHttpClient();
    private Process process;

    /** Started at once. Messages in doubt settle fast here, and its only channel with work is {@code centro-cloud}. */
    HubProcess(String name, Path data, String database, CloudStub whatsApp, Map<String, ?> more) {
        this.name = name;
        settings.put("spring.profiles.active", "faults");
        settings.put("spring.config.additional-location", "file:src/test/resources/application-test.yaml");
        settings.put("server.port", port);
        settings.put("partner.url", whatsApp.url());
        settings.put("centro.rate", 1000);
        settings.put("centro.lanes", LANES);
        settings.put("recado.data-folder", data);
        settings.put("recado.delivery.settling-time", "12s");
        settings.put("recado.delivery.sending-timeout", "3s");
        settings.put("spring.datasource.url", database);
        settings.put("spring.datasource.username", "postgres");
        settings.putAll(more);
        this.process = launch();
    }

    private Process launch() {
        var arguments = settings.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toList();
        return Processes.start(name, 384, entry -> !entry.endsWith("test-classes"), "io.recado.Recado", arguments);
    }

    /** Until it is up, with its database and its broker. */
    void awaitReady() {
        await().atMost(Duration.ofMinutes(2)).until(this::ready);
    }

    private boolean ready() {
        try {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port)))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return web.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void kill() {
        Processes.kill(process);
    }

    /** SIGTERM, and whatever it does before it ends. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    void startAgain() {
        process = launch();
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Whether it took the webhook; signed as WhatsApp's. */
    boolean tell(String webhook) {
        try {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/webhooks/whatsapp/centro-cloud".formatted(port)))
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

    private static String signature(String body) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("test-app-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        kill();
    }
}
