package io.recado.console.settings;

import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.agenda.AppointmentStatus;
import io.recado.agenda.Patient;
import io.recado.clinic.Clinic;
import io.recado.configuration.SourceId;
import io.recado.console.frame.Words;
import io.recado.contact.PhoneCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An appointment that nobody has booked, of a patient whom nobody knows, to show what a message would look like. */
@Component
public class Specimen {

    private static final LocalTime START = LocalTime.of(10, 30);

    private final Words words;
    private final Clock clock;

    Specimen(Words words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    /**
     * One so many days after tomorrow.
     *
     * @param reader language tag of the patient; null or empty for somebody of whom it is not known
     */
    public Appointment appointment(Clinic clinic, int days, @Nullable String reader) {
        var known = reader == null || reader.isBlank() ? null : reader;
        var language = known == null ? clinic.language() : Locale.forLanguageTag(known);
        var now = clock.instant();
        var day = LocalDate.ofInstant(now, clinic.zone()).plusDays(1L + days);
        var patient = new Patient(
                0,
                "example",
                words.say("specimen.firstName", language),
                words.say("specimen.lastName", language),
                new PhoneCheck.Unusable(PhoneCheck.Problem.MISSING),
                null,
                null,
                known,
                true,
                null);
        return new Appointment(
                new AppointmentId(0),
                new SourceId("example"),
                "A-1",
                clinic.id(),
                day.atTime(START).atZone(clinic.zone()).toInstant(),
                Duration.ofMinutes(45),
                AppointmentStatus.PENDING,
                null,
                patient,
                new Appointment.Professional("D-1", words.say("specimen.professional", language)),
                List.of(new Appointment.Service("S-1", words.say("specimen.service", language))),
                null,
                now,
                now);
    }
}
