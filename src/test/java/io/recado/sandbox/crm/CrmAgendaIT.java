package io.recado.sandbox.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.sandbox.crm.SalesRoom.Client;
import io.recado.sandbox.demo.DemoData;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The agenda's statements, as an integration writes them. */
class CrmAgendaIT {

    private static SalesRoom room;
    private static Client hub;
    private static LocalDate tomorrow;

    @BeforeAll
    static void open() {
        room = new SalesRoom();
        hub = room.hub();
        tomorrow = SalesRoom.now().toLocalDate().plusDays(1);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void aWindowIsReadInTheOrderOfItsVersionsAndSeesWhatChanged() {
        List<Map<String, Object>> all = window(0);
        assertThat(all)
                .hasSizeGreaterThan(15)
                .extracting(row -> (Long) row.get("ver"))
                .isSorted();
        long mark = all.stream()
                .mapToLong(row -> (Long) row.getOrDefault("ver", 0L))
                .max()
                .orElse(0);
        assertThat(window(mark)).isEmpty();

        int visitor = visitorOf(commitment(3));
        hub.jdbc()
                .sql("update visitante set celular = '300 000 0099' where id_visitante = :id")
                .param("id", visitor)
                .update();

        assertThat(window(mark)).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("id_compromiso", commitment(3))
                .containsEntry("celular", "300 000 0099"));
    }

    @Test
    void anEmptyDiallingCodeMeansColombia() {
        assertThat(window(0))
                .filteredOn("id_compromiso", commitment(1))
                .extracting("indicativo")
                .containsExactly("57");
    }

    @Test
    void confirmingHitsTheRowAsItWasReadAndReturnsItsVersion() {
        int id = commitment(2);
        LocalDateTime start = start(id);

        long returned = hub.run("confirm")
                .param("id", id)
                .param("inicio", start)
                .query(Long.class)
                .single();

        assertThat(state(id)).isEqualTo("CONFIRMADA");
        assertThat(hub.number("select ver from compromiso where id_compromiso = " + id))
                .isEqualTo(returned);
        assertThat(hub.run("confirm")
                        .param("id", id)
                        .param("inicio", start.plusHours(1))
                        .query(Long.class)
                        .list())
                .as("moved meanwhile")
                .isEmpty();
    }

    @Test
    void cancellingKeepsTheReasonAndHappensOnce() {
        int id = commitment(4);

        assertThat(cancel(id)).isEqualTo(1);
        assertThat(cancel(id)).isZero();
        assertThat(hub.text("select motivo from compromiso where id_compromiso = " + id))
                .isEqualTo("paciente");
    }

    @Test
    void bookingTwiceMakesOneCommitmentAndTheAdvisorIsBusyThen() {
        LocalDateTime start = tomorrow.plusDays(30).atTime(10, 0);

        assertThat(book("hub-1", start)).isEqualTo(1);
        assertThat(book("hub-1", start)).isZero();
        assertThat(busy(start.plusMinutes(30))).isTrue();
        assertThat(busy(start.plusHours(1))).as("the end is not part of it").isFalse();
    }

    @Test
    void theVersionMovesEvenWhenAnUpdateForgetsIt() {
        int id = commitment(5);
        long before = hub.number("select ver from compromiso where id_compromiso = " + id);
        hub.jdbc()
                .sql("update compromiso set motivo = 'x' where id_compromiso = :id")
                .param("id", id)
                .update();
        assertThat(hub.number("select ver from compromiso where id_compromiso = " + id))
                .isGreaterThan(before);
    }

    @Test
    void everyTableWithAVersionMovesItWhoeverUpdates() {
        Client owner = room.owner();
        for (String table : List.of("unidad", "visitante", "visita", "compromiso", "reserva")) {
            long before = owner.number("select max(ver) from " + table);
            owner.jdbc()
                    .sql("update %s set fecha_modificacion = fecha_modificacion where ver = %d"
                            .formatted(table, before))
                    .update();
            assertThat(owner.number("select max(ver) from " + table)).as(table).isGreaterThan(before);
        }
    }

    @Test
    void theHubsUserMayNotDeleteNorChangePricesNorMoveInPlace() {
        for (String forbidden : List.of(
                "delete from compromiso",
                "update unidad set precio_lista = 1",
                "update compromiso set inicio = inicio",
                "update reserva set autorizada_por = 1")) {
            assertThatThrownBy(() -> hub.jdbc().sql(forbidden).update())
                    .as(forbidden)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void manyRowsShareAStampAndSomeAreOnlyMarkedAsDeleted() {
        assertThat(hub.number(
                        "select max(n) from (select count(*) as n from compromiso group by fecha_modificacion) t"))
                .isGreaterThan(20);
        assertThat(hub.number("select count(*) from compromiso where eliminado"))
                .isPositive();
    }

    private static List<Map<String, Object>> window(long version) {
        return hub.run("agenda")
                .param("from", tomorrow.atStartOfDay())
                .param("to", tomorrow.plusDays(1).atStartOfDay())
                .param("ver", version)
                .query()
                .listOfRows();
    }

    private static int commitment(long person) {
        return DemoData.tomorrowsCommitment(tomorrow, person);
    }

    private static int visitorOf(int id) {
        return Math.toIntExact(hub.number(
                "select id_visitante from visita join compromiso using (id_visita) where id_compromiso = " + id));
    }

    private static LocalDateTime start(int id) {
        return hub.jdbc()
                .sql("select inicio from compromiso where id_compromiso = :id")
                .param("id", id)
                .query(LocalDateTime.class)
                .single();
    }

    private static String state(int id) {
        return hub.text("select estado from compromiso where id_compromiso = " + id);
    }

    private static int cancel(int id) {
        return hub.run("cancel")
                .param("id", id)
                .param("inicio", start(id))
                .param("motivo", "paciente")
                .update();
    }

    private static int book(String reference, LocalDateTime start) {
        return hub.run("book")
                .param("ext", reference)
                .param("visita", 1)
                .param("asesor", 1)
                .param("inicio", start)
                .param("fin", start.plusHours(1))
                .update();
    }

    private static boolean busy(LocalDateTime from) {
        return !hub.run("busy")
                .param("asesor", 1)
                .param("inicio", from)
                .param("fin", from.plusHours(1))
                .query()
                .listOfRows()
                .isEmpty();
    }
}
