package io.recado.sandbox.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.sandbox.crm.SalesRoom.Client;
import io.recado.sandbox.demo.DemoData;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sales room's pages, their forms posted as a browser does. */
class CrmPagesIT {

    private static SalesRoom room;
    private static Client hub;

    @BeforeAll
    static void open() {
        room = new SalesRoom();
        hub = room.hub();
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void everyPageOpensInBothLanguagesWithoutAMissingText() {
        for (String path : List.of(
                "/crm",
                "/crm/visitas",
                "/crm/visitas/3",
                "/crm/reservas",
                "/crm/catalogo",
                "/crm/asesores",
                "/crm/fallos",
                "/crm/sql")) {
            for (String language : List.of("en", "es")) {
                assertThat(room.page(path + "?lang=" + language))
                        .as(path + " " + language)
                        .contains("<html lang=\"" + language)
                        .doesNotContainPattern("\\?\\?\\w+");
            }
        }
        room.page("/crm?lang=en");
    }

    @Test
    void theOtherLanguageIsOneLinkAwayWithAllThatWasAskedFor() {
        assertThat(room.page("/crm/catalogo?ciudad=Bogot%C3%A1&tipo=1"))
                .contains("href=\"/crm/catalogo?ciudad=Bogot%C3%A1&tipo=1&lang=es\"");
        assertThat(room.page("/pms?clinica=2&dia=2026-12-01"))
                .contains("href=\"/pms?clinica=2&dia=2026-12-01&lang=es\"");
    }

    @Test
    void aLeadThatIsSentTwiceIsOneVisit() {
        String page = lead("form-1", "Rosalba");
        assertThat(page).contains("Rosalba Quiñónez", "Lead", "role=\"status\"");
        assertThat(lead("form-1", "Rosalba")).contains("role=\"alert\"");
        assertThat(hub.number("select count(*) from visita where id_externo = 'form-1'"))
                .isEqualTo(1);
    }

    @Test
    void aVisitIsMovedThroughTheFunnelNotedCorrectedAndDeleted() {
        lead("form-2", "Nubia");
        long visit = hub.number("select id_visita from visita where id_externo = 'form-2'");
        String path = "/crm/visitas/" + visit;
        long visitor = hub.number("select id_visitante from visita where id_visita = " + visit);

        room.form(path + "/etapa", "etapa", "7", "asesor", "4");
        room.form(path + "/seguimientos", "gestion", "LLAMADA", "texto", "Vuelve el martes");
        String page = room.form(
                path + "/visitante",
                "visitante",
                "" + visitor,
                "nombres",
                "Nubia Esther",
                "indicativo",
                "",
                "celular",
                "300 000 0044");

        assertThat(page).contains("Nubia Esther", "Negociación", "Vuelve el martes", "300 000 0044");
        assertThat(hub.text("select autoriza_whatsapp from visitante where id_visitante = " + visitor))
                .isEqualTo("false");
        assertThat(room.form(path + "/borrar", "eliminado", "true")).contains("Deleted");
        assertThat(hub.text("select eliminado from visita where id_visita = " + visit))
                .isEqualTo("true");
    }

    @Test
    void aMeetingIsBookedOnceForAnAdvisorAndThenChanged() {
        LocalDate day = SalesRoom.now().toLocalDate().plusDays(40);
        LocalDateTime start = day.atTime(9, 0);
        String booked =
                room.form("/crm/visitas/5/compromisos", "inicio", start.toString(), "lugar", "Apartamento modelo");
        assertThat(booked).contains("Apartamento modelo", "role=\"status\"");
        assertThat(room.form(
                        "/crm/visitas/5/compromisos",
                        "inicio",
                        start.plusMinutes(30).toString()))
                .as("the advisor is busy")
                .contains("role=\"alert\"");
        long id = hub.number("select id_compromiso from compromiso where inicio::date = date '" + day + "'");
        String path = "/crm/compromisos/" + id;

        room.form(path + "/confirm", "dia", day.toString());
        assertThat(hub.text("select estado from compromiso where id_compromiso = " + id))
                .isEqualTo("CONFIRMADA");
        room.form(path + "/move", "inicio", start.plusHours(2).toString());
        room.form(path + "/cancel", "dia", day.toString());
        assertThat(hub.text("select estado || ' ' || to_char(inicio, 'HH24:MI') from compromiso where id_compromiso = "
                        + id))
                .isEqualTo("CANCELADA 11:00");
        room.form(path + "/delete", "dia", day.toString());
        assertThat(hub.text("select eliminado from compromiso where id_compromiso = " + id))
                .isEqualTo("true");
        room.form(path + "/erase", "dia", day.toString());
        assertThat(hub.number("select count(*) from compromiso where id_compromiso = " + id))
                .isZero();
    }

    @Test
    void aPhoneIsChangedAsItIsTyped() {
        LocalDate tomorrow = SalesRoom.now().toLocalDate().plusDays(1);
        int commitment = DemoData.tomorrowsCommitment(tomorrow, 6);
        long before = hub.number("select ver from visitante where id_visitante = 6");
        String page = room.form(
                "/crm/visitantes/6/celular",
                "indicativo",
                "57",
                "celular",
                " 300-000 00.06 ",
                "dia",
                tomorrow.toString());
        assertThat(page).contains("300-000 00.06", "id=\"c" + commitment);
        assertThat(hub.number("select ver from visitante where id_visitante = 6"))
                .isGreaterThan(before);
    }

    @Test
    void quotesAndReservationsAreMadeAuthorisedAndWithdrawn() {
        room.owner()
                .jdbc()
                .sql("update unidad set estado = 'DISPONIBLE' where id_unidad = 504")
                .update();
        assertThat(room.form(
                        "/crm/visitas/2/cotizaciones",
                        "unidad",
                        "504",
                        "formal",
                        "true",
                        "cuota",
                        "20",
                        "meses",
                        "36",
                        "dias",
                        "10"))
                .contains("Offer", "36 months");
        String due = SalesRoom.now().plusDays(2).toString();
        room.form("/crm/visitas/2/reservas", "unidad", "504", "vence", due);
        assertThat(room.form("/crm/visitas/3/reservas", "unidad", "504", "vence", due))
                .contains("role=\"alert\"");
        long id = hub.number("select id_reserva from reserva where id_unidad = 504");

        room.form("/crm/reservas/" + id + "/autorizar", "asesor", "2");
        assertThat(hub.text(
                        "select u.estado || r.autorizada_por from reserva r join unidad u using (id_unidad) where id_reserva = "
                                + id))
                .isEqualTo("RESERVA_AUTORIZADA2");
        assertThat(room.form("/crm/unidades/504", "estado", "VENDIDA", "precio", "1"))
                .as("it is reserved")
                .contains("role=\"alert\"");
        room.form("/crm/reservas/" + id + "/desistir");
        room.form("/crm/unidades/504", "estado", "VENDIDA", "precio", "700000000");
        assertThat(hub.text("select estado from unidad where id_unidad = 504")).isEqualTo("VENDIDA");
    }

    @Test
    void advisorsComeGoAndChangeGroups() {
        assertThat(room.form("/crm/asesores", "nombre", "Ximena Nueva")).contains("Ximena Nueva");
        long id = hub.number("select id_asesor from asesor where nombre = 'Ximena Nueva'");
        room.form("/crm/asesores/" + id, "activo", "true", "grupos", "1");
        assertThat(hub.number("select id_grupo from grupo_asesor_miembro where id_asesor = " + id))
                .isEqualTo(1);
        room.form("/crm/asesores/" + id);
        assertThat(hub.number("select count(*) from grupo_asesor_miembro where id_asesor = " + id))
                .isZero();
        assertThat(hub.text("select activo from asesor where id_asesor = " + id))
                .isEqualTo("false");
    }

    @Test
    void faultsAreOrderedShownEverywhereAndTakenBackByButton() {
        assertThat(room.form("/crm/fallos", "kind", "clock-skew", "minutes", "9", "seconds", ""))
                .contains("Clock skew", "9 minutes");
        assertThat(room.page("/crm/visitas")).contains("Faults in force: 1");
        assertThat(room.form("/crm/fallos", "kind", "column-renamed", "table", "visitante", "column", "nada"))
                .contains("found nada");
        assertThat(room.form("/crm/fallos/deshacer")).contains("Nothing is broken.");
        assertThat(room.page("/crm/visitas")).doesNotContain("Faults in force");
    }

    private static String lead(String reference, String name) {
        return room.form(
                "/crm/visitas",
                "referencia",
                reference,
                "nombres",
                name,
                "apellidos",
                "Quiñónez",
                "indicativo",
                "57",
                "celular",
                "300 000 0043",
                "manejo",
                "true",
                "whatsapp",
                "true",
                "sala",
                "1",
                "proyecto",
                "2",
                "grupo",
                "1",
                "nota",
                "");
    }
}
