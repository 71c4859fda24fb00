package io.recado.sandbox.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.recado.sandbox.crm.SalesRoom.Client;
import io.recado.sandbox.demo.DemoData;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Faults that strike a number of statements, and that nothing stays broken: not after a reset, nor after a restart. */
class CrmAmbushIT {

    private static final String NOTHING = "{\"items\":[]}";

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

    @AfterEach
    void mend() {
        room.mend();
    }

    @Test
    void somebodyIsFasterThanTheConfirmationWhichThenHitsNoRow() {
        int id = commitment(2);
        LocalDateTime start = start(id);
        room.arm("{'kind':'version-conflict','table':'compromiso','times':1}");

        assertThat(confirm(id, start)).as("moved between reading and writing").isZero();

        assertThat(start(id)).isEqualTo(start.plusHours(1));
        await().until(() -> room.faults().equals(NOTHING));
        assertThat(confirm(id, start.plusHours(1))).isEqualTo(1);
    }

    @Test
    void twoConflictsStrikeTwoStatements() {
        int id = commitment(3);
        LocalDateTime start = start(id);
        room.arm("{'kind':'version-conflict','table':'compromiso','times':2}");

        assertThat(confirm(id, start)).isZero();
        assertThat(start(id)).as("once for the first").isEqualTo(start.plusHours(1));
        assertThat(confirm(id, start.plusHours(1))).isZero();
        await().until(() -> room.faults().equals(NOTHING));
        assertThat(confirm(id, start.plusHours(2))).isEqualTo(1);
    }

    @Test
    void aUnitIsTakenFromUnderTheReservation() {
        room.owner()
                .jdbc()
                .sql("update unidad set estado = 'DISPONIBLE' where id_unidad in (503, 505)")
                .update();
        room.arm("{'kind':'version-conflict','table':'unidad'}");
        assertThat(hub.run("take-unit").param("u", 503).update()).isZero();
        await().until(() -> room.faults().equals(NOTHING));
        assertThat(hub.text("select estado from unidad where id_unidad = 503")).isEqualTo("BLOQUEADA");
        assertThat(hub.run("take-unit").param("u", 505).update()).isEqualTo(1);
    }

    @Test
    void slowStatementsWaitAndThenRun() {
        room.arm("{'kind':'slow','table':'compromiso','pause':1,'times':2}");
        long begun = System.nanoTime();
        assertThat(hub.number("select count(*) from compromiso")).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
        assertThat(room.page("/crm")).as("only clients wait").contains("1");
        assertThat(CrmFaultsIT.state(() -> hub.transaction().execute(status -> {
                    hub.jdbc().sql("set local statement_timeout to '200ms'").update();
                    return hub.number("select count(*) from compromiso");
                })))
                .as("who is in a hurry gives up")
                .isEqualTo("57014");
        room.mend();
        assertThat(hub.number("select count(*) from compromiso")).isPositive();
    }

    @Test
    void aConnectionIsCutInTheMiddleOfAStatementThatIsThenUndone() {
        int id = commitment(4);
        room.arm("{'kind':'answer-cut','table':'compromiso'}");
        assertThat(catchThrowable(() -> confirm(id, start(id)))).isNotNull();
        await().until(() -> room.faults().equals(NOTHING));
        assertThat(hub.text("select estado from compromiso where id_compromiso = " + id))
                .isEqualTo("PROGRAMADA");
    }

    @Test
    void cutConnectionsEndTransactionsAndPoolsRecover() {
        assertThat(catchThrowable(() -> hub.transaction().execute(status -> {
                    hub.number("select count(*) from visita");
                    room.arm("{'kind':'connections-cut'}");
                    return hub.number("select count(*) from visita");
                })))
                .isNotNull();
        assertThat(hub.numberOnceConnected("select count(*) from visita")).isPositive();
        assertThat(room.faults()).isEqualTo(NOTHING);
    }

    @Test
    void aResetTakesEverythingBack() {
        room.arm("{'kind':'column-renamed','table':'compromiso','column':'inicio'}");
        room.arm("{'kind':'rows-hidden','table':'visitante'}");
        room.arm("{'kind':'table-locked','table':'visita','seconds':600}");
        room.post("/sandbox/api/reset", "");
        assertThat(room.faults()).isEqualTo(NOTHING);
        assertThat(hub.number("select count(inicio) from compromiso")).isGreaterThan(50);
        assertThat(hub.number("select count(*) from visitante")).isGreaterThan(50);
        assertThat(room.owner().number("select count(*) from pg_policies where policyname like 'fallo%'"))
                .isZero();
    }

    @Test
    void aRestartTakesBackWhatAKilledSandboxLeftBehind() {
        room.arm("{'kind':'column-renamed','table':'visitante','column':'celular'}");
        room.arm("{'kind':'login-refused'}");
        // as if it had been killed: what stands in the database is all that the next one knows
        room.owner()
                .jdbc()
                .sql("create table public.left_behind as table producto.fallo")
                .update();
        room.mend();
        room.owner()
                .jdbc()
                .sql("insert into producto.fallo overriding system value table public.left_behind")
                .update();
        room.owner()
                .jdbc()
                .sql("alter table visitante rename celular to celular_v2")
                .update();
        room.restart();
        assertThat(hub.numberOnceConnected("select count(celular) from visitante"))
                .isPositive();
        assertThat(room.owner().number("select count(*) from producto.fallo")).isZero();
    }

    @Test
    void ordersThatMakeNoSenseAreRefusedWithAReason() {
        assertThat(room.refused("{'kind':'flood'}")).contains("kind: one of", "found flood");
        assertThat(room.refused("{'kind':'slow','table':'pg_authid'}")).contains("table: one of");
        assertThat(room.refused("{'kind':'column-renamed','table':'visitante','column':'x; drop table visita'}"))
                .contains("column:");
        assertThat(room.refused("{'kind':'column-renamed','table':'compromiso','column':'ver'}"))
                .contains("triggers");
        assertThat(room.refused("{'kind':'read-only','minutes':3}")).contains("minutes: read-only knows nothing of it");
        assertThat(room.refused("{'kind':'slow','times':0}")).contains("times: 1 to 1000 was expected, found 0");
    }

    private static int confirm(int id, LocalDateTime start) {
        return hub.run("confirm")
                .param("id", id)
                .param("inicio", start)
                .query(Long.class)
                .list()
                .size();
    }

    private static int commitment(long person) {
        return DemoData.tomorrowsCommitment(SalesRoom.now().toLocalDate().plusDays(1), person);
    }

    private static LocalDateTime start(int id) {
        return room.owner()
                .jdbc()
                .sql("select inicio from compromiso where id_compromiso = " + id)
                .query(LocalDateTime.class)
                .single();
    }
}
