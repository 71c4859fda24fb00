package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Patients and the waiting list. */
class PmsPatientsIT extends PmsTest {

    private static final String NEW = """
            {"nombre":"Noa","apellidos":"Prats","telefonos":[{"numero":"600 12 34 56","tipo":"movil"},{"numero":"910000001","tipo":"fijo"}],
             "fechaNacimiento":"1990-02-28","idioma":"ca","clinicaPreferidaId":1,
             "consentimientos":{"recordatorios":true,"publicidadWhatsApp":false}}
            """;

    @Test
    void aNewPatientIsAmongTheChangedOnesAndFoundByEitherPhone() throws Exception {
        String mark = read("/clientes?limite=1").get("horaServidor").asText();
        HttpResponse<String> made = create("/clientes", NEW);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode patient = json(made);
        assertThat(patient.at("/consentimientos/recordatorios").asBoolean()).isTrue();
        assertThat(patient.at("/consentimientos/publicidadEmail").isNull()).isTrue();
        assertThat(patient.at("/consentimientos/fecha").asText()).endsWith("Z");
        assertThat(read("/clientes/" + patient.get("id").asText())).isEqualTo(patient);
        assertThat(texts(read("/clientes?modificadosDesde=" + mark).get("datos"), "id"))
                .contains(patient.get("id").asText());
        for (String typed : new String[] {"600123456", "%2B34600123456", "0034%20600-12-34-56", "910000001"}) {
            assertThat(texts(read("/clientes?telefono=" + typed).get("datos"), "nombre"))
                    .contains("Noa");
        }
        assertThat(read("/clientes?telefono=611999888").get("datos")).isEmpty();
    }

    @Test
    void aRepeatedRequestMakesOnePatient() throws Exception {
        String key = key();
        JsonNode first = json(add(NEW, key));
        HttpResponse<String> again = add(NEW, key);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(json(again)).isEqualTo(first);
        refused(add(NEW.replace("Noa", "Joan"), key), 422, "CLAVE_REUTILIZADA");
        refused(create("/clientes", "{\"apellidos\":\"Prats\"}"), 400, "PARAMETRO_INVALIDO");
        refused(create("/clientes", NEW.replace("\"movil\"", "\"satelite\"")), 400, "PARAMETRO_INVALIDO");
    }

    @Test
    void aPhoneIsMendedUnlessItIsAnotherOneByNow() throws Exception {
        JsonNode patient = json(create("/clientes", NEW));
        String path = "/clientes/" + patient.get("id").asText() + "/telefono";
        String mended = "{\"numero\":\"+34611223344\",\"tipo\":\"movil\",\"anterior\":\"600123456\"}";

        HttpResponse<String> answer = mend(path, mended);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(texts(json(answer).get("telefonos"), "numero")).containsExactly("+34611223344", "910000001");
        assertThat(mend(path, mended).statusCode()).as("done already").isEqualTo(200);
        refused(mend(path, mended.replace("600123456", "699000000").replace("611", "622")), 409, "TELEFONO_DISTINTO");
        refused(mend("/clientes/999999/telefono", mended), 404, "NO_ENCONTRADA");
        refused(mend(path, "{}"), 400, "PARAMETRO_INVALIDO");
        refused(create(path, mended), 400, "FALTA_CLAVE");
    }

    private static HttpResponse<String> mend(String path, String body) throws Exception {
        return send(api(path, RECADO)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key())
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void somebodyWaitsIsToldAndIsAttendedTo() throws Exception {
        HttpResponse<String> made = create("/clinicas/1/lista-espera", """
                {"clienteId":4,"servicios":[1,13],"franjas":[{"dia":2,"desde":"09:00","hasta":"12:30"}],"validaHasta":"%s"}
                """.formatted(TOMORROW.plusDays(5)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode entry = json(made);
        assertThat(entry.get("duracionMin").asInt()).isEqualTo(45);
        assertThat(entry.get("estado").asText()).isEqualTo("activa");
        assertThat(entry.at("/franjas/0").toString()).isEqualTo("{\"dia\":2,\"desde\":\"09:00\",\"hasta\":\"12:30\"}");
        String path = "/lista-espera/" + entry.get("id").asText();
        assertThat(texts(read("/clinicas/1/lista-espera?estado=activa").get("datos"), "id"))
                .contains(entry.get("id").asText());
        HttpResponse<String> told = patch(path, "{\"estado\":\"avisada\"}", "\"1\"");
        assertThat(told.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(json(told).get("franjas")).isEqualTo(entry.get("franjas"));
        refused(patch(path, "{\"estado\":\"atendida\"}", "\"1\""), 412, "VERSION_DISTINTA");
        assertThat(patch(path, "{\"estado\":\"atendida\"}", null).statusCode()).isEqualTo(200);
        refused(patch(path, "{\"estado\":\"activa\"}", null), 409, "ESTADO_NO_PERMITE");
        refused(patch(path, "{\"estado\":\"dormida\"}", null), 400, "PARAMETRO_INVALIDO");
    }

    @Test
    void anEntryIsOverAfterItsLastDayUntilThatIsPutOff() throws Exception {
        LocalDate today = TOMORROW.minusDays(1);
        String id = json(create(
                        "/clinicas/1/lista-espera",
                        "{\"clienteId\":4,\"servicios\":[1],\"validaHasta\":\"%s\"}".formatted(today)))
                .get("id")
                .asText();
        assertThat(read("/lista-espera/" + id).get("estado").asText()).isEqualTo("activa");
        post("/sandbox/api/clock", "{\"advance\":\"P2D\"}");
        assertThat(read("/lista-espera/" + id).get("estado").asText()).isEqualTo("caducada");
        JsonNode longer = json(patch(
                "/lista-espera/" + id,
                "{\"estado\":\"activa\",\"validaHasta\":\"%s\"}".formatted(today.plusDays(9)),
                null));
        assertThat(longer.get("estado").asText()).isEqualTo("activa");
    }

    @Test
    void theDemonstrationHasPeopleWaitingInBothClinics() throws Exception {
        for (int clinic = 1; clinic <= 2; clinic++) {
            assertThat(texts(read("/clinicas/" + clinic + "/lista-espera").get("datos"), "estado"))
                    .hasSize(5)
                    .contains("activa", "avisada");
        }
    }

    @Test
    void refusesAnEntryThatMakesNoSense() throws Exception {
        String ask = "{\"clienteId\":%d,\"servicios\":%s,\"franjas\":%s}";
        refused(create("/clinicas/1/lista-espera", ask.formatted(999_999, "[1]", "[]")), 400, "PARAMETRO_INVALIDO");
        refused(create("/clinicas/1/lista-espera", ask.formatted(4, "[]", "[]")), 400, "PARAMETRO_INVALIDO");
        refused(create("/clinicas/8/lista-espera", ask.formatted(4, "[1]", "[]")), 404, "NO_ENCONTRADA");
        HttpResponse<String> backwards = create(
                "/clinicas/1/lista-espera",
                ask.formatted(4, "[1]", "[{\"dia\":2,\"desde\":\"12:00\",\"hasta\":\"09:00\"}]"));
        refused(backwards, 400, "PARAMETRO_INVALIDO");
        assertThat(json(backwards).get("detail").asText()).contains("franja");
        refused(get("/lista-espera/999999"), 404, "NO_ENCONTRADA");
    }

    private static HttpResponse<String> add(String body, String key) throws Exception {
        return send(api("/clientes")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> patch(String path, String body, @Nullable String version) throws Exception {
        var request =
                api(path).header("Content-Type", "application/json").method("PATCH", BodyPublishers.ofString(body));
        if (version != null) {
            request.header("If-Match", version);
        }
        return send(request);
    }
}
