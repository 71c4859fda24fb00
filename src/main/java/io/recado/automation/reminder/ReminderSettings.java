package io.recado.automation.reminder;

import io.recado.configuration.ClinicId;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * How a clinic reminds.
 *
 * @param daysBefore how many days before the appointment's day; 0 to 30
 * @param sendAt at what time of that day, on the clinic's own clock
 * @param template name of the template; with a link for rescheduling, the one of this name and {@code _reagendar}
 * @param version grows with each change; 0 while nobody has touched them
 */
public record ReminderSettings(
        ClinicId clinic,
        boolean enabled,
        int daysBefore,
        LocalTime sendAt,
        String template,
        LateBooking lateBooking,
        long version) {

    static final int MOST_DAYS = 30;

    public ReminderSettings {
        if (daysBefore < 0 || daysBefore > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "A reminder leaves 0 to %d days before the appointment, found %d".formatted(MOST_DAYS, daysBefore));
        }
        if (template.isBlank()) {
            throw new IllegalArgumentException("A reminder needs the name of a template, found nothing");
        }
    }

    static ReminderSettings untouched(ClinicId clinic) {
        return new ReminderSettings(
                clinic, true, 1, LocalTime.of(18, 0), "recordatorio_cita", LateBooking.AFTER_10_MIN, 0);
    }

    /**
     * When a reminder of an appointment is due (UTC). An hour that the clock skips in spring counts from before the change, so 02:30
     * becomes 03:30; one that it repeats in autumn is the first of the two.
     *
     * @param start of the appointment (UTC)
     * @param zone of the clinic
     */
    public Instant due(Instant start, ZoneId zone) {
        return start.atZone(zone)
                .toLocalDate()
                .minusDays(daysBefore)
                .atTime(sendAt)
                .atZone(zone)
                .toInstant();
    }

    public ReminderSettings withEnabled(boolean on) {
        return new ReminderSettings(clinic, on, daysBefore, sendAt, template, lateBooking, version);
    }

    public ReminderSettings withDaysBefore(int days) {
        return new ReminderSettings(clinic, enabled, days, sendAt, template, lateBooking, version);
    }

    public ReminderSettings withSendAt(LocalTime local) {
        return new ReminderSettings(clinic, enabled, daysBefore, local, template, lateBooking, version);
    }

    public ReminderSettings withTemplate(String name) {
        return new ReminderSettings(clinic, enabled, daysBefore, sendAt, name, lateBooking, version);
    }

    public ReminderSettings withLateBooking(LateBooking policy) {
        return new ReminderSettings(clinic, enabled, daysBefore, sendAt, template, policy, version);
    }
}
