package io.recado.automation.reminder;

import static io.recado.automation.reminder.TheAgenda.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.agenda.AppointmentStatus;
import io.recado.automation.reminder.ReminderRehearsal.Forecast;
import io.recado.outbox.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What settings would do before anybody saves them. */
class ReminderRehearsalIT extends ReminderStage {

    private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 21);

    private final ReminderRehearsal rehearsal = hub.getBean(ReminderRehearsal.class);
    private final RemindersPerClinic settings = hub.getBean(RemindersPerClinic.class);

    @Test
    void countsWhatLeavesTomorrowAndLeavesNoTrace() {
        agenda.has(appointment("A-1", TUESDAY));
        agenda.has(appointment("A-2", TUESDAY));
        agenda.has(appointment("A-3", WEDNESDAY));
        agenda.has(appointment("A-4", Instant.parse(TUESDAY), AppointmentStatus.PENDING, "e-mail only", null));

        var now = settings.get(CENTRO);
        assertThat(rehearsal.forecast(now, true)).isEqualTo(new Forecast(0, SATURDAY, 0, Map.of()));
        assertThat(rehearsal.forecast(now.withDaysBefore(3), true))
                .isEqualTo(new Forecast(0, SATURDAY, 2, Map.of(Reason.PHONE_NOT_USABLE, 1)));
        assertThat(rehearsal.forecast(now.withDaysBefore(3), false))
                .isEqualTo(new Forecast(0, SATURDAY, 0, Map.of(Reason.CLINIC_MAY_NOT_SEND, 3)));
        assertThat(rehearsal.forecast(now.withDaysBefore(3).withEnabled(false), true))
                .isEqualTo(new Forecast(0, SATURDAY, 0, Map.of(Reason.RULE_OFF, 3)));

        assertThat(count("decision")).isZero();
        assertThat(count("message")).isZero();
        assertThat(settings.get(CENTRO)).isEqualTo(now);
    }

    @Test
    void saysWhatWouldLeaveAtOnceAndNotWhatHasLeft() {
        var told = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        deliver();
        assertThat(current(told)).isEqualTo(sent());
        agenda.has(appointment(
                "A-2",
                Instant.parse(TUESDAY),
                AppointmentStatus.PENDING,
                "600 111 222",
                Instant.parse("2026-11-20T09:00:00Z")));
        var earlier = settings.get(CENTRO).withDaysBefore(2).withSendAt(LocalTime.of(9, 0));

        assertThat(rehearsal
                        .forecast(earlier.withLateBooking(LateBooking.NOW), true)
                        .atOnce())
                .isEqualTo(1);
    }

    @Test
    void agreesWithARealRun() {
        agenda.has(appointment("A-1", TUESDAY));
        agenda.has(appointment("A-2", WEDNESDAY));
        var edited = settings.get(CENTRO).withDaysBefore(3).withSendAt(LocalTime.of(9, 30));
        var forecast = rehearsal.forecast(edited, true);
        settings.save(edited);

        clock.set("2026-11-21T22:59:59Z");
        reminders.planDue();

        assertThat(forecast.thatDay()).isEqualTo(1);
        assertThat(orders()).hasSize(1);
    }
}
