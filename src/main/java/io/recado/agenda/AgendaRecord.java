package io.recado.agenda;

import io.recado.agenda.Appointment.Professional;
import io.recado.agenda.Appointment.Service;
import io.recado.configuration.ClinicId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source says about one thing of its agenda, in the hub's words: clinic ids are ours, times are UTC, phone numbers are still as people
 * typed them.
 */
public sealed interface AgendaRecord {

    /** The source's own id of it. */
    String externalId();

    /**
     * An appointment as it is now.
     *
     * @param length more than zero, at most a day
     * @param version what the source calls this state; null when it counts none
     * @param changedAt when the source last changed it, by its own clock (UTC); null when it does not say
     * @param bookedAt when it was booked, by the source's clock (UTC); null when it does not say
     * @param doubtfulTime the source wrote a local time that does not exist, or exists twice, in its zone
     * @param patientId the source's id of the patient
     * @param patient the patient's data when the record brings them; null when it only names the patient
     */
    record AppointmentRecord(
            String externalId,
            ClinicId clinic,
            Instant start,
            Duration length,
            AppointmentStatus status,
            @Nullable String version,
            @Nullable Instant changedAt,
            @Nullable Instant bookedAt,
            boolean doubtfulTime,
            String patientId,
            @Nullable PatientRecord patient,
            @Nullable Professional professional,
            List<Service> services,
            @Nullable String room)
            implements AgendaRecord {

        private static final Duration LONGEST = Duration.ofDays(1);

        public AppointmentRecord {
            requireId("appointment", externalId);
            requireId("patient", patientId);
            if (length.toMinutes() < 1 || length.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "An appointment takes from one minute to a day, found " + length + " at " + externalId);
            }
            if (patient != null && !patient.externalId().equals(patientId)) {
                throw new IllegalArgumentException("Appointment " + externalId + " names two patients");
            }
            services = List.copyOf(services);
        }

        @Override
        public String toString() {
            return "AppointmentRecord[%s, %s, %s]".formatted(externalId, start, status);
        }
    }

    /**
     * A person as the source knows them.
     *
     * @param clinic whose country gives the prefix of a number without one
     * @param phone as people typed it; null when there is none
     */
    record PatientRecord(
            String externalId,
            ClinicId clinic,
            String firstName,
            String lastName,
            @Nullable String phone,
            @Nullable String email,
            @Nullable LocalDate birthDate,
            @Nullable String language,
            @Nullable Boolean serviceConsent,
            @Nullable Boolean marketingConsent)
            implements AgendaRecord {

        public PatientRecord {
            requireId("patient", externalId);
        }

        @Override
        public String toString() {
            return "PatientRecord[" + externalId + "]";
        }
    }

    /** The source says that it deleted an appointment. It counts as cancelled; one that the mirror never saw is no news. */
    record RemovedRecord(String externalId, @Nullable String version) implements AgendaRecord {

        public RemovedRecord {
            requireId("appointment", externalId);
        }
    }

    private static void requireId(String what, String externalId) {
        if (externalId.isBlank() || externalId.length() > 200) {
            throw new IllegalArgumentException(
                    "The id of a source's %s has 1 to 200 characters, found %d".formatted(what, externalId.length()));
        }
    }
}
