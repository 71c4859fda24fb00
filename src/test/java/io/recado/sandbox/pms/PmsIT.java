package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Sandbox;
import io.recado.sandbox.demo.DemoData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PmsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final LocalDate TOMORROW =
            LocalDate.now(ZoneId.of("Europe/Madrid")).plusDays(1);

    private static Sandbox sandbox;
    private static JdbcClient database;

    @BeforeAll
    static void start() {
        String url = TestDatabase.emptyUrl();
        sandbox = Sandbox.start(Map.of("sandbox.port", 0, "sandbox.database.url", url));
        database = JdbcClient.create(new DriverManagerDataSource(url));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void fresh() throws Exception {
        assertThat(post("/sandbox/api/reset", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void readsEveryCitaOnceAlthoughAllBearTheSameStamp() throws Exception {
        Set<String> seen = new LinkedHashSet<>();
        int rows = 0;
        String cursor = "";
        do {
            JsonNode page = json(get("/clinicas/1/citas?incluirAnuladas=true&limite=20&cursor=" + cursor));
            for (JsonNode cita : page.get("datos")) {
                seen.add(cita.get("id").asText());
                rows++;
            }
            cursor = page.get("cursorSiguiente").asText("");
        } while (!cursor.equals("null") && !cursor.isEmpty());
        assertThat(database.sql("select count(distinct modificada_en) from pms.cita")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(seen).hasSize(rows);
        assertThat((long) rows)
                .isEqualTo(database.sql("select count(*) from pms.cita where clinica_id = 1")
                        .query(Long.class)
                        .single());
    }

    @Test
    void aChangeComesWithTheServersClockAsNextMark() throws Exception {
        String mark =
                json(get("/clinicas/1/citas?limite=1")).get("horaServidor").asText();
        String id = DemoData.tomorrowsCita(TOMORROW, 2);
        assertThat(order(id, "confirmar", "{}", "\"1\"", key()).statusCode()).isEqualTo(200);
        JsonNode page = json(get("/clinicas/1/citas?modificadasDesde=" + mark + "&expandir=cliente,profesional"));
        assertThat(page.get("datos")).anySatisfy(cita -> {
            assertThat(cita.get("id").asText()).isEqualTo(id);
            assertThat(cita.get("estado").asText()).isEqualTo("confirmada");
            assertThat(cita.at("/cliente/nombre").asText()).isEqualTo("Íñigo");
            assertThat(cita.at("/profesional/nombre").asText()).isNotBlank();
        });
    }

    @Test
    void deletedCitasAreShownForThirtyDays() throws Exception {
        String id = DemoData.tomorrowsCita(TOMORROW, 3);
        assertThat(post("/sandbox/api/pms/citas/" + id + "/eliminar", "{}").statusCode())
                .isEqualTo(200);
        assertThat(ids("incluirAnuladas=true")).contains(id);
        assertThat(ids("incluirAnuladas=false")).doesNotContain(id);
        database.sql("update pms.cita set modificada_en = now() - interval '31 days' where id = :id")
                .param("id", Long.parseLong(id.substring(2)))
                .update();
        assertThat(ids("incluirAnuladas=true")).doesNotContain(id);
        assertThat(get("/citas/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void anOldCursorHasToStartAnewAndAForeignOneIsNotTaken() throws Exception {
        String cursor =
                json(get("/clinicas/1/citas?limite=1")).get("cursorSiguiente").asText();
        Cursor read = Cursor.lee(cursor).orElseThrow();
        String old = new Cursor(read.desde().minusSeconds(700), read.consulta(), read.modificado(), read.id()).texto();
        HttpResponse<String> gone = get("/clinicas/1/citas?limite=1&cursor=" + old);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(json(gone).get("codigo").asText()).isEqualTo("CURSOR_CADUCADO");
        assertThat(get("/clinicas/2/citas?limite=1&cursor=" + cursor).statusCode())
                .isEqualTo(400);
        fault("cursor-expired", 1);
        assertThat(get("/clinicas/1/citas?limite=1&cursor=" + cursor).statusCode())
                .isEqualTo(410);
        assertThat(get("/clinicas/1/citas?limite=1&cursor=" + cursor).statusCode())
                .isEqualTo(200);
    }

    @Test
    void confirmsOnceAndSaysTheSameAgain() throws Exception {
        String id = DemoData.tomorrowsCita(TOMORROW, 1);
        assertThat(get("/citas/" + id).headers().firstValue("ETag")).contains("\"1\"");
        String key = key();
        HttpResponse<String> first =
                order(id, "confirmar", "{\"canal\":\"whatsapp\",\"origen\":\"hub\"}", "\"1\"", key);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("ETag")).contains("\"2\"");
        HttpResponse<String> again =
                order(id, "confirmar", "{\"canal\":\"whatsapp\",\"origen\":\"hub\"}", "\"1\"", key);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        HttpResponse<String> already = order(id, "confirmar", "{}", "\"2\"", key());
        assertThat(already.statusCode()).isEqualTo(200);
        assertThat(json(already)).isEqualTo(json(first));
        refused(order(id, "confirmar", "{}", "\"1\"", key()), 412, "VERSION_DISTINTA");
        refused(order(id, "anular", "{}", "\"2\"", key), 422, "CLAVE_REUTILIZADA");
    }

    @Test
    void refusesWhatTheStateTheVersionOrTheClockForbid() throws Exception {
        String id = DemoData.tomorrowsCita(TOMORROW, 4);
        refused(order("C-1", "confirmar", "{}", "*", key()), 404, "NO_ENCONTRADA");
        refused(order(id, "confirmar", "{}", null, key()), 428, "FALTA_VERSION");
        refused(order(id, "confirmar", "{}", "*", null), 400, "FALTA_CLAVE");
        String soon = OffsetDateTime.now().plusMinutes(5).toString();
        refused(order(id, "reagendar", "{\"inicio\":\"" + soon + "\"}", "*", key()), 422, "ANTELACION_MINIMA");
        HttpResponse<String> cancelled = order(id, "anular", "{\"motivo\":\"paciente\"}", "\"1\"", key());
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(json(cancelled).at("/huecoLiberado/inicio").asText())
                .isEqualTo(json(cancelled).get("inicio").asText());
        assertThat(json(cancelled).get("motivo").asText()).isEqualTo("paciente");
        refused(order(id, "confirmar", "{}", "\"2\"", key()), 409, "ESTADO_NO_PERMITE");
    }

    @Test
    void movesToANewCitaUnlessSomebodyIsThere() throws Exception {
        String id = DemoData.tomorrowsCita(TOMORROW, 5);
        JsonNode other = json(get("/citas/" + DemoData.tomorrowsCita(TOMORROW, 6)));
        String taken = "{\"inicio\":\"%s\",\"profesionalId\":%d,\"cabinaId\":%d}"
                .formatted(
                        other.get("inicio").asText(),
                        other.get("profesionalId").asLong(),
                        other.get("cabinaId").asLong());
        refused(order(id, "reagendar", taken, "\"1\"", key()), 409, "HUECO_OCUPADO");
        String free = TOMORROW.plusDays(40) + "T07:00:00+01:00";
        HttpResponse<String> moved = order(id, "reagendar", "{\"inicio\":\"" + free + "\"}", "\"1\"", key());
        assertThat(moved.statusCode()).isEqualTo(201);
        assertThat(json(moved).get("citaAnteriorId").asText()).isEqualTo(id);
        assertThat(json(moved).get("inicio").asText()).isEqualTo(free);
        assertThat(json(get("/citas/" + id)).get("estado").asText()).isEqualTo("reagendada");
        assertThat(moved.headers().firstValue("Location"))
                .contains("/flowww/v1/citas/" + json(moved).get("id").asText());
    }

    @Test
    void failsAsOrderedAndAsksForATokenFirst() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(sandbox.url() + "/flowww/v1/clinicas")))
                        .statusCode())
                .isEqualTo(401);
        fault("429", 1);
        HttpResponse<String> busy = get("/clinicas");
        refused(busy, 429, "DEMASIADAS_PETICIONES");
        assertThat(busy.headers().firstValue("Retry-After")).contains("2");
        fault("500", 1);
        assertThat(get("/clinicas").statusCode()).isEqualTo(500);
        fault("short", 1);
        assertThat(json(get("/clinicas/1/citas")).get("datos")).hasSize(10);
        fault("truncated", 1);
        assertThatThrownBy(() -> get("/clinicas/1/citas")).isInstanceOf(IOException.class);
        assertThat(get("/clinicas").statusCode()).isEqualTo(200);
    }

    @Test
    void aNewPhoneShowsAmongTheChangedPatients() throws Exception {
        String mark = json(get("/clientes?limite=1")).get("horaServidor").asText();
        assertThat(post("/sandbox/api/pms/clientes/13/telefono", "{\"numero\":\"600 000 013\"}")
                        .statusCode())
                .isEqualTo(204);
        JsonNode changed = json(get("/clientes?modificadosDesde=" + mark)).get("datos");
        assertThat(changed)
                .singleElement()
                .satisfies(c -> assertThat(c.at("/telefonos/0/numero").asText()).isEqualTo("600 000 013"));
        assertThat(json(get("/clientes?ids=1,2,999999")).get("datos")).hasSize(2);
    }

    private static void refused(HttpResponse<String> response, int status, String codigo) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(response).get("codigo").asText()).isEqualTo(codigo);
    }

    private static List<String> ids(String query) throws Exception {
        List<String> ids = new ArrayList<>();
        json(get("/clinicas/1/citas?limite=500&desde=%s&hasta=%s&%s".formatted(TOMORROW, TOMORROW.plusDays(1), query)))
                .get("datos")
                .forEach(cita -> ids.add(cita.get("id").asText()));
        return ids;
    }

    private static void fault(String kind, int times) throws Exception {
        assertThat(post("/sandbox/api/pms/faults", "{\"kind\":\"%s\",\"times\":%d}".formatted(kind, times))
                        .statusCode())
                .isEqualTo(204);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static HttpResponse<String> order(
            String id, String action, String body, @Nullable String version, @Nullable String key) throws Exception {
        HttpRequest.Builder request = authorized("/citas/" + id + "/" + action)
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

    private static HttpResponse<String> get(String path) throws Exception {
        return send(authorized(path));
    }

    private static HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url() + "/flowww/v1" + path))
                .header("Authorization", "Bearer sandbox-flowww-token");
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
