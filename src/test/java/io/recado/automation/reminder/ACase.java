package io.recado.automation.reminder;

import io.recado.agenda.Appointment;
import io.recado.clinic.Clinic;
import io.recado.consent.Silence;
import io.recado.fixtures.AnAppointment;
import io.recado.fixtures.StandardTemplates;
import io.recado.template.Catalogue;
import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** A reminder to be decided on, with settings that nobody has touched unless said otherwise. */
final class ACase {

    private final AnAppointment appointment;
    private final Clinic clinic;
    private ReminderSettings settings;
    private @Nullable Instant since;
    private boolean maySend = true;
    private Silence silence = Silence.NONE;
    private Catalogue catalogue = StandardTemplates.active();

    private ACase(Clinic clinic, AnAppointment appointment) {
        this.clinic = clinic;
        this.appointment = appointment.in(clinic);
        this.settings = ReminderSettings.untouched(clinic.id());
    }

    static ACase aReminderOf(AnAppointment appointment, Clinic clinic) {
        return new ACase(clinic, appointment);
    }

    ACase daysBefore(int days) {
        settings = settings.withDaysBefore(days);
        return this;
    }

    ACase sendAt(String local) {
        settings = settings.withSendAt(LocalTime.parse(local));
        return this;
    }

    ACase whenBookedLate(LateBooking policy) {
        settings = settings.withLateBooking(policy);
        return this;
    }

    ACase template(String name) {
        settings = settings.withTemplate(name);
        return this;
    }

    ACase off() {
        settings = settings.withEnabled(false);
        return this;
    }

    ACase knownSince(String instant) {
        since = Instant.parse(instant);
        return this;
    }

    ACase ofAClinicThatMayNotSend() {
        maySend = false;
        return this;
    }

    ACase with(Silence silence) {
        this.silence = silence;
        return this;
    }

    ACase with(Catalogue catalogue) {
        this.catalogue = catalogue;
        return this;
    }

    ReminderCase at(String now) {
        return at(Instant.parse(now));
    }

    ReminderCase at(Instant now) {
        Appointment built = appointment.build();
        return new ReminderCase(
                built,
                since == null ? built.firstSeen() : since,
                clinic,
                settings,
                maySend,
                silence,
                ReminderCase.template(catalogue, settings, clinic, built),
                now);
    }
}
