package io.recado.automation.reminder;

import static io.recado.automation.reminder.TheAgenda.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.agenda.AppointmentStatus;
import io.recado.clinic.SaveOutcome;
import io.recado.consent.Consents;
import io.recado.consent.OptOut;
import io.recado.consent.OptOut.Cause;
import io.recado.consent.OptOut.Kind;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Reason;
import io.recado.template.Approval;
import io.recado.template.Templates;
import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

/** What settings, switches, templates and consent do to reminders, before planning and at the last look. */
class ReminderFollowsTheClinicIT extends ReminderStage {

    @Test
    void changedSettingsPlanAnew() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        var settings = hub.getBean(RemindersPerClinic.class);

        var saved = settings.save(settings.get(CENTRO).withDaysBefore(2).withSendAt(LocalTime.of(12, 0)));
        assertThat(saved).isInstanceOf(SaveOutcome.Saved.class);
        assertThat(reminders.planDue()).isEqualTo(1);

        assertThat(current(subject)).isEqualTo(deferred(Reason.NOT_DUE_YET, "2026-11-22T11:00:00Z"));
        assertThat(decisions
                        .of(subject)
                        .getFirst()
                        .facts()
                        .path("settingsVersion")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void oldSettingsDoNotOverwriteNewerOnes() {
        var settings = hub.getBean(RemindersPerClinic.class);
        var read = settings.get(CENTRO);
        settings.save(read.withEnabled(false));

        var outcome = settings.save(read.withDaysBefore(3));

        assertThat(outcome)
                .isEqualTo(new SaveOutcome.Conflict<>(new ReminderSettings(
                        CENTRO, false, 1, LocalTime.of(18, 0), "recordatorio_cita", LateBooking.AFTER_10_MIN, 1)));
        assertThat(settings.get(CENTRO).daysBefore()).isEqualTo(1);
    }

    @Test
    void aSwitchThatIsTurnedOffTakesUnsentRemindersBackAndOnBringsThemBack() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        turn(false);
        reminders.planDue();

        assertThat(current(subject)).isEqualTo(skipped(Reason.CLINIC_MAY_NOT_SEND));
        assertThat(orders()).containsExactly("revoked " + subject + " " + TUESDAY + " CLINIC_MAY_NOT_SEND");

        turn(true);
        reminders.planDue();
        assertThat(current(subject)).isEqualTo(sent());
        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
    }

    @Test
    void anApprovedTemplateBringsItsRemindersBack() {
        var templates = hub.getBean(Templates.class);
        templates.approve("recordatorio_cita", "es", Approval.PENDING);
        templates.approve("recordatorio_cita_reagendar", "es", Approval.PENDING);
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        assertThat(current(subject)).isEqualTo(skipped(Reason.TEMPLATE_INACTIVE));

        templates.approve("recordatorio_cita", "es", Approval.ACTIVE);
        reminders.planDue();

        assertThat(current(subject)).isEqualTo(deferred(Reason.NOT_DUE_YET, MONDAY_EVENING));
        assertThat(decisions.of(subject).getFirst().facts().path("template").asText())
                .isEqualTo("recordatorio_cita/es");
    }

    @Test
    void whoOptsInAgainIsRemindedAgain() {
        var consents = hub.getBean(Consents.class);
        var phone = new PhoneNumber("+34600111222");
        consents.optOut(new OptOut(null, phone, Kind.ALL, Cause.ASKED));
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        assertThat(current(subject)).isEqualTo(skipped(Reason.OPTED_OUT));

        consents.optIn(null, phone, Kind.ALL);
        reminders.planDue();

        assertThat(current(subject)).isEqualTo(deferred(Reason.NOT_DUE_YET, MONDAY_EVENING));
    }

    @Test
    void theLastLookFindsWhatIsNoLongerTrue() {
        var fine = agenda.has(appointment("A-1", TUESDAY));
        var moved = agenda.has(appointment("A-2", TUESDAY));
        var cancelled = agenda.has(appointment("A-3", TUESDAY));
        var silent =
                agenda.has(appointment("A-4", Instant.parse(TUESDAY), AppointmentStatus.PENDING, "600 999 888", null));
        clock.set(MONDAY_EVENING);
        agenda.has(appointment("A-2", WEDNESDAY));
        cancel("A-3");
        hub.getBean(Consents.class).optOut(new OptOut(CENTRO, new PhoneNumber("+34600999888"), Kind.ALL, Cause.ASKED));

        assertThat(objection(fine)).isNull();
        assertThat(objection(moved)).isEqualTo(Reason.APPOINTMENT_MOVED);
        assertThat(objection(cancelled)).isEqualTo(Reason.APPOINTMENT_CANCELLED);
        assertThat(objection(silent)).isEqualTo(Reason.OPTED_OUT);
        assertThat(objection("appointment:999999")).isEqualTo(Reason.APPOINTMENT_CANCELLED);

        turn(false);
        assertThat(objection(fine)).isEqualTo(Reason.CLINIC_MAY_NOT_SEND);
    }

    @Test
    void theLastLookFindsThatTheVeryTemplateWasPaused() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        assertThat(objection(subject)).isNull();

        hub.getBean(Templates.class).approve("recordatorio_cita_reagendar", "es", Approval.PAUSED);

        assertThat(objection(subject)).isEqualTo(Reason.TEMPLATE_INACTIVE);
    }
}
