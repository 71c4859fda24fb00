package io.recado.automation.reminder;

import io.recado.agenda.AppointmentStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a decision about a reminder rested on, as it is kept and shown.
 *
 * @param phone {@code USABLE}, or why not; never the number
 * @param template name and language of the chosen one, such as {@code recordatorio_cita/es}
 */
record ReminderFacts(
        Instant start,
        AppointmentStatus status,
        Instant since,
        Instant due,
        Instant usefulUntil,
        long settingsVersion,
        boolean ruleOn,
        boolean clinicMaySend,
        String phone,
        @Nullable Boolean serviceConsent,
        boolean optedOut,
        boolean muted,
        String template) {}
