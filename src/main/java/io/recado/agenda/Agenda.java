package io.recado.agenda;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.contact.PhoneNumber;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The mirror of every connected agenda. The sources stay the truth: nothing here changes an appointment at its source. Every method that
 * changes the mirror joins the caller's transaction, or brings its own, and publishes {@link AgendaEvent}s inside it.
 */
@Component("agenda")
public class Agenda {

    private final Appointments appointments;
    private final MirrorTables tables;
    private final Mirror mirror;
    private final Clinics clinics;
    private final TransactionOperations transactions;

    Agenda(
            JdbcClient jdbc,
            ObjectMapper json,
            Clinics clinics,
            ApplicationEventPublisher events,
            TransactionOperations transactions,
            Clock clock) {
        this.appointments = new Appointments(jdbc, json);
        this.tables = new MirrorTables(jdbc, json);
        this.mirror = new Mirror(appointments, tables, clinics, events, clock);
        this.clinics = clinics;
        this.transactions = transactions;
    }

    /** Takes a page of records: stores what is new, tells what changed, and does nothing about what is known. */
    public MirrorReport mirror(SourceId source, List<AgendaRecord> records) {
        return transactions.execute(status -> mirror.take(source, records));
    }

    public Optional<Appointment> find(AppointmentId id) {
        return appointments.byId(List.of(id.value())).stream().findFirst();
    }

    /** Those that exist, in the order of their start. */
    public List<Appointment> findAll(Collection<AppointmentId> ids) {
        return appointments.byId(ids.stream().map(AppointmentId::value).toList());
    }

    /** What starts at a clinic on one day of its own calendar, whatever its status, in the order of start. */
    public List<Appointment> onDay(ClinicId clinic, LocalDate day) {
        var zone = clinics.get(clinic).zone();
        return appointments.at(
                clinic,
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** One page of a list in the order of start. */
    public AppointmentPage search(AppointmentSearch search) {
        return appointments.search(search);
    }

    /**
     * What is to come at some clinics at a time that may be another one: its source wrote a local time that its zone skips or has twice that
     * night.
     *
     * @param limit how many at most, the next ones first
     */
    public List<Appointment> doubtfulTimes(SourceId source, Collection<ClinicId> at, Instant from, int limit) {
        return appointments.doubtful(source, at, from, limit);
    }

    /**
     * The subjects, such as {@code appointment:4711}, of the latest appointments of people whose name has all these words, whatever their
     * case; a thousand at most.
     */
    public List<String> appointmentsOf(String name) {
        return appointments.ofPeople(name);
    }

    /** The subjects of the latest appointments of one patient; a thousand at most. */
    public List<String> appointmentsOf(long patient) {
        return appointments.ofPerson(patient);
    }

    /** What happened to an appointment, oldest first. */
    public List<AppointmentChange> history(AppointmentId id) {
        return appointments.history(id);
    }

    /**
     * Puts a patient's answer in place of the source's status at once, before the source has it. It stays until the source changes the status
     * or the time itself; the source saying the same again is no news.
     */
    public void recordAnswer(AppointmentId id, AppointmentStatus status) {
        transactions.executeWithoutResult(
                tx -> mirror.alter(List.of(id.value()), now -> tables.answer(id, status, now)));
    }

    /**
     * The source has taken the answer.
     *
     * @param version what the source calls the state that came of it; null when it does not say
     */
    public void answerTaken(AppointmentId id, @Nullable String version) {
        tables.answerTaken(id, version);
    }

    /** The source has not taken the answer and will not: what the source says counts again, and whatever that changes is told. */
    public void dropAnswer(AppointmentId id) {
        transactions.executeWithoutResult(tx -> mirror.alter(List.of(id.value()), now -> tables.dropAnswer(id, now)));
    }

    /**
     * Puts another number in place of the source's. It counts until the source's own number changes; whatever that changes for open
     * appointments is told.
     *
     * @param by an account's or token's name
     * @return empty when there is no such patient
     */
    public Optional<CorrectedPhone> correctPhone(long patient, PhoneNumber phone, String by) {
        return Optional.ofNullable(transactions.execute(tx -> mirror.correctPhone(patient, phone, by)));
    }

    /** Everybody whom this number reaches, by name; fifty at most, as a clinic's own number may stand in many records. */
    public List<Patient> withPhone(PhoneNumber phone) {
        return appointments.peopleWith(phone);
    }

    /** What is still to come for some patients, in the order of start; two hundred at most. */
    public List<Appointment> openOf(Collection<Long> patients, Instant from) {
        return appointments.openOf(patients, from);
    }

    /** The source's ids of the appointments between two instants that it should still know: neither over nor cancelled. */
    public Set<String> expected(SourceId source, Instant from, Instant to) {
        return appointments.expected(source, from, to);
    }

    /**
     * A complete read of the source's window did not have these. The first time, each becomes {@code UNKNOWN}, so that nothing is said about
     * it; a second time in a row, it is cancelled. If the source has it again in between, it is what it was.
     */
    public void absent(SourceId source, Collection<String> externalIds) {
        transactions.executeWithoutResult(tx -> mirror.absent(source, externalIds));
    }
}
