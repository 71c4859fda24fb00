package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Sandbox;
import io.recado.sandbox.demo.DemoData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PmsFaultsIT extends PmsTest {

    private static final String AGENDA = "/clinicas/1/citas?limite=50";

    @Test
    void refusesForATime() throws Exception {
        fault("{\"kind\":\"429\",\"times\":2,\"seconds\":7}");
        for (int n = 0; n < 2; n++) {
            HttpResponse<String> busy = get("/clinicas");
            refused(busy, 429, "DEMASIADAS_PETICIONES");
            assertThat(busy.headers().firstValue("Retry-After")).contains("7");
        }
        fault("{\"kind\":\"500\"}");
        refused(get("/clinicas"), 500, "ERROR_INTERNO");
        fault("{\"kind\":\"503\"}");
        HttpResponse<String> down = get("/clinicas");
        refused(down, 503, "NO_DISPONIBLE");
        assertThat(down.headers().firstValue("Retry-After")).contains("2");
        fault("{\"kind\":\"token-expired\"}");
        HttpResponse<String> expired = get("/clinicas");
        refused(expired, 401, "TOKEN_CADUCADO");
        assertThat(expired.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(get("/clinicas").statusCode()).isEqualTo(200);
    }

    @Test
    void answersSlowly() throws Exception {
        fault("{\"kind\":\"slow\",\"seconds\":1}");
        Instant before = Instant.now();
        assertThat(get("/clinicas").statusCode()).isEqualTo(200);
        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void breaksTheConnectionAndNothingWasDone() throws Exception {
        String cita = DemoData.tomorrowsCita(TOMORROW, 2);
        fault("{\"kind\":\"reset\",\"scope\":\"POST /citas/**\"}");
        assertThatThrownBy(() -> order(cita, "confirmar", "{}", "\"1\"", key())).isInstanceOf(IOException.class);
        assertThat(read("/citas/" + cita).get("estado").asText()).isEqualTo("pendiente");
        assertThat(order(cita, "confirmar", "{}", "\"1\"", key()).statusCode()).isEqualTo(200);
    }

    @Test
    void forgetsACursor() throws Exception {
        String cursor = read(AGENDA).get("cursorSiguiente").asText();
        fault("{\"kind\":\"cursor-expired\"}");
        assertThat(get(AGENDA).statusCode()).isEqualTo(200);
        refused(get(AGENDA + "&cursor=" + cursor), 410, "CURSOR_CADUCADO");
        assertThat(get(AGENDA + "&cursor=" + cursor).statusCode()).isEqualTo(200);
    }

    @Test
    void somebodyChangesTheCitaJustBeforeTheCommand() throws Exception {
        String cita = DemoData.tomorrowsCita(TOMORROW, 2);
        fault("{\"kind\":\"version-conflict\"}");
        HttpResponse<String> late = order(cita, "confirmar", "{}", "\"1\"", key());
        refused(late, 412, "VERSION_DISTINTA");
        assertThat(json(late).get("versionActual").asInt()).isEqualTo(2);
        assertThat(order(cita, "confirmar", "{}", "\"2\"", key()).statusCode()).isEqualTo(200);
    }

    @Test
    void cutsAnswersShortInThreeWays() throws Exception {
        fault("{\"kind\":\"truncated\"}");
        assertThatThrownBy(() -> get(AGENDA)).isInstanceOf(IOException.class);
        fault("{\"kind\":\"cut-json\"}");
        HttpResponse<String> half = get(AGENDA);
        assertThat(half.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> json(half)).isInstanceOf(JsonProcessingException.class);
        fault("{\"kind\":\"short\"}");
        JsonNode few = read(AGENDA);
        assertThat(few.get("datos")).hasSize(5);
        assertThat(few.get("cursorSiguiente").isNull()).isTrue();
        assertThat(read(AGENDA).get("datos")).hasSize(50);
    }

    @Test
    void itsClockIsOff() throws Exception {
        fault("{\"kind\":\"clock-skew\",\"seconds\":-600}");
        read("/clinicas");
        Instant server = Instant.parse(read(AGENDA).get("horaServidor").asText());
        assertThat(Duration.between(server, Instant.now())).isBetween(Duration.ofSeconds(590), Duration.ofSeconds(630));
        Instant right = Instant.parse(read(AGENDA).get("horaServidor").asText());
        assertThat(Duration.between(right, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aFieldHasAnotherNameAfterAnUpgrade() throws Exception {
        fault("{\"kind\":\"renamed-field\",\"scope\":\"/citas/*\"}");
        assertThat(read(AGENDA).at("/datos/0").has("inicio")).isTrue();
        JsonNode renamed = read("/citas/" + DemoData.tomorrowsCita(TOMORROW, 2));
        assertThat(renamed.has("inicio")).isFalse();
        assertThat(renamed.get("fechaInicio").asText()).contains("T");
        fault("{\"kind\":\"renamed-field\",\"field\":\"estado\",\"to\":\"situacion\"}");
        assertThat(read(AGENDA).at("/datos/0").get("situacion").isTextual()).isTrue();
    }

    @Test
    void armedFaultsAreSeenAndTakenBack() throws Exception {
        fault("{\"kind\":\"500\",\"times\":3,\"scope\":\"/clinicas\"}");
        fault("{\"kind\":\"503\"}");
        get("/clinicas");
        JsonNode armed = armed();
        assertThat(armed).hasSize(2);
        assertThat(armed.get(0).get("kind").asText()).isEqualTo("500");
        assertThat(armed.get(0).get("times").asInt()).isEqualTo(2);
        assertThat(armed.get(0).get("scope").asText()).isEqualTo("/clinicas");
        String first = "/sandbox/api/pms/faults/" + armed.get(0).get("id").asText();
        assertThat(send(HttpRequest.newBuilder(URI.create(url() + first)).DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(send(HttpRequest.newBuilder(URI.create(url() + first)).DELETE())
                        .statusCode())
                .isEqualTo(404);
        fault("{\"kind\":\"503\",\"times\":0}");
        assertThat(armed()).isEmpty();
        fault("{\"kind\":\"slow\"}");
        post("/sandbox/api/reset", "{}");
        assertThat(armed()).isEmpty();
        refused(post("/sandbox/api/pms/faults", "{\"kind\":\"flood\"}"), 400, "PARAMETRO_INVALIDO");
    }

    @Test
    void armedFaultsSurviveARestartAndTokensHaveTheirOwnLimit() throws Exception {
        Map<String, Object> settings = Map.of(
                "sandbox.port",
                0,
                "sandbox.database.url",
                TestDatabase.emptyUrl(),
                "sandbox.pms.requests-per-second",
                "0.05",
                "sandbox.pms.burst",
                "3");
        try (Sandbox first = Sandbox.start(settings)) {
            HttpResponse<String> ordered =
                    send(HttpRequest.newBuilder(URI.create(first.url() + "/sandbox/api/pms/faults"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"500\"}")));
            assertThat(ordered.statusCode()).isEqualTo(204);
        }
        try (Sandbox second = Sandbox.start(settings)) {
            refused(clinics(second, RECADO), 500, "ERROR_INTERNO");
            assertThat(clinics(second, RECADO).statusCode()).isEqualTo(200);
            assertThat(clinics(second, RECADO).statusCode()).isEqualTo(200);
            HttpResponse<String> tooMany = clinics(second, RECADO);
            refused(tooMany, 429, "DEMASIADAS_PETICIONES");
            assertThat(tooMany.headers().firstValue("Retry-After").orElse("0")).matches("[1-9]|1[0-9]|20");
            assertThat(clinics(second, OTHER).statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> clinics(Sandbox sandbox, String token) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(sandbox.url() + "/flowww/v1/clinicas"))
                .header("Authorization", "Bearer " + token));
    }

    private static JsonNode armed() throws Exception {
        return json(send(HttpRequest.newBuilder(URI.create(url() + "/sandbox/api/pms/faults"))))
                .get("armed");
    }
}
