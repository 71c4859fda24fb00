package io.recado.agenda;

import static io.recado.agenda.Appointments.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.configuration.SourceId;
import io.recado.contact.PhoneNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the tables of the mirror: one statement per page and table, whose rows travel as one JSON document. */
final class MirrorTables {

    /** A stored row, as far as comparing needs it. */
    record Stored(long id, String fingerprint) {}

    /** A stored patient, as far as comparing needs it. */
    record StoredPatient(long id, String fingerprint, String country) {}

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    MirrorTables(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Until the transaction ends, nobody else mirrors this source: two writers could tell one change twice. */
    void lock(SourceId source) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('mirror:' || :source, 0))")
                .param("source", source.value())
                .query((row, number) -> number)
                .list();
    }

    Map<String, Stored> appointments(SourceId source, Collection<String> externalIds) {
        var found = new HashMap<String, Stored>();
        jdbc.sql(
                        "select id, external_id, fingerprint from appointment where source = :source and external_id = any(:ids)")
                .param("source", source.value())
                .param("ids", externalIds.toArray(String[]::new))
                .query(row -> {
                    found.put(
                            row.getString("external_id"), new Stored(row.getLong("id"), row.getString("fingerprint")));
                });
        return found;
    }

    Map<String, StoredPatient> patients(SourceId source, Collection<String> externalIds) {
        var found = new HashMap<String, StoredPatient>();
        jdbc.sql("""
                        select id, external_id, fingerprint, country from patient
                         where source = :source and external_id = any(:ids)
                        """)
                .param("source", source.value())
                .param("ids", externalIds.toArray(String[]::new))
                .query(row -> {
                    found.put(
                            row.getString("external_id"),
                            new StoredPatient(
                                    row.getLong("id"), row.getString("fingerprint"), row.getString("country")));
                });
        return found;
    }

    /** The open appointments to come of some patients: what is known of a person is part of what is told about them. */
    List<Long> openOf(Collection<Long> patients, Instant now) {
        return jdbc.sql("""
                        select id from appointment
                         where patient = any(:patients) and starts_at >= :now and status in ('PENDING', 'CONFIRMED')
                        """)
                .param("patients", patients.toArray(Long[]::new))
                .param("now", utc(now))
                .query(Long.class)
                .list();
    }

    /** Waits for anybody who is changing one of these, and keeps others from it until the transaction ends. */
    void lockRows(Collection<Long> ids) {
        jdbc.sql("select id from appointment where id = any(:ids) order by id for update")
                .param("ids", ids.toArray(Long[]::new))
                .query(Long.class)
                .list();
    }

    /**
     * Adds or overwrites. A person keeps the country they were first seen in, and a number that somebody corrected as long as the source's
     * own number stays what it was then.
     */
    void storePatients(SourceId source, List<Map<String, @Nullable Object>> rows, Instant now) {
        jdbc.sql("""
                        insert into patient (source, external_id, first_name, last_name, country, phone_raw, phone, phone_problem, email,
                               birth_date, language, service_consent, marketing_consent, fingerprint, first_seen_at, changed_at)
                        select :source, r.external_id, r.first_name, r.last_name, r.country, r.phone_raw, r.phone, r.phone_problem, r.email,
                               r.birth_date, r.language, r.service_consent, r.marketing_consent, r.fingerprint, :now, :now
                          from jsonb_to_recordset(:rows::jsonb) as r(external_id text, first_name text, last_name text, country text,
                               phone_raw text, phone text, phone_problem text, email text, birth_date date, language text,
                               service_consent boolean, marketing_consent boolean, fingerprint text)
                         order by r.external_id
                        on conflict (source, external_id) do update set
                               first_name = excluded.first_name, last_name = excluded.last_name, phone_raw = excluded.phone_raw,
                               phone = case when patient.phone_corrected and excluded.phone is not distinct from patient.source_phone
                                            then patient.phone else excluded.phone end,
                               phone_problem = case when patient.phone_corrected
                                                         and excluded.phone is not distinct from patient.source_phone
                                                    then patient.phone_problem else excluded.phone_problem end,
                               phone_corrected = patient.phone_corrected
                                                 and excluded.phone is not distinct from patient.source_phone,
                               source_phone = case when excluded.phone is not distinct from patient.source_phone
                                                   then patient.source_phone end,
                               email = excluded.email,
                               birth_date = excluded.birth_date, language = excluded.language,
                               service_consent = excluded.service_consent, marketing_consent = excluded.marketing_consent,
                               fingerprint = excluded.fingerprint, changed_at = excluded.changed_at
                        """)
                .param("source", source.value())
                .param("now", utc(now))
                .param("rows", text(rows))
                .update();
        jdbc.sql("""
                        update phone_correction c set ended_at = :now
                          from patient p
                         where c.patient = p.id and c.ended_at is null and not p.phone_corrected
                           and p.source = :source and p.external_id = any(:ids)
                        """)
                .param("source", source.value())
                .param("now", utc(now))
                .param("ids", rows.stream().map(row -> row.get("external_id")).toArray(String[]::new))
                .update();
    }

    Optional<SourceId> sourceOf(long patient) {
        return jdbc.sql("select source from patient where id = :id")
                .param("id", patient)
                .query((row, number) -> new SourceId(row.getString("source")))
                .optional();
    }

    /** What the source's own number reads as is kept only once, however often people correct what they corrected. */
    CorrectedPhone correctPhone(long patient, PhoneNumber phone, String by, Instant now) {
        return jdbc.sql("""
                        with old as (
                            select id, phone from patient where id = :id for update
                        ), ended as (
                            update phone_correction c set ended_at = :now from old where c.patient = old.id and c.ended_at is null
                        ), kept as (
                            insert into phone_correction (patient, at, by_whom, before, after)
                            select id, :now, :by, phone, :phone from old
                        )
                        update patient p
                           set source_phone = case when p.phone_corrected then p.source_phone else p.phone end,
                               phone_corrected = true, phone = :phone, phone_problem = null, changed_at = :now
                          from old where p.id = old.id
                        returning p.source, p.external_id, p.phone_raw
                        """)
                .param("id", patient)
                .param("phone", phone.e164())
                .param("by", by)
                .param("now", utc(now))
                .query((row, number) -> new CorrectedPhone(
                        new SourceId(row.getString("source")),
                        row.getString("external_id"),
                        row.getString("phone_raw")))
                .single();
    }

    /**
     * Adds or overwrites. A patient's answer stays the status as long as the source neither changes its own status nor the time: what it
     * says then is older than the answer.
     */
    List<Long> storeAppointments(SourceId source, List<Map<String, @Nullable Object>> rows, Instant now) {
        return jdbc.sql("""
                        insert into appointment as a (source, external_id, clinic, starts_at, minutes, time_doubtful, status, source_status,
                               source_version, source_changed_at, patient, professional_id, professional_name, services, room, fingerprint,
                               first_seen_at, changed_at)
                        select :source, r.external_id, r.clinic, r.starts_at, r.minutes, r.time_doubtful, r.status, r.status,
                               r.source_version, r.source_changed_at, p.id, r.professional_id, r.professional_name, r.services, r.room,
                               r.fingerprint, least(r.first_seen_at, :now), :now
                          from jsonb_to_recordset(:rows::jsonb) as r(external_id text, clinic text, starts_at timestamptz, minutes integer,
                               time_doubtful boolean, status text, source_version text, source_changed_at timestamptz, patient text,
                               professional_id text, professional_name text, services jsonb, room text, fingerprint text,
                               first_seen_at timestamptz)
                          join patient p on p.source = :source and p.external_id = r.patient
                         order by r.external_id
                        on conflict (source, external_id) do update set
                               clinic = excluded.clinic, starts_at = excluded.starts_at, minutes = excluded.minutes,
                               time_doubtful = excluded.time_doubtful,
                               status = case when a.answered and excluded.source_status = a.source_status
                                                  and excluded.starts_at = a.starts_at
                                             then a.status else excluded.source_status end,
                               answered = a.answered and excluded.source_status = a.source_status
                                          and excluded.starts_at = a.starts_at,
                               source_status = excluded.source_status, absences = 0, source_version = excluded.source_version,
                               source_changed_at = excluded.source_changed_at, patient = excluded.patient,
                               professional_id = excluded.professional_id, professional_name = excluded.professional_name,
                               services = excluded.services, room = excluded.room, fingerprint = excluded.fingerprint,
                               changed_at = excluded.changed_at
                        returning a.id
                        """)
                .param("source", source.value())
                .param("now", utc(now))
                .param("rows", text(rows))
                .query(Long.class)
                .list();
    }

    void storeChanges(List<Map<String, @Nullable Object>> rows, Instant now) {
        jdbc.sql("""
                        insert into appointment_change (appointment, at, kind, before, after)
                        select r.appointment, :now, r.kind, r.before, r.after
                          from rows from (jsonb_to_recordset(:rows::jsonb) as (appointment bigint, kind text, before jsonb, after jsonb))
                               with ordinality as r(appointment, kind, before, after, place)
                         order by r.place
                        """).param("now", utc(now)).param("rows", text(rows)).update();
    }

    /** The source took them away. Their fingerprint goes too, so that they are taken again if they come back. */
    void cancel(Collection<Long> ids, Instant now) {
        jdbc.sql("""
                        update appointment set status = 'CANCELLED', source_status = 'CANCELLED', answered = false, fingerprint = '',
                               changed_at = :now
                         where id = any(:ids)
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("now", utc(now))
                .update();
    }

    /** One complete read without them makes them unknown, a second in a row cancels them. */
    void countAbsence(Collection<Long> ids, Instant now) {
        jdbc.sql("""
                        update appointment set
                               status = case when absences = 0 then 'UNKNOWN' else 'CANCELLED' end, answered = false,
                               absences = absences + 1, fingerprint = '', changed_at = :now
                         where id = any(:ids)
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("now", utc(now))
                .update();
    }

    /** Puts a patient's answer in place of what the source says. */
    void answer(AppointmentId id, AppointmentStatus status, Instant now) {
        jdbc.sql("update appointment set status = :status, answered = true, changed_at = :now where id = :id")
                .param("status", status.name())
                .param("now", utc(now))
                .param("id", id.value())
                .update();
    }

    /** The source took the answer: it is its status now, under this version. */
    void answerTaken(AppointmentId id, @Nullable String version) {
        jdbc.sql("""
                        update appointment set source_status = status, answered = false,
                               source_version = coalesce(:version::text, source_version)
                         where id = :id and answered
                        """).param("version", version).param("id", id.value()).update();
    }

    /** The source did not take the answer: what it says counts again. */
    void dropAnswer(AppointmentId id, Instant now) {
        jdbc.sql(
                        "update appointment set status = source_status, answered = false, changed_at = :now where id = :id and answered")
                .param("now", utc(now))
                .param("id", id.value())
                .update();
    }

    private String text(Object rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Rows of the mirror are written as JSON", e);
        }
    }
}
