package io.recado.automation.reminder;

import static io.recado.automation.reminder.TheAgenda.appointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.recado.agenda.Agenda;
import io.recado.agenda.AppointmentId;
import io.recado.agenda.AppointmentStatus;
import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.outbox.Reason;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ordinary life of a reminder, page by page and on several nodes. */
class ReminderPlanningIT extends ReminderStage {

    @Test
    void waitsForItsHourAndIsThenOrderedOnce() {
        var subject = agenda.has(appointment("A-1", TUESDAY));

        assertThat(reminders.planDue()).isEqualTo(1);
        assertThat(current(subject)).isEqualTo(deferred(Reason.NOT_DUE_YET, MONDAY_EVENING));
        assertThat(orders()).isEmpty();

        clock.set(MONDAY_EVENING);
        assertThat(reminders.planDue()).isEqualTo(1);
        assertThat(current(subject)).isEqualTo(sent());
        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
    }

    @Test
    void looksAtNothingWhenNothingIsNew() {
        agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();

        assertThat(reminders.planDue()).isZero();
        agenda.has(appointment("A-1", TUESDAY));
        assertThat(reminders.planDue()).isZero();
        assertThat(reminders.reconcile()).isZero();
    }

    @Test
    void planningAgainChangesNothing() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();

        hub.getBean(Agenda.class).recordAnswer(AppointmentId.ofSubject(subject), AppointmentStatus.CONFIRMED);
        assertThat(reminders.planDue()).isEqualTo(1);

        assertThat(orders()).hasSize(1);
        assertThat(decisions.of(subject)).hasSize(1);
        assertThat(current(subject)).isEqualTo(sent());
    }

    @Test
    void everyCandidateHasExactlyOneDecisionWithAReason() {
        var pending = AppointmentStatus.PENDING;
        var start = Instant.parse(TUESDAY);
        var nobody = agenda.has(appointment("A-1", start, pending, null, null));
        var wrong = agenda.has(appointment("A-2", start, pending, "12", null));
        var cancelled = agenda.has(appointment("A-3", start, AppointmentStatus.CANCELLED, "600111222", null));
        var fine = agenda.has(appointment("A-4", start, pending, "600111222", null));
        clock.set(MONDAY_EVENING);
        reminders.reconcile();
        reminders.planDue();

        assertThat(current(nobody)).isEqualTo(skipped(Reason.NO_PHONE));
        assertThat(current(wrong)).isEqualTo(skipped(Reason.PHONE_NOT_USABLE));
        assertThat(current(cancelled)).isEqualTo(skipped(Reason.APPOINTMENT_CANCELLED));
        assertThat(current(fine)).isEqualTo(sent());
        assertThat(count("decision")).isEqualTo(4);
    }

    @Test
    void keepsWhatTheDecisionRestedOnWithoutThePerson() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();

        var facts = decisions.of(subject).getFirst().facts();

        assertThat(facts.path("start").asText()).isEqualTo(TUESDAY);
        assertThat(facts.path("due").asText()).isEqualTo(MONDAY_EVENING);
        assertThat(facts.path("phone").asText()).isEqualTo("USABLE");
        assertThat(facts.path("template").asText()).isEqualTo("recordatorio_cita_reagendar/es");
        assertThat(facts.toString()).doesNotContain("Ana", "600111222");
    }

    @Test
    void aDecisionThatChangedLeavesTheOldOneInTheHistory() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        clock.set(MONDAY_EVENING);
        reminders.planDue();

        assertThat(decisions.replaced(subject))
                .extracting(DecisionRecord::outcome, DecisionRecord::reason)
                .containsExactly(tuple(Outcome.DEFER, Reason.NOT_DUE_YET));
    }

    @Test
    void pagesMeetWithoutGapsOrOverlaps() {
        manyAppointments(25);
        clock.set(MONDAY_EVENING);

        assertThat(reminders.planPages(10)).isEqualTo(25);
        assertThat(orders()).hasSize(25).doesNotHaveDuplicates();
        assertThat(reminders.planPages(5)).isZero();
    }

    @Test
    void aFullLastPageEndsTheRun() {
        manyAppointments(20);

        assertThat(reminders.planPages(10)).isEqualTo(20);
        assertThat(count("decision")).isEqualTo(20);
    }

    @Test
    void twoPlannersAtOnceShareTheWork() {
        manyAppointments(400);
        clock.set(MONDAY_EVENING);

        var planners = IntStream.range(0, 4)
                .mapToObj(node -> CompletableFuture.supplyAsync(() -> reminders.planPages(10)))
                .toList();
        var decided = planners.stream().mapToInt(CompletableFuture::join).sum();

        assertThat(decided + reminders.planDue()).isEqualTo(400);
        assertThat(orders()).hasSize(400).doesNotHaveDuplicates();
        assertThat(count("decision")).isEqualTo(400);
        assertThat(count("decision_history")).isZero();
    }

    @Test
    void theSlowLaneFindsWhatNoEventTold() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        jdbc.sql("update appointment set starts_at = :start, changed_at = changed_at + interval '1 minute'")
                .param("start", java.sql.Timestamp.from(Instant.parse(WEDNESDAY)))
                .update();

        assertThat(reminders.reconcile()).isEqualTo(1);
        assertThat(reminders.reconcile()).isZero();
        reminders.planDue();

        assertThat(version(subject, WEDNESDAY)).isEqualTo(deferred(Reason.NOT_DUE_YET, TUESDAY_EVENING));
    }
}
