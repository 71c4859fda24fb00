package io.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The demo as {@code mvn spring-boot:run} starts it, with sandbox and embedded servers, on free ports and a data folder of its own. */
final class DemoHub implements AutoCloseable {

    static final String PASSWORD = "journey-password";

    private static final String TOKEN = "journey-token";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final int port = freePort();
    private final int sandboxPort = freePort();
    private final ConfigurableApplicationContext context;

    DemoHub() {
        context = new SpringApplicationBuilder(Recado.class)
                .profiles("demo")
                .run(
                        "--RECADO_PORT=" + port,
                        "--RECADO_SANDBOX_PORT=" + sandboxPort,
                        "--RECADO_DATA="
                                + Path.of(
                                        "target", "test-data", UUID.randomUUID().toString()),
                        "--RECADO_API_TOKEN=" + TOKEN,
                        "--RECADO_ADMIN_PASSWORD=" + PASSWORD,
                        "--recado.console.change-first-password=false");
        until("the sandbox answers", () -> status(request(sandbox("/sandbox/api/stats"))) == 200);
    }

    /** Where its console answers. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    JsonNode api(String path) {
        return read(request(URI.create("http://127.0.0.1:%d/api/v1%s".formatted(port, path)))
                .header("Authorization", "Bearer " + TOKEN));
    }

    JsonNode post(String path) {
        return read(request(URI.create("http://127.0.0.1:%d/api/v1%s".formatted(port, path)))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** All pages of a list of the REST interface. */
    List<JsonNode> all(String path) {
        var items = new ArrayList<JsonNode>();
        JsonNode page = api(path);
        page.get("items").forEach(items::add);
        while (!page.get("next").isNull()) {
            page = api(path + (path.contains("?") ? "&" : "?") + "cursor="
                    + page.get("next").asText());
            page.get("items").forEach(items::add);
        }
        return items;
    }

    /** What the person with this number sees, oldest first. */
    List<JsonNode> chat(String number) {
        return list(read(request(sandbox("/sandbox/api/phones/" + digits(number) + "/messages"))));
    }

    void tap(String number, String wamid, String button) {
        read(request(sandbox("/sandbox/api/phones/" + digits(number) + "/tap"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.createObjectNode()
                        .put("wamid", wamid)
                        .put("button", button)
                        .toString())));
    }

    void write(String number, String text, String phoneNumberId) {
        read(request(sandbox("/sandbox/api/phones/" + digits(number) + "/write"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.createObjectNode()
                        .put("text", text)
                        .put("phoneNumberId", phoneNumberId)
                        .toString())));
    }

    /** Something of the PMS, as an integration user reads it. */
    JsonNode pms(String path) {
        return read(request(sandbox("/flowww/v1" + path)).header("Authorization", "Bearer sandbox-flowww-token"));
    }

    JsonNode stats() {
        return read(request(sandbox("/sandbox/api/stats")));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    static void until(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(condition);
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String digits(String number) {
        return number.replaceAll("[^0-9]", "");
    }

    private URI sandbox(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(sandboxPort, path));
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    }

    private int status(HttpRequest.Builder request) {
        return send(request).statusCode();
    }

    private JsonNode read(HttpRequest.Builder request) {
        var response = send(request);
        assertThat(response.statusCode())
                .as("%s said %s", response.uri().getPath(), response.body())
                .isBetween(200, 299);
        try {
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
