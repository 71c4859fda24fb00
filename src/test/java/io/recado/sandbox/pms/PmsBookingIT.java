package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class PmsBookingIT extends PmsTest {

    private static final String TEN =
            EMPTY_DAY + "T10:00:00" + EMPTY_DAY.atTime(10, 0).atZone(MADRID).getOffset();
    private static final String NIGHT =
            EMPTY_DAY + "T03:00:00" + EMPTY_DAY.atTime(3, 0).atZone(MADRID).getOffset();

    @Test
    void booksAGapAndTakesItFromTheOthers() throws Exception {
        HttpResponse<String> booked = create("/citas", booking(1, TEN, "[1,13]", "ref-1"));
        assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
        JsonNode cita = json(booked);
        assertThat(booked.headers().firstValue("Location"))
                .contains("/flowww/v1/citas/" + cita.get("id").asText());
        assertThat(booked.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(cita.get("estado").asText()).isEqualTo("pendiente");
        assertThat(cita.get("origen").asText()).isEqualTo("recado");
        assertThat(cita.get("referenciaExterna").asText()).isEqualTo("ref-1");
        assertThat(cita.get("inicio").asText()).isEqualTo(TEN);
        assertThat(cita.get("fin").asText()).contains("T10:45:00");
        assertThat(cita.get("cabinaId").isNull()).isFalse();
        refused(
                create(
                        "/citas",
                        booking(
                                2,
                                TEN,
                                "[1]",
                                "ref-2",
                                cita.get("profesionalId").asLong())),
                409,
                "HUECO_OCUPADO");
        assertThat(create("/citas", booking(2, TEN, "[1]", "ref-2")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void theSameReferenceIsTheSameCitaForOneSystemAndAnotherOneForAnother() throws Exception {
        HttpResponse<String> first = create("/citas", booking(1, TEN, "[1]", "order-7"));
        String id = json(first).get("id").asText();
        HttpResponse<String> again = create("/citas", booking(1, TEN, "[1]", "order-7"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).get("id").asText()).isEqualTo(id);
        assertThat(order(id, "anular", "{}", "*", key()).statusCode()).isEqualTo(200);
        assertThat(json(create("/citas", booking(1, TEN, "[1]", "order-7")))
                        .get("estado")
                        .asText())
                .isEqualTo("anulada");
        HttpResponse<String> others = create("/citas", booking(1, TEN, "[1]", "order-7"), OTHER);
        assertThat(others.statusCode()).isEqualTo(201);
        assertThat(json(others).get("origen").asText()).isEqualTo("otro");
    }

    @Test
    void refusesWhatCannotBeBooked() throws Exception {
        refused(create("/citas", booking(1, NIGHT, "[1]", "r")), 422, "FUERA_DE_HORARIO");
        refused(create("/citas", booking(999_999, TEN, "[1]", "r")), 400, "PARAMETRO_INVALIDO");
        refused(create("/citas", booking(1, TEN, "[]", "r")), 400, "PARAMETRO_INVALIDO");
        refused(create("/citas", booking(1, TEN, "[1]", "r", 11)), 400, "PARAMETRO_INVALIDO");
        refused(create("/citas", booking(1, TEN, "[6,10]", "r")), 422, "SERVICIOS_INCOMPATIBLES");
        refused(create("/citas", "{\"clienteId\":1,\"clinicaId\":1}"), 400, "PARAMETRO_INVALIDO");
        refused(create("/citas", "{\"clienteId\":"), 400, "PARAMETRO_INVALIDO");
        refused(create("/citas", booking(1, "2020-01-07T10:00:00+01:00", "[1]", "r")), 422, "ANTELACION_MINIMA");
    }

    @Test
    void whatDoesNotGoTogetherDoesNotOnOneDayEither() throws Exception {
        assertThat(create("/citas", booking(3, TEN, "[7]", "laser")).statusCode())
                .isEqualTo(201);
        String noon = TEN.replace("T10", "T12");
        refused(create("/citas", booking(3, noon, "[10]", "peeling")), 422, "SERVICIOS_INCOMPATIBLES");
        assertThat(create(
                                "/citas",
                                booking(
                                        3,
                                        noon.replace(EMPTY_DAY.toString(), EMPTY_DAY.plusDays(1) + ""),
                                        "[10]",
                                        "peeling"))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void ofManyWhoBookOneGapAtOnceOneGetsIt() throws Exception {
        List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
        for (int n = 1; n <= 12; n++) {
            String body = booking(n, TEN, "[1]", "race-" + n, 1);
            String token = n % 2 == 0 ? RECADO : OTHER;
            calls.add(() -> create("/citas", body, token));
        }
        List<Integer> statuses = new ArrayList<>();
        for (HttpResponse<String> answer : atOnce(calls)) {
            statuses.add(answer.statusCode());
            if (answer.statusCode() != 201) {
                refused(answer, 409, "HUECO_OCUPADO");
            }
        }
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(11);
    }

    @Test
    void theSameReferenceSentManyTimesAtOnceBooksOnce() throws Exception {
        List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            calls.add(() -> create("/citas", booking(1, TEN, "[1]", "once")));
        }
        List<String> ids = new ArrayList<>();
        for (HttpResponse<String> answer : atOnce(calls)) {
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
            ids.add(json(answer).get("id").asText());
        }
        assertThat(ids.stream().distinct()).hasSize(1);
    }

    @Test
    void theDatabaseItselfLetsNobodyHaveTimeThatIsTaken() throws Exception {
        JsonNode cita = json(create("/citas", booking(1, TEN, "[1]", "mine")));
        String copy = """
                insert into pms.cita (id, clinica_id, profesional_id, cabina_id, inicio, fin, estado, origen, creada_en, modificada_en)
                select nextval('pms.cita_id'), clinica_id, %s, %s, inicio + interval '10 minutes', fin, 'pendiente', 'sql', now(), now()
                  from pms.cita where referencia_externa = 'mine'
                """;
        long who = cita.get("profesionalId").asLong() % 6 + 1;
        long where = cita.get("cabinaId").asLong() % 6 + 1;
        assertThatThrownBy(() ->
                        database().sql(copy.formatted("profesional_id", where)).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("ocupacion_profesional");
        assertThatThrownBy(
                        () -> database().sql(copy.formatted(who, "cabina_id")).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("ocupacion_cabina");
        assertThat(database().sql(copy.formatted(who, where)).update()).isEqualTo(1);
    }

    @Test
    void aHoldKeepsAGapForItsSystemUntilItIsUsed() throws Exception {
        JsonNode held = hold(TEN, 1, 60, RECADO);
        assertThat(held.get("id").asText()).startsWith("R-");
        assertThat(held.get("caducaEn").asText()).endsWith("Z");
        refused(create("/citas", booking(2, TEN, "[1]", "b", 1), OTHER), 409, "HUECO_OCUPADO");
        refused(create("/citas", booking(2, TEN, "[1]", "b", 1), RECADO), 409, "HUECO_OCUPADO");
        assertThat(texts(read(gapsOfOne()), "inicio")).doesNotContain(TEN);
        String using = "{\"clienteId\":1,\"referenciaExterna\":\"held\",\"retencionId\":\"%s\"}"
                .formatted(held.get("id").asText());
        refused(create("/citas", using, OTHER), 409, "RETENCION_CADUCADA");
        HttpResponse<String> booked = create("/citas", using);
        assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
        assertThat(json(booked).get("inicio").asText()).isEqualTo(TEN);
        assertThat(json(booked).get("servicios")).hasSize(1);
        assertThat(json(create("/citas", using)).get("id"))
                .isEqualTo(json(booked).get("id"));
        refused(create("/citas", using.replace("\"held\"", "\"again\"")), 409, "RETENCION_CADUCADA");
        refused(get("/retenciones/" + held.get("id").asText()), 404, "NO_ENCONTRADA");
    }

    @Test
    void aHoldIsOverWhenItsTimeIsUpOrItIsGivenBack() throws Exception {
        String first = hold(TEN, 1, 60, RECADO).get("id").asText();
        assertThat(get("/retenciones/" + first).statusCode()).isEqualTo(200);
        refused(delete("/retenciones/" + first, OTHER), 404, "NO_ENCONTRADA");
        assertThat(delete("/retenciones/" + first, RECADO).statusCode()).isEqualTo(204);
        String second = hold(TEN, 1, 60, OTHER).get("id").asText();
        assertThat(post("/sandbox/api/clock", "{\"advance\":\"PT61S\"}").statusCode())
                .isEqualTo(200);
        assertThat(texts(read(gapsOfOne()), "inicio")).contains(TEN);
        assertThat(create("/citas", booking(2, TEN, "[1]", "b", 1)).statusCode())
                .isEqualTo(201);
        String late = "{\"clienteId\":1,\"referenciaExterna\":\"late\",\"retencionId\":\"%s\"}".formatted(second);
        refused(create("/citas", late, OTHER), 409, "RETENCION_CADUCADA");
    }

    @Test
    void holdsAreShortAndWithinTheRulesOfBooking() throws Exception {
        String ask = "{\"inicio\":\"%s\",\"servicios\":[1],\"segundos\":%d}";
        refused(create("/clinicas/1/huecos/retener", ask.formatted(TEN, 901)), 400, "PARAMETRO_INVALIDO");
        refused(create("/clinicas/1/huecos/retener", ask.formatted(TEN, 9)), 400, "PARAMETRO_INVALIDO");
        refused(create("/clinicas/1/huecos/retener", ask.formatted(NIGHT, 60)), 422, "FUERA_DE_HORARIO");
        refused(create("/clinicas/9/huecos/retener", ask.formatted(TEN, 60)), 404, "NO_ENCONTRADA");
        assertThat(database()
                        .sql("select count(*) from pms.retencion")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static JsonNode hold(String start, long professional, int seconds, String token) throws Exception {
        HttpResponse<String> answer = create(
                "/clinicas/1/huecos/retener",
                "{\"inicio\":\"%s\",\"servicios\":[1],\"profesionalId\":%d,\"segundos\":%d}"
                        .formatted(start, professional, seconds),
                token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static List<HttpResponse<String>> atOnce(List<Callable<HttpResponse<String>>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static String gapsOfOne() {
        return "/clinicas/1/huecos?desde=%s&hasta=%s&servicios=1&profesionalId=1"
                .formatted(EMPTY_DAY, EMPTY_DAY.plusDays(1));
    }

    private static String booking(long patient, String start, String services, String reference) {
        return "{\"clienteId\":%d,\"clinicaId\":1,\"inicio\":\"%s\",\"servicios\":%s,\"referenciaExterna\":\"%s\"}"
                .formatted(patient, start, services, reference);
    }

    private static String booking(long patient, String start, String services, String reference, long professional) {
        return booking(patient, start, services, reference)
                .replaceFirst("}$", ",\"profesionalId\":" + professional + "}");
    }
}
