package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.sandbox.demo.DemoData;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PmsReadingIT extends PmsTest {

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
        assertThat(database()
                        .sql("select count(distinct modificada_en) from pms.cita")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(seen).hasSize(rows);
        assertThat((long) rows)
                .isEqualTo(database()
                        .sql("select count(*) from pms.cita where clinica_id = 1")
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
        database()
                .sql("update pms.cita set modificada_en = now() - interval '31 days' where id = :id")
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
        fault("{\"kind\":\"cursor-expired\"}");
        assertThat(get("/clinicas/1/citas?limite=1&cursor=" + cursor).statusCode())
                .isEqualTo(410);
        assertThat(get("/clinicas/1/citas?limite=1&cursor=" + cursor).statusCode())
                .isEqualTo(200);
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

    @Test
    void asksForATokenItKnows() throws Exception {
        refused(send(HttpRequest.newBuilder(URI.create(url() + "/flowww/v1/clinicas"))), 401, "NO_AUTORIZADO");
        refused(send(api("/clinicas", "somebody-elses")), 401, "NO_AUTORIZADO");
        assertThat(send(api("/clinicas", OTHER)).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsAProblemLikeAnyOther() throws Exception {
        refused(get("/clinicas/77"), 404, "NO_ENCONTRADA");
        refused(get("/clinicas/77/citas"), 404, "NO_ENCONTRADA");
        refused(get("/facturas"), 404, "NO_ENCONTRADA");
        refused(send(api("/clinicas").DELETE()), 404, "NO_ENCONTRADA");
        refused(get("/clinicas/1/citas?limite=501"), 400, "PARAMETRO_INVALIDO");
        refused(get("/clinicas/1/citas?desde=ayer"), 400, "PARAMETRO_INVALIDO");
    }

    @Test
    void theClinicsSayWhereTheyAreAndWhoWorksThereWhen() throws Exception {
        JsonNode clinic = read("/clinicas/2");
        assertThat(clinic.get("zonaHoraria").asText()).isEqualTo("America/Argentina/Buenos_Aires");
        assertThat(clinic.get("prefijo").asText()).isEqualTo("+54");
        assertThat(clinic.get("antelacionMinimaMin").asInt()).isEqualTo(180);
        JsonNode professionals = read("/profesionales?clinicaId=1").get("datos");
        assertThat(professionals).hasSize(6).allSatisfy(one -> assertThat(one.get("horarios"))
                .hasSize(14)
                .anySatisfy(hours ->
                        assertThat(hours.toString()).isEqualTo("{\"dia\":7,\"desde\":\"16:00\",\"hasta\":\"20:00\"}")));
        assertThat(read("/cabinas?clinicaId=2").get("datos")).hasSize(4);
        assertThat(read("/servicios").get("datos"))
                .anySatisfy(one -> {
                    assertThat(one.get("nombre").asText()).isEqualTo("Peeling químico");
                    assertThat(one.get("incompatibilidades").toString()).isEqualTo("[6,7]");
                })
                .anySatisfy(one -> {
                    assertThat(one.get("nombre").asText()).isEqualTo("Videoconsulta");
                    assertThat(one.get("requiereCabina").asBoolean()).isFalse();
                });
    }

    private static List<String> ids(String query) throws Exception {
        List<String> ids = new ArrayList<>();
        json(get("/clinicas/1/citas?limite=500&desde=%s&hasta=%s&%s".formatted(TOMORROW, TOMORROW.plusDays(1), query)))
                .get("datos")
                .forEach(cita -> ids.add(cita.get("id").asText()));
        return ids;
    }
}
