package io.recado.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicScope;
import io.recado.configuration.SourceId;
import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.SourceEntry;
import io.recado.source.WriteBackStore.NewOne;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Commands to the systems that appointments came from: ordered with what caused them, and what people see of them and do about those that were
 * not taken. {@link CommandDispatch} carries them there.
 */
@Component("writeBacks")
public class WriteBacks {

    /** A cancellation is worth telling even when the appointment starts at once. */
    private static final Duration AT_LEAST = Duration.ofMinutes(15);

    /** A record's number is worth mending for longer than one appointment. */
    private static final Duration PHONES_AT_MOST = Duration.ofDays(2);

    private static final int MOST_ABOUT_ONE = 100;

    private final WriteBackStore store;
    private final CommandDispatch dispatch;
    private final Agenda agenda;
    private final Clinics clinics;
    private final Set<SourceId> writable;
    private final ObjectMapper json;
    private final Clock clock;

    WriteBacks(
            WriteBackStore store,
            CommandDispatch dispatch,
            Agenda agenda,
            Clinics clinics,
            Wiring wiring,
            ObjectMapper json,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.dispatch = dispatch;
        this.agenda = agenda;
        this.clinics = clinics;
        this.writable = wiring.sources().stream()
                .filter(source -> source.write() != null)
                .map(SourceEntry::id)
                .map(SourceId::new)
                .collect(Collectors.toUnmodifiableSet());
        this.json = json;
        this.clock = clock;
        writable.forEach(source -> Gauge.builder("recado.write.backs.waiting", store, from -> from.open(source))
                .tag("source", source.value())
                .description("Commands that their source has not answered yet")
                .register(meters));
    }

    /**
     * Orders a command, in the caller's transaction. A source that cannot be written to makes it a failed one at once: people see it and
     * do it by hand.
     *
     * @return the command's id
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID order(Command command) {
        store.keepOpenCommandsAsTheyAre(command.appointment());
        var appointment = agenda.find(command.appointment())
                .orElseThrow(() -> new IllegalArgumentException("No appointment " + command.appointment()
                        + ": a command speaks of one that the mirror holds."));
        var id = UUID.randomUUID();
        var now = clock.instant();
        boolean possible = writable.contains(appointment.source());
        store.add(
                new NewOne(
                        id,
                        appointment.source(),
                        appointment.id(),
                        null,
                        appointment.clinic(),
                        appointment.externalId(),
                        command.kind(),
                        CommandText.of(
                                json,
                                id,
                                command,
                                appointment,
                                clinics.get(appointment.clinic()).zone()),
                        appointment.sourceVersion(),
                        possible ? WriteBackState.WAITING : WriteBackState.FAILED,
                        giveUpAt(appointment, now),
                        possible ? null : "the source has no kamelet to write with: enter it there by hand"),
                now);
        dispatch.ordered();
        return id;
    }

    /**
     * Orders a patient's number to be corrected at its source, in the caller's transaction.
     *
     * @return the command's id; empty when the source cannot be written to
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<UUID> order(PhoneCommand command) {
        if (!writable.contains(command.of().source())) {
            return Optional.empty();
        }
        var id = UUID.randomUUID();
        var now = clock.instant();
        store.add(
                new NewOne(
                        id,
                        command.of().source(),
                        null,
                        command.patient(),
                        command.clinic(),
                        command.of().externalId(),
                        PhoneCommand.KIND,
                        command.text(json, id),
                        null,
                        WriteBackState.WAITING,
                        now.plus(PHONES_AT_MOST),
                        null),
                now);
        dispatch.ordered();
        return Optional.of(id);
    }

    private static Instant giveUpAt(Appointment appointment, Instant now) {
        var soonest = now.plus(AT_LEAST);
        return appointment.start().isAfter(soonest) ? appointment.start() : soonest;
    }

    public Optional<WriteBackReport> find(UUID id) {
        return store.report(id);
    }

    /**
     * Commands, newest first.
     *
     * @param state null for all
     * @param before {@link WriteBackReport#cursor()} of the last one seen; null from the start
     */
    public List<WriteBackReport> reports(
            @Nullable WriteBackState state, ClinicScope clinics, @Nullable Long before, int limit) {
        return store.reports(state, clinics, null, before == null ? Long.MAX_VALUE : before, limit);
    }

    /**
     * Tries a command again that its source did not take, now about the state that its appointment is in at the source: whoever asks has seen
     * what was changed there meanwhile.
     *
     * @param by an account's or token's name
     * @return false when there is nothing to try: it was taken or laid aside meanwhile, or nothing can be written to its source
     */
    @Transactional
    public boolean again(UUID id, String by) {
        var now = clock.instant();
        var tried = store.troubled(id)
                .filter(command -> writable.contains(command.source()))
                .filter(command -> again(command, by, now))
                .isPresent();
        if (tried) {
            dispatch.ordered();
        }
        return tried;
    }

    private boolean again(WriteBackReport command, String by, Instant now) {
        if (command.appointment() == null) {
            store.again(command.id(), null, now.plus(PHONES_AT_MOST), by, now);
            return true;
        }
        var appointment = agenda.find(command.appointment());
        appointment.ifPresent(found -> store.again(command.id(), found.sourceVersion(), giveUpAt(found, now), by, now));
        return appointment.isPresent();
    }

    /** Lays a command aside that its source did not take; false when it was taken or laid aside meanwhile. */
    @Transactional
    public boolean discard(UUID id, String by) {
        var found = store.troubled(id).isPresent();
        if (found) {
            store.discard(id, by, clock.instant());
        }
        return found;
    }

    /** Commands of one source in some states, newest first. */
    public List<WriteBackReport> of(SourceId source, Collection<WriteBackState> states, int limit) {
        return store.reports(source, states, limit);
    }

    /** How many commands stand where, by source; those that are done are not counted. */
    public Map<SourceId, Map<WriteBackState, Integer>> counts() {
        return store.counts();
    }

    /** Commands about one appointment, newest first. */
    public List<WriteBackReport> about(AppointmentId appointment) {
        return store.reports(null, ClinicScope.everywhere(), appointment, Long.MAX_VALUE, MOST_ABOUT_ONE);
    }
}
