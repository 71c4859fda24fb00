package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Sandbox;
import io.recado.sandbox.demo.DemoData;
import io.recado.sandbox.pms.Subscriber.Heard;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PmsWebhooksIT extends PmsTest {

    private Subscriber subscriber;

    @BeforeEach
    void listen() throws Exception {
        subscriber = new Subscriber();
    }

    @AfterEach
    void stop() {
        subscriber.close();
    }

    @Test
    void tellsWhatBecomesOfACitaSignedWithTheSecretOfTheSubscription() throws Exception {
        JsonNode subscription = subscribe("");
        String secret = subscription.get("secreto").asText();
        String cita = DemoData.tomorrowsCita(TOMORROW, 2);
        assertThat(order(cita, "confirmar", "{}", "*", key()).statusCode()).isEqualTo(200);
        Heard told = hear(1).getFirst();
        assertThat(told.type()).isEqualTo("cita.confirmada");
        assertThat(told.cita()).isEqualTo(cita);
        assertThat(told.json().get("version").asInt()).isEqualTo(2);
        assertThat(told.json().get("id").asText()).startsWith("E-");
        assertThat(Instant.parse(told.json().get("ocurridoEn").asText()))
                .isBetween(Instant.now().minusSeconds(20), Instant.now().plusSeconds(1));
        assertThat(told.json().properties()).hasSize(5);
        assertThat(told.signature()).isEqualTo(Firma.de(secret, Long.parseLong(told.moment()), told.body()));
        assertThat(Long.parseLong(told.moment()))
                .isBetween(Instant.now().getEpochSecond() - 20, Instant.now().getEpochSecond() + 1);
    }

    @Test
    void everyKindOfChangeHasItsEvent() throws Exception {
        subscribe("");
        String[] people = new String[] {"confirmar", "anular", "eliminar", "faltar", "asistir"};
        for (int n = 0; n < people.length; n++) {
            post("/sandbox/api/pms/citas/" + DemoData.tomorrowsCita(TOMORROW, n + 2L) + "/" + people[n], "{}");
        }
        String moved = DemoData.tomorrowsCita(TOMORROW, 8);
        String start = EMPTY_DAY + "T10:00:00+01:00";
        assertThat(order(moved, "reagendar", "{\"inicio\":\"" + start + "\"}", "*", key())
                        .statusCode())
                .isEqualTo(201);
        assertThat(hear(7))
                .extracting(Heard::type)
                .containsExactlyInAnyOrder(
                        "cita.confirmada",
                        "cita.anulada",
                        "cita.eliminada",
                        "cita.no_asistida",
                        "cita.modificada",
                        "cita.modificada",
                        "cita.creada");
        post("/sandbox/api/pms/citas/" + DemoData.tomorrowsCita(TOMORROW, 9) + "/confirmar", "{}");
        assertThat(hear(8)).extracting(heard -> heard.json().get("id").asText()).doesNotHaveDuplicates();
    }

    @Test
    void aSubscriberHearsOnlyWhatItAskedForAndUntilItLeaves() throws Exception {
        String id = subscribe(",\"eventos\":[\"cita.anulada\"]").get("id").asText();
        assertThat(read("/webhooks").get("datos")).singleElement().satisfies(one -> {
            assertThat(one.get("eventos").toString()).isEqualTo("[\"cita.anulada\"]");
            assertThat(one.has("secreto")).isFalse();
        });
        String cita = DemoData.tomorrowsCita(TOMORROW, 2);
        order(cita, "confirmar", "{}", "*", key());
        order(cita, "anular", "{}", "*", key());
        assertThat(hear(1)).extracting(Heard::type).containsExactly("cita.anulada");
        refused(delete("/webhooks/" + id, OTHER), 404, "NO_ENCONTRADA");
        assertThat(delete("/webhooks/" + id, RECADO).statusCode()).isEqualTo(204);
        order(DemoData.tomorrowsCita(TOMORROW, 3), "anular", "{}", "*", key());
        assertThat(database()
                        .sql("select count(*) from pms.aviso")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void onlyThisMachineCanSubscribeAndOnlyToWhatThereIs() throws Exception {
        for (String url : List.of(
                "https://example.org/hook", "ftp://127.0.0.1/x", "127.0.0.1:80", "http://127.0.0.1.example.org/")) {
            refused(create("/webhooks", "{\"url\":\"" + url + "\"}"), 400, "PARAMETRO_INVALIDO");
        }
        refused(
                create("/webhooks", "{\"url\":\"http://127.0.0.1:1/\",\"eventos\":[\"cita.pagada\"]}"),
                400,
                "PARAMETRO_INVALIDO");
    }

    @Test
    void whatIsNotAnsweredWith2xxComesAgain() throws Exception {
        subscribe("");
        subscriber.answers(500);
        order(DemoData.tomorrowsCita(TOMORROW, 2), "confirmar", "{}", "*", key());
        hear(3);
        // who has heard has not answered yet: the third could still be answered with 200
        await().untilAsserted(() -> assertThat(tries()).isGreaterThanOrEqualTo(3));
        subscriber.answers(200);
        await().untilAsserted(() -> assertThat(state()).isEqualTo("entregado"));
        assertThat(subscriber.heard())
                .extracting(heard -> heard.json().get("id").asText())
                .containsOnly(subscriber.heard().getFirst().json().get("id").asText());
        assertThat(tries()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void afterADayItIsGivenUp() throws Exception {
        subscribe("");
        subscriber.answers(503);
        order(DemoData.tomorrowsCita(TOMORROW, 2), "confirmar", "{}", "*", key());
        hear(2);
        assertThat(state()).isEqualTo("pendiente");
        post("/sandbox/api/clock", "{\"advance\":\"PT24H\"}");
        await().untilAsserted(() -> assertThat(state()).isEqualTo("abandonado"));
        assertThat(database()
                        .sql("select ultima_respuesta from pms.aviso")
                        .query(String.class)
                        .single())
                .isEqualTo("503");
    }

    @Test
    void webhooksAreLostDoubledAndOvertakenAsOrdered() throws Exception {
        subscribe("");
        fault("{\"kind\":\"webhook-lost\"}");
        order(DemoData.tomorrowsCita(TOMORROW, 2), "confirmar", "{}", "*", key());
        await().untilAsserted(() -> assertThat(state()).isEqualTo("perdido"));
        fault("{\"kind\":\"webhook-doubled\",\"scope\":\"cita.confirmada\"}");
        String doubled = DemoData.tomorrowsCita(TOMORROW, 3);
        order(doubled, "confirmar", "{}", "*", key());
        assertThat(hear(2)).extracting(Heard::cita).containsExactly(doubled, doubled);
        fault("{\"kind\":\"webhook-reordered\",\"seconds\":600}");
        String cita = DemoData.tomorrowsCita(TOMORROW, 4);
        order(cita, "confirmar", "{}", "*", key());
        await().until(() -> !json(send(HttpRequest.newBuilder(URI.create(url() + "/sandbox/api/pms/faults"))))
                .toString()
                .contains("webhook-reordered"));
        order(cita, "anular", "{}", "*", key());
        hear(3);
        post("/sandbox/api/clock", "{\"advance\":\"PT10M\"}");
        assertThat(hear(4).subList(2, 4)).extracting(Heard::type).containsExactly("cita.anulada", "cita.confirmada");
    }

    @Test
    void whatWasNotToldYetIsToldAfterARestart() throws Exception {
        String url = TestDatabase.emptyUrl();
        Map<String, Object> settings =
                Map.of("sandbox.port", 0, "sandbox.database.url", url, "sandbox.pms.retry-first", "300ms");
        subscriber.answers(500);
        try (Sandbox first = Sandbox.start(settings)) {
            postTo(first, "/webhooks", "{\"url\":\"" + subscriber.url() + "\"}");
            postTo(first, "/citas/" + DemoData.tomorrowsCita(TOMORROW, 2) + "/confirmar", "{}");
            hear(1);
        }
        int before = subscriber.heard().size();
        subscriber.answers(204);
        try (Sandbox second = Sandbox.start(settings)) {
            hear(before + 1);
            JdbcClient database = JdbcClient.create(new DriverManagerDataSource(url));
            await().untilAsserted(() -> assertThat(database.sql("select estado from pms.aviso")
                            .query(String.class)
                            .single())
                    .isEqualTo("entregado"));
            assertThat(second.port()).isPositive();
        }
    }

    private JsonNode subscribe(String more) throws Exception {
        HttpResponse<String> answer = create("/webhooks", "{\"url\":\"%s\"%s}".formatted(subscriber.url(), more));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    /** Waits for so many webhooks. */
    private List<Heard> hear(int many) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(subscriber.heard()).hasSizeGreaterThanOrEqualTo(many));
        return subscriber.heard();
    }

    private static int tries() {
        return database()
                .sql("select intentos from pms.aviso")
                .query(Integer.class)
                .single();
    }

    private static String state() {
        return database()
                .sql("select estado from pms.aviso")
                .query(String.class)
                .single();
    }

    private static void postTo(Sandbox sandbox, String path, String body) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(sandbox.url() + "/flowww/v1" + path))
                .header("Authorization", "Bearer " + RECADO)
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .header("Idempotency-Key", key())
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }
}
