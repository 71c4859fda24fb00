package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.sandbox.demo.DemoData;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class PmsCommandsIT extends PmsTest {

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
        String free =
                EMPTY_DAY + "T07:00:00" + EMPTY_DAY.atTime(7, 0).atZone(MADRID).getOffset();
        HttpResponse<String> moved = order(id, "reagendar", "{\"inicio\":\"" + free + "\"}", "\"1\"", key());
        assertThat(moved.statusCode()).isEqualTo(201);
        assertThat(json(moved).get("citaAnteriorId").asText()).isEqualTo(id);
        assertThat(json(moved).get("inicio").asText()).isEqualTo(free);
        assertThat(json(get("/citas/" + id)).get("estado").asText()).isEqualTo("reagendada");
        assertThat(moved.headers().firstValue("Location"))
                .contains("/flowww/v1/citas/" + json(moved).get("id").asText());
    }

    @Test
    void whatTheDeskMovesStaysTheSameCitaAndFreesItsTime() throws Exception {
        String id = DemoData.tomorrowsCita(TOMORROW, 7);
        JsonNode before = read("/citas/" + id);
        String other = "{\"inicio\":\"%sT12:00:00+01:00\"}".formatted(EMPTY_DAY);
        assertThat(post("/sandbox/api/pms/citas/" + id + "/mover", other).statusCode())
                .isEqualTo(200);
        assertThat(read("/citas/" + id).get("version").asInt()).isEqualTo(2);
        String back = "{\"inicio\":\"%s\"}".formatted(before.get("inicio").asText());
        assertThat(post("/sandbox/api/pms/citas/" + id + "/mover", back).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCitaCanMoveIntoItsOwnTime() throws Exception {
        String booked = post(
                        "/sandbox/api/pms/citas",
                        "{\"clinicaId\":1,\"clienteId\":1,\"profesionalId\":2,\"minutos\":60,\"inicio\":\"%sT10:00:00+01:00\"}"
                                .formatted(EMPTY_DAY))
                .body();
        String id = JSON.readTree(booked).get("id").asText();
        HttpResponse<String> moved =
                order(id, "reagendar", "{\"inicio\":\"%sT10:30:00+01:00\"}".formatted(EMPTY_DAY), "\"1\"", key());
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(201);
    }
}
