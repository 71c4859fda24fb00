package io.recado.console.failed;

import io.recado.agenda.Agenda;
import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentStatus;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Content;
import io.recado.outbox.MessageId;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages that did not arrive, as the ledger holds them. */
final class SomeFailures {

    private static final Instant START = Instant.now().plus(Duration.ofDays(2));

    private final Agenda agenda;
    private final Outbox outbox;
    private final JdbcClient jdbc;

    SomeFailures(Agenda agenda, Outbox outbox, JdbcClient jdbc) {
        this.agenda = agenda;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    /** A reminder that WhatsApp has refused with a code; its number is the patient's. */
    MessageId reminder(String clinic, String externalId, String firstName, String phone, int code) {
        agenda.mirror(
                new SourceId("pms"),
                List.of(new AppointmentRecord(
                        externalId,
                        new ClinicId(clinic),
                        START,
                        Duration.ofMinutes(45),
                        AppointmentStatus.PENDING,
                        "1",
                        null,
                        null,
                        false,
                        "P-" + externalId,
                        new PatientRecord(
                                "P-" + externalId,
                                new ClinicId(clinic),
                                firstName,
                                "Prueba",
                                phone,
                                null,
                                null,
                                "es",
                                true,
                                false),
                        new Appointment.Professional("D-3", "Dra. Ruiz"),
                        List.of(),
                        null)));
        var subject = "appointment:"
                + jdbc.sql("select id from appointment where external_id = :id")
                        .param("id", externalId)
                        .query(Long.class)
                        .single();
        var id = outbox.place(List.of(new Order(
                        new OrderKey("reminder", subject, "v-" + UUID.randomUUID()),
                        new ClinicId(clinic),
                        new ChannelId(clinic + "-cloud"),
                        new PhoneNumber(phone),
                        new Content.Text("Hola " + firstName + ", te recordamos tu cita."),
                        Priority.REMINDER,
                        UUID.randomUUID().toString(),
                        Instant.now().plus(Duration.ofDays(1)),
                        START)))
                .getFirst()
                .id();
        jdbc.sql("""
                        update delivery set status = 'failed', attempts = 1, failure_code = :code, failure_class = 'FIX_RECIPIENT',
                               ended_at = now() where id = :id
                        """).param("id", id.value()).param("code", code).update();
        jdbc.sql("""
                        insert into failed_message (message_id, failed_at, class, code, title, clinic, rule)
                        values (:id, now(), 'FIX_RECIPIENT', :code, 'Message undeliverable', :clinic, 'reminder')
                        """)
                .param("id", id.value())
                .param("code", code)
                .param("clinic", clinic)
                .update();
        return id;
    }

    /** As the archive does it, long after. */
    void archive(MessageId id) {
        jdbc.sql("""
                        insert into archived_message (id, nonce, archived_at, message, delivery, events, attempts, failures, actions)
                        select m.id, m.nonce, now(), to_jsonb(m), to_jsonb(d), '[]', '[]', '[]', '[]'
                          from message m join delivery d using (id) where m.id = :id
                        """).param("id", id.value()).update();
        for (var table : List.of(
                "failed_message where message_id",
                "message_event where message_id",
                "delivery where id",
                "message where id")) {
            jdbc.sql("delete from " + table + " = :id").param("id", id.value()).update();
        }
    }

    /** On which all appointments are. */
    static LocalDate day() {
        return LocalDate.ofInstant(START, ZoneId.of("Europe/Madrid"));
    }

    String phoneOf(String patient) {
        return jdbc.sql("select phone from patient where external_id = :patient")
                .param("patient", patient)
                .query(String.class)
                .single();
    }

    void none() {
        jdbc.sql("delete from write_back where external_id like 'P-F-%'").update();
        jdbc.sql("""
                        update patient set phone = source_phone, source_phone = null, phone_corrected = false
                         where phone_corrected and external_id like 'P-F-%'
                        """).update();
        jdbc.sql("delete from failed_message").update();
        jdbc.sql("delete from failure_review").update();
    }

    long waiting() {
        return jdbc.sql("select count(*) from failed_message where resolved_at is null")
                .query(Long.class)
                .single();
    }

    String status(MessageId id) {
        return jdbc.sql("select status from delivery where id = :id")
                .param("id", id.value())
                .query(String.class)
                .single();
    }
}
