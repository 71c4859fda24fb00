package io.recado.console;

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
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of everything that Clínica Sol Centro has in the hub, each with a name that occurs nowhere else. */
final class Belongings {

    private final Agenda agenda;
    private final Outbox outbox;
    private final JdbcClient jdbc;

    final String surname = mark();
    final String phone = "+34%09d".formatted(ThreadLocalRandom.current().nextLong(610_000_000, 699_999_999));
    final Instant start = Instant.now().plus(Duration.ofDays(45)).truncatedTo(ChronoUnit.MINUTES);
    final String externalId = mark();
    final long appointment;
    final long patient;
    final String message;
    final String test;
    final String command;
    final String user = mark();
    final String reviewer = mark();
    final String auditor = mark();
    final String token = mark();
    final String rejected = mark();
    final String webhookReason = mark();
    final String queue = mark();
    final long rejectedNumber;
    final long webhook;
    final long letter;
    final long tokenNumber;
    final long role;

    Belongings(Agenda agenda, Outbox outbox, JdbcClient jdbc) {
        this.agenda = agenda;
        this.outbox = outbox;
        this.jdbc = jdbc;
        appointment = book();
        patient = number("select patient from appointment where id = " + appointment);
        message = order("reminder", "appointment:" + appointment, phone);
        test = order("test", "channel:centro-cloud", "+34600123123");
        fail(message);
        command = notTaken();
        rejectedNumber = reject();
        webhook = unreadable();
        letter = givenUp();
        role = roleOfNobodyElse();
        person();
        tokenNumber = program();
        history();
        jdbc.sql("update source_lane set last_count = 10 where source = 'pms' and lane = 'SLOW'")
                .update();
    }

    private static String mark() {
        return "zq" + UUID.randomUUID().toString().replace("-", "").substring(0, 14);
    }

    private long book() {
        var centro = new ClinicId("centro");
        var who = new PatientRecord("P-" + externalId, centro, "Ana", surname, phone, null, null, "es", true, null);
        agenda.mirror(
                new SourceId("pms"),
                List.of(new AppointmentRecord(
                        externalId,
                        centro,
                        start,
                        Duration.ofMinutes(30),
                        AppointmentStatus.PENDING,
                        "7",
                        null,
                        null,
                        true,
                        who.externalId(),
                        who,
                        new Appointment.Professional("D-" + surname, "Dra. " + surname),
                        List.of(),
                        null)));
        return jdbc.sql("select id from appointment where external_id = :id")
                .param("id", externalId)
                .query(Long.class)
                .single();
    }

    /** Due when nobody waits for it any more. */
    private String order(String rule, String subject, String to) {
        return outbox.place(List.of(new Order(
                        new OrderKey(rule, subject, "v-" + UUID.randomUUID()),
                        new ClinicId("centro"),
                        new ChannelId("centro-cloud"),
                        new PhoneNumber(to),
                        new Content.Text(rule + " for " + (to.equals(phone) ? surname : "us")),
                        Priority.REMINDER,
                        "n" + UUID.randomUUID(),
                        start.minusSeconds(60),
                        start)))
                .getFirst()
                .id()
                .toString();
    }

    private void fail(String id) {
        jdbc.sql("""
                        with gone as (update delivery set status = 'failed', attempts = 1, failure_code = 131026,
                                      failure_class = 'FIX_RECIPIENT', ended_at = now() where id = :id::uuid)
                        insert into failed_message (message_id, failed_at, class, code, title, clinic, rule)
                        select id, now(), 'FIX_RECIPIENT', 131026, 'Message undeliverable', clinic, rule
                        from message where id = :id::uuid
                        """).param("id", id).update();
    }

    private String notTaken() {
        return jdbc.sql("""
                        insert into write_back (id, source, appointment, clinic, external_id, kind, command, state, ordered_at, next_at,
                                                give_up_at, changed_at, error)
                        values (gen_random_uuid(), 'pms', :appointment, 'centro', :external, 'confirm', '{}', 'conflict', now(), now(), now(),
                                now(), 'HTTP 409')
                        returning id
                        """)
                .param("appointment", appointment)
                .param("external", externalId)
                .query(String.class)
                .single();
    }

    private long reject() {
        return jdbc.sql("""
                        insert into rejected_record (source, type, external_id, reason, detail, payload, first_seen_at, last_seen_at)
                        values ('pms', 'appointment', :id, 'MALFORMED', '$.start: pattern',
                                jsonb_build_object('clinic', '1', 'name', :name::text), now(), now())
                        returning id
                        """)
                .param("id", rejected)
                .param("name", surname)
                .query(Long.class)
                .single();
    }

    private long unreadable() {
        return jdbc.sql("""
                        insert into inbound_payload (channel, received_at, state, reason, raw, receipt, read_at)
                        values ('centro-cloud', now(), 'rejected', :reason, convert_to(:name, 'UTF8'), gen_random_uuid(), now())
                        returning id
                        """)
                .param("reason", webhookReason)
                .param("name", surname)
                .query(Long.class)
                .single();
    }

    private long givenUp() {
        return jdbc.sql("""
                        insert into dead_letter (broker_id, queue, arrived_at, properties, body_text, state)
                        values (:queue, :queue, now(), '{}', 'x', 'waiting') returning id
                        """).param("queue", queue).query(Long.class).single();
    }

    private long roleOfNobodyElse() {
        return jdbc.sql("insert into role (name, ours, permissions) values (:name, false, '{}') returning id")
                .param("name", mark())
                .query(Long.class)
                .single();
    }

    private void person() {
        jdbc.sql("""
                        insert into user_account (name, password_hash, created, role, clinics)
                        values (:name, '{noop}password-of-centro', now(), :role, '{centro}')
                        """).param("name", user).param("role", role).update();
    }

    private long program() {
        return jdbc.sql("""
                        insert into api_token (name, hash, created, permissions, clinics)
                        values (:name, sha256(convert_to(:name, 'UTF8')), now(), '{SEE_AGENDA}', '{centro}') returning id
                        """).param("name", token).query(Long.class).single();
    }

    private void history() {
        jdbc.sql("insert into failure_review (clinic, day, by_whom, at) values ('centro', current_date, :who, now())")
                .param("who", reviewer)
                .update();
        jdbc.sql("""
                        insert into audit_entry (at, who, kind, action, clinic, subject, details)
                        values (now(), :who, 'person', 'settings_changed', 'centro', 'clinic:centro', '{}')
                        """).param("who", auditor).update();
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** A handler's path about what belongs to this clinic. */
    String fill(String path) {
        var values = new LinkedHashMap<String, Object>();
        values.put("/appointments/{id}", appointment);
        values.put("/patients/{id}", patient);
        values.put("/messages/{id}", message);
        values.put("/failed/webhooks/{id}", webhook);
        values.put("/failed/write-backs/{id}", command);
        values.put("/failed/{id}", message);
        values.put("/write-backs/{id}", command);
        values.put("/dead-letters/{id}", letter);
        values.put("/dead-webhooks/{id}", webhook);
        values.put("/channels/{id}", "centro-cloud");
        values.put("/test/{message}", test);
        values.put("/sources/{id}", "pms");
        values.put("/rejected/{number}", rejectedNumber);
        values.put("/route/{direction}", "read");
        values.put("/users/{name}", user);
        values.put("/roles/{id}", role);
        values.put("/tokens/{id}", tokenNumber);
        values.put("/clinics/{clinic}", "centro");
        var filled = path;
        for (var value : values.entrySet()) {
            var place = value.getKey();
            filled = filled.replace(place, place.substring(0, place.indexOf('{')) + value.getValue());
        }
        if (filled.contains("{")) {
            throw new IllegalArgumentException("Say here what of Centro stands in " + path);
        }
        return filled;
    }

    /** What only whoever works for this clinic may read. */
    Set<String> secrets() {
        return Set.of(
                surname,
                phone.substring(1),
                externalId,
                message,
                test,
                command,
                user,
                reviewer,
                auditor,
                token,
                rejected,
                webhookReason,
                queue);
    }

    /** Everything as it is now, to see whether somebody has changed it. */
    Map<String, String> state() {
        return jdbc
                .sql("""
                        select 'appointment' as what, t::text as state from appointment t where id = :appointment
                        union all select 'patient', t::text from patient t where id = :patient
                        union all select 'delivery', string_agg(t::text, ' ' order by id) from delivery t where id::text in (:message, :test)
                        union all select 'failure', string_agg(t::text, ' ' order by id) from failed_message t where message_id::text = :message
                        union all select 'messages', string_agg(id::text, ' ' order by id) from message where to_phone = :phone
                        union all select 'command', t::text from write_back t where id::text = :command
                        union all select 'rejected', t::text from rejected_record t where id = :rejected
                        union all select 'webhook', concat_ws(' ', state, reason) from inbound_payload where id = :webhook
                        union all select 'letter', t::text from dead_letter t where id = :letter
                        union all select 'users', string_agg(t::text, ' ' order by id) from user_account t where 'centro' = any(clinics)
                        union all select 'role', t::text from role t where id = :role
                        union all select 'tokens', string_agg(t::text, ' ' order by id) from api_token t where 'centro' = any(clinics)
                        union all select 'reviews', string_agg(t::text, ' ' order by t::text) from failure_review t where clinic = 'centro'
                        union all select 'switch', t::text from clinic_settings t where clinic = 'centro'
                        union all select 'reminders', t::text from reminder_settings t where clinic = 'centro'
                        union all select 'belief', string_agg(concat_ws(' ', lane, last_count), ',' order by lane) from source_lane
                        """)
                .param("appointment", appointment)
                .param("patient", patient)
                .param("message", message)
                .param("test", test)
                .param("phone", phone)
                .param("command", command)
                .param("rejected", rejectedNumber)
                .param("webhook", webhook)
                .param("letter", letter)
                .param("role", role)
                .query((row, number) -> Map.entry(row.getString("what"), String.valueOf(row.getString("state"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Other tests of the same hub find nothing of this that would be in their way. */
    void clear() {
        jdbc.sql("delete from clinic_settings where clinic = 'centro'").update();
        jdbc.sql("delete from reminder_settings where clinic = 'centro'").update();
        jdbc.sql("update source_lane set last_count = null").update();
        jdbc.sql("delete from rejected_record where id = :id")
                .param("id", rejectedNumber)
                .update();
        jdbc.sql("update inbound_payload set state = 'discarded' where id = :id")
                .param("id", webhook)
                .update();
        jdbc.sql("delete from write_back where id = :id::uuid")
                .param("id", command)
                .update();
        jdbc.sql("delete from dead_letter where id = :id").param("id", letter).update();
        jdbc.sql("delete from failure_review where by_whom = :who")
                .param("who", reviewer)
                .update();
        jdbc.sql("delete from failed_message where message_id = :id::uuid")
                .param("id", message)
                .update();
    }
}
