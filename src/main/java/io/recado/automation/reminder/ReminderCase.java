package io.recado.automation.reminder;

import io.recado.agenda.Appointment;
import io.recado.clinic.Clinic;
import io.recado.consent.OptOut;
import io.recado.consent.Silence;
import io.recado.contact.PhoneCheck;
import io.recado.template.Catalogue;
import io.recado.template.Catalogue.Choice;
import java.time.Duration;
import java.time.Instant;

/**
 * Everything that may matter to one reminder, gathered beforehand so that deciding is a function.
 *
 * @param since since when the appointment is known to be at its present hour (UTC): when it was booked, or moved there
 * @param maySend whether the clinic may send at all
 * @param template the template that its reader would get
 */
record ReminderCase(
        Appointment appointment,
        Instant since,
        Clinic clinic,
        ReminderSettings settings,
        boolean maySend,
        Silence silence,
        Choice template,
        Instant now) {

    /** Templates of this ending carry a third button, for clinics whose patients can move their appointments themselves. */
    private static final String WITH_RESCHEDULING = "_reagendar";

    /** Later than this the patient is on the way, and a gap that "no" would free can no longer be filled. */
    private static final Duration LAST_CALL = Duration.ofMinutes(30);

    private static final Duration AFTER_LATE_BOOKING = Duration.ofMinutes(10);

    /** A late booking nearer than this needs no reminder: it was made a moment ago. */
    private static final Duration WORTH_REMINDING = Duration.ofHours(2);

    /** The template of a clinic for a reader: with the third button where the clinic has a page behind it, and never without one. */
    static Choice template(Catalogue catalogue, ReminderSettings settings, Clinic clinic, Appointment appointment) {
        var reader = appointment.patient().language();
        var plain = settings.template().endsWith(WITH_RESCHEDULING)
                ? settings.template().substring(0, settings.template().length() - WITH_RESCHEDULING.length())
                : settings.template();
        if (clinic.rescheduleUrl() != null
                && catalogue.choose(plain + WITH_RESCHEDULING, reader, clinic.language())
                        instanceof Choice.Found withRescheduling) {
            return withRescheduling;
        }
        return catalogue.choose(plain, reader, clinic.language());
    }

    /** When the rule says to remind, whenever the appointment was booked (UTC). */
    private Instant regularDue() {
        return settings.due(appointment.start(), clinic.zone());
    }

    /** The same at another instant (UTC). */
    ReminderCase at(Instant instant) {
        return new ReminderCase(appointment, since, clinic, settings, maySend, silence, template, instant);
    }

    boolean bookedLate() {
        return since.isAfter(regularDue());
    }

    /** When the reminder is due (UTC), late bookings considered. */
    Instant due() {
        if (!bookedLate()) {
            return regularDue();
        }
        return settings.lateBooking() == LateBooking.AFTER_10_MIN ? since.plus(AFTER_LATE_BOOKING) : since;
    }

    boolean bookedTooLate() {
        return bookedLate()
                && switch (settings.lateBooking()) {
                    case SKIP -> true;
                    case NOW -> false;
                    case AFTER_10_MIN ->
                        Duration.between(since, appointment.start()).compareTo(WORTH_REMINDING) < 0;
                };
    }

    /** From this instant (UTC) on nobody wants the reminder any more. */
    Instant usefulUntil() {
        return appointment.start().minus(LAST_CALL);
    }

    boolean optedOut() {
        return appointment.patient().phone() instanceof PhoneCheck.Usable(var number)
                && silence.optedOut(clinic.id(), number, OptOut.Kind.ALL);
    }

    boolean muted() {
        return appointment.patient().phone() instanceof PhoneCheck.Usable(var number)
                && silence.muted(clinic.id(), number);
    }

    ReminderFacts facts() {
        return new ReminderFacts(
                appointment.start(),
                appointment.status(),
                since,
                due(),
                usefulUntil(),
                settings.version(),
                settings.enabled(),
                maySend,
                switch (appointment.patient().phone()) {
                    case PhoneCheck.Usable usable -> "USABLE";
                    case PhoneCheck.Unusable(var problem) -> problem.name();
                },
                appointment.patient().serviceConsent(),
                optedOut(),
                muted(),
                switch (template) {
                    case Choice.Found(var found) -> found.reference();
                    case Choice.Missing(var name) -> name + " (missing)";
                    case Choice.Inactive(var name) -> name + " (inactive)";
                });
    }
}
