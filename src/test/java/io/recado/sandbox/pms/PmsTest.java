package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A running sandbox, shared by the tests of the PMS and as good as new before each of them, and a client system that asks it. */
abstract class PmsTest {

    static final ObjectMapper JSON = new ObjectMapper();
    static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    static final LocalDate TOMORROW = LocalDate.now(MADRID).plusDays(1);
    /** A day that the demonstration has nothing on. */
    static final LocalDate EMPTY_DAY = TOMORROW.plusDays(40);

    static final String RECADO = "sandbox-flowww-token";
    static final String OTHER = "sandbox-flowww-otro";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeEach
    void fresh() throws Exception {
        assertThat(post("/sandbox/api/reset", "{}").statusCode()).isEqualTo(200);
    }

    static String url() {
        return Running.SANDBOX.url();
    }

    static JdbcClient database() {
        return Running.DATABASE;
    }

    static HttpResponse<String> get(String path) throws Exception {
        return send(api(path));
    }

    static JsonNode read(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    static HttpResponse<String> create(String path, String body) throws Exception {
        return create(path, body, RECADO);
    }

    static HttpResponse<String> create(String path, String body, String token) throws Exception {
        return send(api(path, token).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    static HttpResponse<String> delete(String path, String token) throws Exception {
        return send(api(path, token).DELETE());
    }

    /** A command for a cita. */
    static HttpResponse<String> order(
            String id, String action, String body, @Nullable String version, @Nullable String key) throws Exception {
        HttpRequest.Builder request = api("/citas/" + id + "/" + action)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (version != null) {
            request.header("If-Match", version);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request);
    }

    /** What the desk does. */
    static HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    static void fault(String body) throws Exception {
        HttpResponse<String> response = post("/sandbox/api/pms/faults", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    }

    static HttpRequest.Builder api(String path) {
        return api(path, RECADO);
    }

    static HttpRequest.Builder api(String path, String token) {
        return HttpRequest.newBuilder(URI.create(url() + "/flowww/v1" + path))
                .header("Authorization", "Bearer " + token);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static List<String> texts(Iterable<JsonNode> rows, String field) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.get(field).asText()));
        return texts;
    }

    static void refused(HttpResponse<String> response, int status, String codigo) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("codigo").asText()).isEqualTo(codigo);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).isNotBlank();
    }

    private static final class Running {

        private static final String DATABASE_URL = TestDatabase.emptyUrl();
        private static final Sandbox SANDBOX = Sandbox.start(Map.of(
                "sandbox.port",
                0,
                "sandbox.database.url",
                DATABASE_URL,
                "sandbox.pms.retry-first",
                "200ms",
                "sandbox.pms.retry-most",
                "400ms"));
        private static final JdbcClient DATABASE = JdbcClient.create(new DriverManagerDataSource(DATABASE_URL));
    }
}
