package io.recado.sandbox.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.recado.sandbox.crm.SalesRoom.Client;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.NestedExceptionUtils;

/** Faults that last: each is seen by a client, and is gone when it is taken back. The sandbox's own pages go on meanwhile. */
class CrmFaultsIT {

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
    void aRenamedColumnIsUnknownToTheClientAndThePagesGoOn() {
        String read = "select count(celular) from visitante";
        room.arm("{'kind':'column-renamed','table':'visitante','column':'celular'}");

        assertThat(state(() -> hub.number(read))).isEqualTo("42703");
        assertThat(hub.number("select count(celular_v2) from visitante")).isPositive();
        assertThat(room.page("/crm?dia=" + SalesRoom.now().toLocalDate().plusDays(1)))
                .contains("300 000 0001");
        assertThat(room.page("/crm/visitas?q=Restrepo")).contains("300 000 0001");
        room.mend();
        assertThat(hub.number(read)).isPositive();
    }

    @Test
    void everyColumnThatTheAgendaReadsCanBeRenamedAndThePagesGoOn() {
        for (String column : new String[] {"inicio", "fin", "estado", "lugar", "eliminado", "id_asesor"}) {
            room.arm("{'kind':'column-renamed','table':'compromiso','column':'%s'}".formatted(column));
            assertThat(state(() -> hub.number("select count(%s) from compromiso".formatted(column))))
                    .isEqualTo("42703");
            assertThat(room.page("/crm")).as(column).doesNotContain("role=\"alert\"");
        }
    }

    @Test
    void aRefusedLoginCutsTheClientAndLetsItInAgain() {
        assertThat(hub.number("select count(*) from visita")).isPositive();
        room.arm("{'kind':'login-refused'}");

        assertThat(catchThrowable(() -> hub.number("select 1"))).isNotNull();
        assertThat(catchThrowable(() -> room.hub().number("select 1")))
                .rootCause()
                .hasMessageContaining("permission denied for database");
        assertThat(room.page("/crm/visitas")).contains("Restrepo");
        room.mend();
        assertThat(hub.numberOnceConnected("select count(*) from visita")).isPositive();
    }

    @Test
    void aRightThatWasTakenAwayIsMissing() {
        room.arm("{'kind':'permission-denied','table':'unidad'}");
        assertThat(state(() -> hub.number("select count(*) from unidad"))).isEqualTo("42501");
        assertThat(hub.number("select count(*) from visita")).isPositive();
        room.mend();
        assertThat(hub.number("select count(*) from unidad")).isPositive();
    }

    @Test
    void onAReadOnlyServerTheClientReadsAndCannotWrite() {
        room.arm("{'kind':'read-only'}");
        await().ignoreExceptions().until(() -> hub.number("select count(*) from visita") > 0);
        assertThat(state(CrmFaultsIT::write)).isEqualTo("25006");
        room.mend();
        await().ignoreExceptions().until(() -> write() == 1);
    }

    @Test
    void aLockedTableMakesEverybodyWaitAndThePagesSayWhy() {
        room.arm("{'kind':'table-locked','table':'visita','seconds':60}");

        assertThat(state(() -> hub.transaction().execute(status -> {
                    hub.jdbc().sql("set local lock_timeout to '300ms'").update();
                    return hub.number("select count(*) from visita");
                })))
                .isEqualTo("55P03");
        assertThat(room.page("/crm/visitas")).contains("visita", "role=\"alert\"", "table-locked");
        room.mend();
        assertThat(hub.numberOnceConnected("select count(*) from visita")).isPositive();
    }

    @Test
    void aWrongClockStampsEveryRowOff() {
        room.arm("{'kind':'clock-skew','minutes':-90}");
        write();
        LocalDateTime stamp = stamp();
        assertThat(stamp)
                .isBetween(SalesRoom.now().minusMinutes(92), SalesRoom.now().minusMinutes(88));
        room.mend();
        write();
        assertThat(stamp()).isAfter(SalesRoom.now().minusMinutes(1));
    }

    @Test
    void aTruncatedAnswerLooksCompleteAndIsShort() {
        long all = hub.number("select count(*) from compromiso");
        room.arm("{'kind':'rows-hidden','table':'compromiso'}");
        assertThat(hub.number("select count(*) from compromiso")).isBetween(1L, all / 5);
        room.mend();
        assertThat(hub.number("select count(*) from compromiso")).isGreaterThanOrEqualTo(all);
    }

    @Test
    void someCommitmentsAreInAStateThatNobodyKnows() {
        String unknown = "select count(*) from compromiso where estado = 'EN_SALA'";
        room.arm("{'kind':'unknown-state'}");
        assertThat(hub.number(unknown)).isEqualTo(3);
        room.mend();
        assertThat(hub.number(unknown)).isZero();
        assertThatThrownBy(() -> room.owner()
                        .jdbc()
                        .sql("update compromiso set estado = 'EN_SALA'")
                        .update())
                .hasMessageContaining("compromiso_estado_check");
    }

    @Test
    void aLateCommitShowsALowerVersionAfterAHigherOne() {
        room.arm("{'kind':'late-commit','seconds':8}");
        write();
        long seen = hub.number("select max(ver) from compromiso");
        assertThat(hub.number("select count(*) from compromiso where lugar like '%segundo piso'"))
                .isZero();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> hub.number("select count(*) from compromiso where lugar like '%segundo piso'") == 1);
        assertThat(hub.number("select ver from compromiso where lugar like '%segundo piso'"))
                .isLessThan(seen);
    }

    @Test
    void aTimedFaultEndsByItself() {
        room.arm("{'kind':'permission-denied','table':'unidad','seconds':1}");
        assertThat(room.page("/crm")).contains("/crm/fallos\"");
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> hub.number("select count(*) from unidad") > 0);
        await().until(() -> room.faults().equals("{\"items\":[]}"));
    }

    private static int write() {
        return hub.jdbc()
                .sql(
                        "update compromiso set motivo = 'x', fecha_modificacion = :now where id_compromiso = (select max(id_compromiso) from compromiso)")
                .param("now", SalesRoom.now())
                .update();
    }

    private static LocalDateTime stamp() {
        return hub.jdbc()
                .sql(
                        "select fecha_modificacion from compromiso where id_compromiso = (select max(id_compromiso) from compromiso)")
                .query(LocalDateTime.class)
                .single();
    }

    static @Nullable String state(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as("an error of the database").isNotNull();
        return NestedExceptionUtils.getMostSpecificCause(thrown) instanceof SQLException sql ? sql.getSQLState() : null;
    }
}
