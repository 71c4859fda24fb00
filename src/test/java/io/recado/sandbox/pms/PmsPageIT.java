package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.sandbox.demo.DemoData;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;

/** Every form of the pages, sent as a browser sends it. */
class PmsPageIT extends PmsTest {

    private static final String OFFSET =
            EMPTY_DAY.atTime(10, 0).atZone(MADRID).getOffset().toString();

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @Test
    void theAgendaBooksMovesAndChangesCitas() throws Exception {
        submit("/pms/citas", "cliente=4&profesional=2&servicio=3&inicio=" + EMPTY_DAY + "T10:00", "Done: C-");
        String id = cita("cliente_id = 4 and origen = 'mostrador'");
        submit(
                "/pms/citas",
                "cliente=5&profesional=2&servicio=3&inicio=" + EMPTY_DAY + "T10:15",
                "That time is taken.");
        submit("/pms/citas/" + id + "/mover", "inicio=" + EMPTY_DAY + "T12:00", "12:45");
        assertThat(read("/citas/" + id).get("inicio").asText()).isEqualTo(EMPTY_DAY + "T12:00:00" + OFFSET);
        submit("/pms/citas/" + id + "/confirmar", "", "Confirmed");
        submit("/pms/citas/" + id + "/anular", "", "Cancelled");
        submit("/pms/citas/" + id + "/confirmar", "", "Its state does not allow that.");
        submit("/pms/citas/" + id + "/eliminar", "", "Deleted");
        submit("/pms/citas/" + id + "/borrar", "", "Nobody is expected on this day.");
        String other = DemoData.tomorrowsCita(TOMORROW, 2);
        submit("/pms/citas/" + other + "/faltar", "", "Done: " + other);
        submit("/pms/citas/" + other + "/asistir", "", "Done: " + other);
        assertThat(read("/citas/" + other).get("estado").asText()).isEqualTo("asistida");
        submit("/pms/clientes/4/telefono", "numero=600 000 444", "");
        assertThat(read("/clientes/4").at("/telefonos/0/numero").asText()).isEqualTo("600 000 444");
    }

    @Test
    void gapsAreBookedHeldAndReleased() throws Exception {
        String at = EMPTY_DAY + "T10:00" + OFFSET;
        submit(
                "/pms/huecos",
                "servicio=1&servicio=13&como=reservar&cliente=4&hueco=" + at + " 2 2",
                "See it in the agenda");
        JsonNode booked = read("/citas/" + cita("cliente_id = 4 and origen = 'mostrador'"));
        assertThat(booked.get("servicios")).hasSize(2);
        assertThat(booked.get("profesionalId").asLong()).isEqualTo(2);
        submit("/pms/huecos", "servicio=1&como=reservar&cliente=5&hueco=" + at + " 2 2", "That time is taken.");
        submit("/pms/huecos", "servicio=14&como=retener&cliente=4&hueco=" + at + " 3", "by mostrador, until");
        String held = "R-"
                + database()
                        .sql("select id from pms.retencion")
                        .query(Long.class)
                        .single();
        submit("/pms/huecos/retenciones/" + held + "/soltar", "sistema=mostrador", "Nothing is held.");
        assertThat(page("/pms/huecos?servicio=7&servicio=10")).contains("Those services do not go together.");
    }

    @Test
    void theWaitingListTakesAndChangesEntries() throws Exception {
        submit(
                "/pms/espera",
                "cliente=4&servicio=5&servicio=2&diaSemana=0&desde=09:00&hasta=12:00&validaHasta=" + EMPTY_DAY,
                "Saved.");
        String id = String.valueOf(database()
                .sql("select max(id) from pms.lista_espera")
                .query(Long.class)
                .single());
        JsonNode entry = read("/lista-espera/" + id);
        assertThat(entry.get("franjas")).hasSize(7);
        assertThat(entry.get("duracionMin").asInt()).isEqualTo(90);
        submit("/pms/espera/" + id, "estado=avisada&validaHasta=", "Saved.");
        assertThat(read("/lista-espera/" + id).get("estado").asText()).isEqualTo("avisada");
        assertThat(read("/lista-espera/" + id).get("validaHasta").isNull()).isTrue();
        submit("/pms/espera/" + id, "estado=atendida&validaHasta=", "This one is done with.");
        submit("/pms/espera/" + id, "estado=activa&validaHasta=", "Its state does not allow that.");
        submit("/pms/espera", "cliente=4", "Something is missing or does not fit.");
    }

    @Test
    void patientsAreAddedAndChanged() throws Exception {
        String form =
                "nombre=Noa&apellidos=Prats i Solà&telefono=600123456&otroTelefono=910 00 00 01&email=noa@example.org"
                        + "&nacimiento=1990-02-28&idioma=ca&recordatorios=true&whatsapp=false&porEmail=";
        submit("/pms/pacientes", form, "Noa Prats i Solà");
        JsonNode patient = read("/clientes?telefono=600123456").at("/datos/0");
        assertThat(patient.at("/consentimientos/recordatorios").asBoolean()).isTrue();
        assertThat(patient.at("/consentimientos/publicidadWhatsApp").asBoolean(true))
                .isFalse();
        assertThat(patient.at("/consentimientos/publicidadEmail").isNull()).isTrue();
        assertThat(patient.at("/telefonos/1/tipo").asText()).isEqualTo("fijo");
        String id = patient.get("id").asText();
        String agreed = patient.at("/consentimientos/fecha").asText();
        submit("/pms/pacientes/" + id, form.replace("600123456", "600654321") + "&q=Noa", "600654321");
        assertThat(read("/clientes/" + id).at("/consentimientos/fecha").asText())
                .isEqualTo(agreed);
        submit("/pms/pacientes/" + id, "nombre= ", "Something is missing or does not fit.");
        assertThat(page("/pms/pacientes?q=654321")).contains("Noa").doesNotContain("Begoña");
    }

    @Test
    void theClinicChangesItsPeopleItsRoomsAndItsServices() throws Exception {
        submit("/pms/centro/profesionales", "nombre=Dra. Nueva&especialidad=Ortodoncia", "Dra. Nueva");
        long id = database()
                .sql("select max(id) from pms.profesional")
                .query(Long.class)
                .single();
        assertThat(gapsOf(id)).isEmpty();
        submit(
                "/pms/centro/profesionales/" + id + "/horario",
                "diaSemana=0&desde=10:00&hasta=11:00&como=trabaja",
                "10:00–11:00");
        assertThat(gapsOf(id)).hasSize(3);
        submit("/pms/centro/profesionales/" + id + "/horario", "diaSemana=0&desde=&hasta=&como=libra", "no hours");
        submit(
                "/pms/centro/profesionales/" + id + "/horario",
                "diaSemana=3&desde=11:00&hasta=10:00&como=trabaja",
                "does not fit");
        submit("/pms/centro/profesionales/" + id, "nombre=Dra. Ida&especialidad=", "Left");
        submit("/pms/centro/cabinas/0", "nombre=Sala nueva", "Sala nueva");
        submit("/pms/centro/cabinas/1", "nombre=Gabinete uno", "Gabinete uno");
        submit("/pms/centro/servicios/0", "nombre=Carillas&minutos=90&cabina=true", "Carillas");
        submit("/pms/centro/servicios/1", "nombre=Higiene&minutos=25", "Higiene");
        assertThat(read("/servicios").at("/datos/0").toString()).contains("Higiene", "25", "\"requiereCabina\":false");
        submit("/pms/centro/servicios/1", "nombre=Higiene&minutos=0", "does not fit");
    }

    @Test
    void webhooksAreSubscribedSentAgainAndRemoved() throws Exception {
        try (Subscriber subscriber = new Subscriber()) {
            submit(
                    "/pms/webhooks",
                    "sistema=otro&secreto=s3creto&evento=cita.anulada&url=" + subscriber.url(),
                    "s3creto");
            submit("/pms/webhooks", "sistema=otro&url=https://example.org", "Something is missing or does not fit.");
            post("/sandbox/api/pms/citas/" + DemoData.tomorrowsCita(TOMORROW, 2) + "/anular", "{}");
            org.awaitility.Awaitility.await().until(() -> page("/pms/webhooks").contains("Told"));
            long told =
                    database().sql("select id from pms.aviso").query(Long.class).single();
            submit("/pms/webhooks/avisos/" + told + "/reenviar", "", "Saved.");
            org.awaitility.Awaitility.await().until(() -> subscriber.heard().size() == 2);
            long id = database()
                    .sql("select id from pms.webhook")
                    .query(Long.class)
                    .single();
            submit("/pms/webhooks/" + id + "/quitar", "", "Nobody has subscribed yet.");
        }
    }

    @Test
    void faultsAreArmedAndTakenBack() throws Exception {
        submit("/pms/fallos", "clase=503&veces=3&segundos=9&ambito=/clinicas", "3 left");
        HttpResponse<String> down = get("/clinicas");
        refused(down, 503, "NO_DISPONIBLE");
        assertThat(down.headers().firstValue("Retry-After")).contains("9");
        assertThat(page("/pms/fallos")).contains("2 left");
        long id = database().sql("select id from pms.fallo").query(Long.class).single();
        submit("/pms/fallos/" + id + "/quitar", "", "Nothing is armed");
        submit("/pms/fallos", "clase=slow&veces=1", "1 left");
        submit("/pms/fallos/quitar", "", "Nothing is armed");
        submit("/pms/fallos", "clase=flood&veces=1", "Something is missing or does not fit.");
    }

    @Test
    void theOtherClinicHasAPageOfItsOwnAndAThirdOneHasNone() throws Exception {
        for (String path : new String[] {"", "/huecos", "/espera", "/pacientes", "/centro", "/webhooks", "/fallos"}) {
            assertThat(page("/pms" + path + "?clinica=2")).contains("?clinica=2&dia=", "</html>");
            assertThat(send(HttpRequest.newBuilder(URI.create(url() + "/pms" + path + "?clinica=3")))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(page("/reagenda/centro")).contains("</html>");
    }

    /** Sends a form of the page about clinic 1 on the empty day, and expects to read something on the page that follows. */
    private void submit(String path, String form, String expected) throws Exception {
        StringBuilder body = new StringBuilder("clinica=1&dia=" + EMPTY_DAY);
        for (String field : form.split("&")) {
            if (!field.isEmpty()) {
                int equals = field.indexOf('=');
                body.append('&')
                        .append(field, 0, equals + 1)
                        .append(URLEncoder.encode(field.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", url())
                        .header("Accept-Language", "en")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + " " + form).isEqualTo(200);
        assertThat(answer.uri().getQuery()).contains("dia=" + EMPTY_DAY).contains("clinica=1");
        assertThat(HtmlUtils.htmlUnescape(answer.body())).as(path + " " + form).contains(expected);
    }

    private String page(String path) throws Exception {
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Accept-Language", "en")
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return HtmlUtils.htmlUnescape(answer.body());
    }

    private static JsonNode gapsOf(long professional) throws Exception {
        return read("/clinicas/1/huecos?desde=%s&hasta=%s&servicios=1&profesionalId=%d"
                .formatted(EMPTY_DAY, EMPTY_DAY.plusDays(1), professional));
    }

    private static String cita(String which) {
        return "C-"
                + database()
                        .sql("select max(id) from pms.cita where " + which)
                        .query(Long.class)
                        .single();
    }
}
