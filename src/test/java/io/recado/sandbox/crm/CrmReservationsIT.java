package io.recado.sandbox.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recado.sandbox.crm.SalesRoom.Client;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/** Reservations: the client asks, an advisor authorises, and a unit is never taken twice nor by halves. */
class CrmReservationsIT {

    private static final AtomicInteger references = new AtomicInteger();

    private static SalesRoom room;
    private static Client hub;
    private static Client advisors;

    @BeforeAll
    static void open() {
        room = new SalesRoom();
        hub = room.hub();
        advisors = room.advisors();
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void askingTakesTheUnitAndMakesTheReservation() {
        int unit = free(0);
        long reservation = ask(unit, SalesRoom.now().plusDays(2));

        assertThat(unitState(unit)).isEqualTo("RESERVADA");
        assertThat(state(reservation)).isEqualTo("SOLICITADA");
    }

    @Test
    void ofTwoWhoAskAtTheSameTimeOneGetsIt() {
        int unit = free(1);
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Long>> both = IntStream.range(0, 2)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                    awaited(start);
                    return ask(unit, SalesRoom.now().plusDays(2));
                }))
                .toList();
        start.countDown();

        assertThat(both.stream().map(CompletableFuture::join).filter(id -> id > 0))
                .hasSize(1);
        assertThat(hub.number("select count(*) from reserva where id_unidad = " + unit))
                .isEqualTo(1);
    }

    @Test
    void aSecondLivingReservationIsRefusedByTheIndex() {
        int unit = free(2);
        ask(unit, SalesRoom.now().plusDays(2));

        assertThatThrownBy(() -> insert(unit, SalesRoom.now().plusDays(2)))
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageContaining("ux_reserva_viva");
    }

    @Test
    void aReservationWithoutItsUnitIsRefusedAtCommit() {
        int unit = free(3);

        assertThatThrownBy(() -> insert(unit, SalesRoom.now().plusDays(2)))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("ambas cosas van en una transacción");
        assertThat(hub.number("select count(*) from reserva where id_unidad = " + unit))
                .isZero();
    }

    @Test
    void anAdvisorAuthorisesAndTheUnitFollows() {
        int unit = free(4);
        long reservation = ask(unit, SalesRoom.now().plusDays(2));

        assertThat(authorise(reservation, 1)).isEqualTo(1);
        assertThat(authorise(reservation, 1)).as("once").isZero();
        assertThat(state(reservation)).isEqualTo("AUTORIZADA");
        assertThat(unitState(unit)).isEqualTo("RESERVA_AUTORIZADA");
    }

    @Test
    void theClientCannotAuthoriseNorCanAnAdvisorWhoLeft() {
        long reservation = ask(free(5), SalesRoom.now().plusDays(2));

        assertThatThrownBy(() -> hub.run("authorise")
                        .param("asesor", 1)
                        .param("r", reservation)
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> hub.jdbc()
                        .sql("update reserva set estado = 'AUTORIZADA' where id_reserva = " + reservation)
                        .update())
                .rootCause()
                .hasMessageContaining("la autoriza un asesor activo");
        room.owner()
                .jdbc()
                .sql("update asesor set activo = false where id_asesor = 4")
                .update();
        assertThatThrownBy(() -> authorise(reservation, 4))
                .rootCause()
                .hasMessageContaining("la autoriza un asesor activo");
    }

    @Test
    void whatIsOverdueCannotBeAuthorisedAndExpiresByItself() {
        int unit = free(6);
        LocalDateTime due = SalesRoom.now().minusMinutes(1);
        long reservation = ask(unit, due);

        assertThat(authorise(reservation, 1)).isZero();
        await().atMost(Duration.ofSeconds(20)).until(() -> state(reservation).equals("VENCIDA"));
        assertThat(unitState(unit)).isEqualTo("DISPONIBLE");
    }

    @Test
    void whenTheSandboxsTimeIsMovedPastItsLastMomentItExpiresAtOnce() {
        int unit = free(9);
        long reservation = ask(unit, SalesRoom.now().plusDays(1));

        room.post("/sandbox/api/clock", "{\"advance\":\"PT25H\"}");

        assertThat(state(reservation)).isEqualTo("VENCIDA");
        assertThat(unitState(unit)).isEqualTo("DISPONIBLE");
        room.post("/sandbox/api/clock", "{\"advance\":\"-PT25H\"}");
    }

    @Test
    void whoWithdrawsGivesTheUnitBackAndItCanBeReservedAgain() {
        int unit = free(7);
        long reservation = ask(unit, SalesRoom.now().plusDays(2));

        assertThat(hub.run("withdraw").param("r", reservation).update()).isEqualTo(1);
        assertThat(unitState(unit)).isEqualTo("DISPONIBLE");
        assertThat(ask(unit, SalesRoom.now().plusDays(2))).isPositive();
        assertThatThrownBy(() -> hub.jdbc()
                        .sql("update reserva set estado = 'SOLICITADA' where id_reserva = " + reservation)
                        .update())
                .as("what is over stays over")
                .rootCause()
                .hasMessageContaining("no puede pasar a SOLICITADA");
    }

    @Test
    void theClientCanDoNothingToAUnitButReserveIt() {
        int unit = free(8);

        assertThatThrownBy(() -> hub.jdbc()
                        .sql("update unidad set estado = 'VENDIDA' where id_unidad = " + unit)
                        .update())
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThat(hub.jdbc()
                        .sql("update unidad set estado = 'RESERVADA' where estado = 'VENDIDA'")
                        .update())
                .isZero();
    }

    /** @return the reservation, or 0 when somebody else has the unit */
    private static long ask(int unit, LocalDateTime due) {
        Long made = hub.transaction().execute(status -> {
            if (hub.run("take-unit").param("u", unit).update() != 1) {
                status.setRollbackOnly();
                return 0L;
            }
            String reference = insert(unit, due);
            return hub.number("select id_reserva from reserva where id_externo = '%s'".formatted(reference));
        });
        return made == null ? 0 : made;
    }

    private static String insert(int unit, LocalDateTime due) {
        String reference = "hub-" + references.incrementAndGet();
        hub.run("reserve")
                .param("ext", reference)
                .param("visita", 1)
                .param("u", unit)
                .param("vence", due)
                .update();
        return reference;
    }

    private static int authorise(long reservation, int advisor) {
        return advisors.run("authorise")
                .param("asesor", advisor)
                .param("r", reservation)
                .update();
    }

    /** A unit that no other test touches. */
    private static int free(int n) {
        int unit = 501 + n;
        room.owner()
                .jdbc()
                .sql(
                        "update reserva set estado = 'DESISTIDA' where id_unidad = :u and estado in ('SOLICITADA', 'AUTORIZADA')")
                .param("u", unit)
                .update();
        room.owner()
                .jdbc()
                .sql("update unidad set estado = 'DISPONIBLE' where id_unidad = :u")
                .param("u", unit)
                .update();
        return unit;
    }

    private static String unitState(int unit) {
        return hub.text("select estado from unidad where id_unidad = " + unit);
    }

    private static String state(long reservation) {
        return hub.text("select estado from reserva where id_reserva = " + reservation);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
