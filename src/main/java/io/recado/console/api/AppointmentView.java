package io.recado.console.api;

import io.recado.agenda.Appointment;
import io.recado.agenda.Patient;
import io.recado.contact.PhoneCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An appointment of the mirror as scripts see it. */
@Schema(name = "Appointment")
record AppointmentView(
        long id,
        String source,
        @Schema(description = "The source's id of it") String externalId,
        String clinic,
        Instant start,
        long minutes,
        @Schema(example = "confirmed") String status,
        PatientView patient,
        @Nullable NamedView professional,
        List<NamedView> services,
        @Nullable String room,
        Instant firstSeen,
        Instant changed) {

    static AppointmentView of(Appointment appointment) {
        var professional = appointment.professional();
        return new AppointmentView(
                appointment.id().value(),
                appointment.source().value(),
                appointment.externalId(),
                appointment.clinic().value(),
                appointment.start(),
                appointment.length().toMinutes(),
                Parameters.code(appointment.status()),
                PatientView.of(appointment.patient()),
                professional == null ? null : new NamedView(professional.externalId(), professional.name()),
                appointment.services().stream()
                        .map(service -> new NamedView(service.externalId(), service.name()))
                        .toList(),
                appointment.room(),
                appointment.firstSeen(),
                appointment.changed());
    }

    /** Something that the source has an id and a name for. */
    @Schema(name = "Named")
    record NamedView(String externalId, String name) {}

    /** A person as a source knows them. */
    @Schema(name = "Patient")
    record PatientView(
            @Schema(description = "The hub's number, for the parameter `patient`")
            long id,

            String externalId,
            String firstName,
            String lastName,

            @Schema(example = "+34600000001") @Nullable String phone,

            @Schema(description = "Why there is no phone", example = "MISSING") @Nullable
            String phoneProblem,

            @Nullable String language) {

        static PatientView of(Patient patient) {
            return new PatientView(
                    patient.id(),
                    patient.externalId(),
                    patient.firstName(),
                    patient.lastName(),
                    patient.phone() instanceof PhoneCheck.Usable usable
                            ? usable.number().e164()
                            : null,
                    patient.phone() instanceof PhoneCheck.Unusable unusable
                            ? unusable.problem().name()
                            : null,
                    patient.language());
        }
    }
}
