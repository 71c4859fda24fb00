package io.recado.source;

import io.recado.agenda.AppointmentId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.configuration.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of commands. Every method belongs into its caller's transaction; every change of state leaves an entry in the history. */
@Repository
class WriteBackStore {

    private final JdbcClient jdbc;

    WriteBackStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A command that has just been ordered.
     *
     * @param appointment null for a command about a patient
     * @param patient null for a command about an appointment
     */
    record NewOne(
            UUID id,
            SourceId source,
            @Nullable AppointmentId appointment,
            @Nullable Long patient,
            ClinicId clinic,
            String externalId,
            String kind,
            String command,
            @Nullable String version,
            WriteBackState state,
            Instant giveUpAt,
            @Nullable String error) {}

    /** A command under way; without an appointment it is about a patient. */
    record Sending(
            UUID id,
            SourceId source,
            @Nullable AppointmentId appointment,
            String command,
            int attempts,
            Instant giveUpAt) {}

    /** A command that goes to its source's queue. */
    record Due(UUID id, SourceId source) {}

    void add(NewOne one, Instant now) {
        jdbc.sql("""
                        insert into write_back (id, source, appointment, patient, clinic, external_id, kind, command, source_version,
                                                state, ordered_at, next_at, give_up_at, changed_at, error)
                        values (:id, :source, :appointment, :patient, :clinic, :externalId, :kind, :command::jsonb, :version,
                                :state, :now, :now, :giveUpAt, :now, :error)""")
                .param("id", one.id())
                .param("source", one.source().value())
                .param(
                        "appointment",
                        one.appointment() == null ? null : one.appointment().value())
                .param("patient", one.patient())
                .param("clinic", one.clinic().value())
                .param("externalId", one.externalId())
                .param("kind", one.kind())
                .param("command", one.command())
                .param("version", one.version())
                .param("state", one.state().code())
                .param("now", Timestamp.from(now))
                .param("giveUpAt", Timestamp.from(one.giveUpAt()))
                .param("error", one.error())
                .update();
        note(one.id(), one.state(), one.error(), now);
    }

    /** Marks due commands as queued and returns them; of each appointment and patient only the oldest that is not ended. */
    List<Due> claim(Instant now, int limit) {
        return jdbc.sql("""
                        with due as (
                            select id from write_back mine
                             where state = 'waiting' and next_at <= :now
                               and not exists (select 1 from write_back earlier
                                                where (earlier.appointment = mine.appointment or earlier.patient = mine.patient)
                                                  and earlier.seq < mine.seq
                                                  and earlier.state in ('waiting', 'queued', 'sending'))
                             order by next_at
                             limit :limit
                               for update skip locked),
                        claimed as (
                            update write_back set state = 'queued', changed_at = :now
                              from due where write_back.id = due.id
                            returning write_back.id, source, seq),
                        noted as (
                            insert into write_back_event (write_back, at, state) select id, :now, 'queued' from claimed)
                        select id, source from claimed order by seq""")
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, number) -> new Due(row.getObject("id", UUID.class), new SourceId(row.getString("source"))))
                .list();
    }

    /** Takes a queued command for an attempt; empty when it is not there to be taken. */
    Optional<Sending> begin(UUID id, Instant now) {
        var begun = jdbc.sql("""
                        update write_back
                           set state = 'sending', attempts = attempts + 1, changed_at = :now
                         where id = :id and state in ('waiting', 'queued')
                        returning id, source, appointment, attempts, give_up_at,
                                  (command || jsonb_strip_nulls(jsonb_build_object('version', source_version)))::text as command""")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .query(WriteBackStore::sending)
                .optional();
        begun.ifPresent(sending -> note(id, WriteBackState.SENDING, null, now));
        return begun;
    }

    private static Sending sending(ResultSet row, int number) throws SQLException {
        return new Sending(
                row.getObject("id", UUID.class),
                new SourceId(row.getString("source")),
                appointment(row),
                row.getString("command"),
                row.getInt("attempts"),
                row.getTimestamp("give_up_at").toInstant());
    }

    /** The command while it is under way; empty when it was given back meanwhile. */
    Optional<Sending> underWay(UUID id) {
        return jdbc.sql("""
                        select id, source, appointment, attempts, give_up_at, command::text as command
                          from write_back where id = :id and state = 'sending' for update""").param("id", id).query(WriteBackStore::sending).optional();
    }

    void settle(UUID id, WriteBackState state, @Nullable String detail, Instant next, Instant now) {
        jdbc.sql("""
                        update write_back set state = :state, error = coalesce(:detail, error), next_at = :next, changed_at = :now
                         where id = :id""")
                .param("id", id)
                .param("state", state.code())
                .param("detail", detail)
                .param("next", Timestamp.from(next))
                .param("now", Timestamp.from(now))
                .update();
        note(id, state, detail, now);
    }

    /**
     * Until the caller's transaction ends nobody settles a command about this appointment: a version read from now on is the last one made,
     * or whoever makes the next one finds what the caller adds.
     */
    void keepOpenCommandsAsTheyAre(AppointmentId appointment) {
        jdbc.sql("""
                        select id from write_back where appointment = :appointment and state in ('waiting', 'queued', 'sending')
                         order by seq for share""")
                .param("appointment", appointment.value())
                .query(UUID.class)
                .list();
    }

    /** Commands ordered while this one was under way spoke of the state that it has just changed; now they speak of the new one. */
    void carryVersion(UUID done, String version) {
        jdbc.sql("""
                        update write_back later set source_version = :version
                          from write_back done
                         where done.id = :done and later.appointment = done.appointment and later.seq > done.seq
                           and later.state in ('waiting', 'queued')
                           and later.source_version is not distinct from done.source_version""").param("done", done).param("version", version).update();
    }

    /** Whether nobody asked for anything else about the appointment since. */
    boolean lastOf(Sending sending) {
        return jdbc.sql("""
                        select not exists (select 1 from write_back mine, write_back later
                                            where mine.id = :id and later.appointment = mine.appointment
                                              and later.seq > mine.seq and later.state in ('waiting', 'queued', 'sending'))""").param("id", sending.id()).query(Boolean.class).single();
    }

    /** Gives back what a crash or a lost queue left behind; how many. */
    int giveBack(Instant queuedBefore, Instant sendingBefore, Instant now) {
        return jdbc.sql("""
                        with stuck as (
                            update write_back set state = 'waiting', next_at = :now, changed_at = :now
                             where (state = 'queued' and changed_at < :queuedBefore)
                                or (state = 'sending' and changed_at < :sendingBefore)
                            returning id)
                        insert into write_back_event (write_back, at, state, detail)
                        select id, :now, 'waiting', 'no news of the attempt' from stuck""")
                .param("queuedBefore", Timestamp.from(queuedBefore))
                .param("sendingBefore", Timestamp.from(sendingBefore))
                .param("now", Timestamp.from(now))
                .update();
    }

    int open(SourceId source) {
        return jdbc.sql(
                        "select count(*) from write_back where source = :source and state in ('waiting', 'queued', 'sending')")
                .param("source", source.value())
                .query(Integer.class)
                .single();
    }

    /**
     * Newest first.
     *
     * @param clinics of these; of one that is not all, those that know no clinic are not
     */
    List<WriteBackReport> reports(
            @Nullable WriteBackState state,
            ClinicScope clinics,
            @Nullable AppointmentId appointment,
            long before,
            int limit) {
        return jdbc.sql("""
                        select * from write_back
                         where seq < :before
                           and (:state::text is null or state = :state)
                           and (:clinics::text[] is null or clinic = any(:clinics))
                           and (:appointment::bigint is null or appointment = :appointment)
                         order by seq desc limit :limit""")
                .param("before", before)
                .param("state", state == null ? null : state.code())
                .param("clinics", clinics.names())
                .param("appointment", appointment == null ? null : appointment.value())
                .param("limit", limit)
                .query(WriteBackStore::report)
                .list();
    }

    /** One that its source did not take; locked until the transaction ends. */
    Optional<WriteBackReport> troubled(UUID id) {
        return jdbc.sql("select * from write_back where id = :id and state in ('conflict', 'failed') for update")
                .param("id", id)
                .query(WriteBackStore::report)
                .optional();
    }

    /** Tries it again, now about the state that its appointment is in. */
    void again(UUID id, @Nullable String version, Instant giveUpAt, String by, Instant now) {
        jdbc.sql("""
                        update write_back set state = 'waiting', source_version = :version, next_at = :now, give_up_at = :giveUpAt,
                                              changed_at = :now
                         where id = :id""")
                .param("id", id)
                .param("version", version)
                .param("giveUpAt", Timestamp.from(giveUpAt))
                .param("now", Timestamp.from(now))
                .update();
        note(id, WriteBackState.WAITING, "again, by " + by, now);
    }

    void discard(UUID id, String by, Instant now) {
        jdbc.sql("update write_back set state = 'discarded', changed_at = :now where id = :id")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
        note(id, WriteBackState.DISCARDED, "by " + by, now);
    }

    /** Of one source, newest first. */
    List<WriteBackReport> reports(SourceId source, Collection<WriteBackState> states, int limit) {
        return jdbc.sql("""
                        select * from write_back where source = :source and state = any(:states) order by seq desc limit :limit""")
                .param("source", source.value())
                .param("states", states.stream().map(WriteBackState::code).toArray(String[]::new))
                .param("limit", limit)
                .query(WriteBackStore::report)
                .list();
    }

    /** How many stand where, those that are done left out. */
    Map<SourceId, Map<WriteBackState, Integer>> counts() {
        var counts = new HashMap<SourceId, Map<WriteBackState, Integer>>();
        jdbc.sql("""
                        select source, state, count(*) as number from write_back
                         where state in ('waiting', 'queued', 'sending', 'conflict', 'failed') group by source, state""").query(row -> {
            counts.computeIfAbsent(new SourceId(row.getString("source")), source -> new EnumMap<>(WriteBackState.class))
                    .put(WriteBackState.of(row.getString("state")), row.getInt("number"));
        });
        return counts;
    }

    Optional<WriteBackReport> report(UUID id) {
        return jdbc.sql("select * from write_back where id = :id")
                .param("id", id)
                .query(WriteBackStore::report)
                .optional();
    }

    private static @Nullable AppointmentId appointment(ResultSet row) throws SQLException {
        var id = row.getObject("appointment", Long.class);
        return id == null ? null : new AppointmentId(id);
    }

    private static WriteBackReport report(ResultSet row, int number) throws SQLException {
        var clinic = row.getString("clinic");
        return new WriteBackReport(
                row.getObject("id", UUID.class),
                new SourceId(row.getString("source")),
                appointment(row),
                row.getObject("patient", Long.class),
                clinic == null ? null : new ClinicId(clinic),
                row.getString("external_id"),
                row.getString("kind"),
                WriteBackState.of(row.getString("state")),
                row.getInt("attempts"),
                row.getTimestamp("ordered_at").toInstant(),
                row.getTimestamp("changed_at").toInstant(),
                row.getString("error"),
                row.getLong("seq"));
    }

    private void note(UUID id, WriteBackState state, @Nullable String detail, Instant now) {
        jdbc.sql("insert into write_back_event (write_back, at, state, detail) values (:id, :now, :state, :detail)")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .param("state", state.code())
                .param("detail", detail)
                .update();
    }
}
