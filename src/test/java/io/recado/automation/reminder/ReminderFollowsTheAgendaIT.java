package io.recado.automation.reminder;

import static io.recado.automation.reminder.TheAgenda.appointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.agenda.AppointmentStatus;
import io.recado.outbox.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** What the agenda's changes do to reminders. */
class ReminderFollowsTheAgendaIT extends ReminderStage {

    @Test
    void aMoveTakesTheUnsentReminderBackInItsOwnTransaction() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();

        agenda.has(appointment("A-1", WEDNESDAY));

        assertThat(orders()).containsExactly("revoked " + subject + " " + TUESDAY + " APPOINTMENT_MOVED");
        assertThat(current(subject)).isEqualTo(skipped(Reason.APPOINTMENT_MOVED));

        reminders.planDue();
        assertThat(version(subject, WEDNESDAY)).isEqualTo(deferred(Reason.NOT_DUE_YET, TUESDAY_EVENING));
        clock.set(TUESDAY_EVENING);
        reminders.planDue();
        assertThat(orders())
                .containsExactly(
                        "revoked " + subject + " " + TUESDAY + " APPOINTMENT_MOVED",
                        "planned " + subject + " " + WEDNESDAY);
    }

    @Test
    void aMoveThatIsRolledBackTakesNothingBack() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();

        hub.getBean(TransactionTemplate.class).executeWithoutResult(transaction -> {
            agenda.has(appointment("A-1", WEDNESDAY));
            transaction.setRollbackOnly();
        });

        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
        assertThat(current(subject)).isEqualTo(sent());
        assertThat(reminders.planDue()).isZero();
    }

    @Test
    void aMoveBeforeItsHourClosesTheOldDecision() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        agenda.has(appointment("A-1", WEDNESDAY));
        reminders.planDue();

        assertThat(version(subject, TUESDAY)).isEqualTo(skipped(Reason.APPOINTMENT_MOVED));
        assertThat(version(subject, WEDNESDAY)).isEqualTo(deferred(Reason.NOT_DUE_YET, TUESDAY_EVENING));
    }

    @Test
    void anAppointmentThatMovesAwayAndBackIsRemindedOfOnce() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        agenda.has(appointment("A-1", WEDNESDAY));
        reminders.planDue();
        clock.advance(Duration.ofMinutes(1));
        agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();

        assertThat(version(subject, TUESDAY)).isEqualTo(deferred(Reason.AFTER_LATE_BOOKING, "2026-11-23T17:11:00Z"));
        clock.advance(Duration.ofMinutes(10));
        reminders.planDue();
        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
        assertThat(version(subject, WEDNESDAY)).isEqualTo(skipped(Reason.APPOINTMENT_MOVED));
    }

    @Test
    void anAppointmentThatComesBackAfterAnotherHourWasToldIsToldAgain() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        deliver();
        agenda.has(appointment("A-1", "2026-11-24T15:00:00Z"));
        clock.advance(Duration.ofMinutes(10));
        reminders.planDue();
        deliver();
        agenda.has(appointment("A-1", TUESDAY));
        clock.advance(Duration.ofMinutes(10));
        reminders.planDue();

        assertThat(orders())
                .containsExactly(
                        "delivered " + subject + " " + TUESDAY,
                        "delivered " + subject + " 2026-11-24T15:00:00Z",
                        "planned " + subject + " " + TUESDAY + "~1");
    }

    @Test
    void aMoveIntoTheLeadTimeCountsAsALateBooking() {
        var subject = agenda.has(appointment("A-1", WEDNESDAY));
        reminders.planDue();
        clock.set("2026-11-23T19:00:00Z");
        agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();

        assertThat(version(subject, TUESDAY)).isEqualTo(deferred(Reason.AFTER_LATE_BOOKING, "2026-11-23T19:10:00Z"));
    }

    @Test
    void aCancellationTakesTheUnsentReminderBack() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        cancel("A-1");

        assertThat(orders()).containsExactly("revoked " + subject + " " + TUESDAY + " APPOINTMENT_CANCELLED");
        assertThat(current(subject)).isEqualTo(skipped(Reason.APPOINTMENT_CANCELLED));
        reminders.planDue();
        assertThat(current(subject)).isEqualTo(skipped(Reason.APPOINTMENT_CANCELLED));
    }

    @Test
    void aReminderThatHasLeftStaysADecisionToSend() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        deliver();
        cancel("A-1");
        reminders.planDue();

        assertThat(current(subject)).isEqualTo(sent());
        assertThat(orders()).containsExactly("delivered " + subject + " " + TUESDAY);
    }

    @Test
    void aCancellationThatIsTakenBackIsPlannedAgain() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        cancel("A-1");
        reminders.planDue();
        agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        clock.advance(Duration.ofMinutes(10));
        reminders.planDue();

        assertThat(current(subject)).isEqualTo(sent());
        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
    }

    @Test
    void aCorrectedNumberIsUsedAtOnce() {
        var start = Instant.parse(TUESDAY);
        var subject = agenda.has(appointment("A-1", start, AppointmentStatus.PENDING, null, null));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        assertThat(current(subject)).isEqualTo(skipped(Reason.NO_PHONE));

        agenda.has(appointment("A-1", start, AppointmentStatus.PENDING, "600 999 888", null));
        reminders.planDue();
        agenda.has(appointment("A-1", start, AppointmentStatus.PENDING, "600 777 666", null));
        reminders.planDue();

        assertThat(jdbc.sql("select to_phone from message").query(String.class).list())
                .containsExactly("+34600777666");
        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
    }

    @Test
    void aMoveThatMeetsAPlannerWaitsForItAndTakesItsOrderBack() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);

        var move = hub.getBean(TransactionTemplate.class).execute(transaction -> {
            reminders.planDue();
            var source = CompletableFuture.runAsync(() -> agenda.has(appointment("A-1", WEDNESDAY)));
            await().until(() -> waiting() > 0);
            return source;
        });
        Objects.requireNonNull(move).join();

        assertThat(orders()).containsExactly("revoked " + subject + " " + TUESDAY + " APPOINTMENT_MOVED");
    }

    private static long waiting() {
        return jdbc.sql(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                .query(Long.class)
                .single();
    }
}
