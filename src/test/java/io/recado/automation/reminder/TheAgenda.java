package io.recado.automation.reminder;

import io.recado.agenda.Agenda;
import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.Appointment.Professional;
import io.recado.agenda.Appointment.Service;
import io.recado.agenda.AppointmentStatus;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a source says in these tests: appointments in Madrid, one per patient. */
final class TheAgenda {

    static final SourceId PMS = new SourceId("pms");

    private final Agenda agenda;
    private final JdbcClient jdbc;

    TheAgenda(Agenda agenda, JdbcClient jdbc) {
        this.agenda = agenda;
        this.jdbc = jdbc;
    }

    /**
     * The source says this.
     *
     * @return the appointment's subject
     */
    String has(AppointmentRecord appointment) {
        agenda.mirror(PMS, List.of(appointment));
        return subject(appointment.externalId());
    }

    String subject(String externalId) {
        return "appointment:"
                + jdbc.sql("select id from appointment where external_id = :id")
                        .param("id", externalId)
                        .query(Long.class)
                        .single();
    }

    void has(List<AppointmentRecord> appointments) {
        agenda.mirror(PMS, List.copyOf(appointments));
    }

    static AppointmentRecord appointment(String externalId, String start) {
        return appointment(externalId, Instant.parse(start), AppointmentStatus.PENDING, "600 111 222", null);
    }

    static AppointmentRecord appointment(
            String externalId,
            Instant start,
            AppointmentStatus status,
            @Nullable String phone,
            @Nullable Instant bookedAt) {
        var clinic = new ClinicId("centro");
        return new AppointmentRecord(
                externalId,
                clinic,
                start,
                Duration.ofMinutes(45),
                status,
                null,
                null,
                bookedAt,
                false,
                "P-" + externalId,
                new PatientRecord("P-" + externalId, clinic, "Ana", "Muñoz", phone, null, null, null, null, null),
                new Professional("D-3", "Dra. Ruiz"),
                List.of(new Service("S-9", "Limpieza dental")),
                null);
    }
}
