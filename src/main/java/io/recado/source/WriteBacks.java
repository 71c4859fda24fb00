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
import io.recado.platform.Nudge;
import io.recado.source.WriteBackOutcome.Conflict;
import io.recado.source.WriteBackOutcome.Done;
import io.recado.source.WriteBackOutcome.Failed;
import io.recado.source.WriteBackOutcome.Retry;
import io.recado.source.WriteBackStore.NewOne;
import io.recado.source.WriteBackStore.Sending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries commands back to the systems that appointments came from. A command is kept with what caused it, tried until it is done or its
 * time is over, and never overwrites what somebody changed at the source meanwhile.
 */
@Component("writeBacks")
public class WriteBacks {

    /** A cancellation is worth telling even when the appointment starts at once. */
    private static final Duration AT_LEAST = Duration.ofMinutes(15);
    /** Longer than any answer takes: the kamelets give up after half a minute. */
    private static final Duration SENDING_AT_MOST = Duration.ofMinutes(2);
    /** The broker keeps what is queued; this is for a broker whose disk was lost. */
    private static final Duration QUEUED_AT_MOST = Duration.ofMinutes(15);

    /** Commands become due at other times than when they are ordered, too: after a pause, or on another node. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** A record's number is worth mending for longer than one appointment. */
    private static final Duration PHONES_AT_MOST = Duration.ofDays(2);

    private static final int TOGETHER = 100;
    private static final Logger log = LoggerFactory.getLogger(WriteBacks.class);

    private final WriteBackStore store;
    private final WriteBackQueue queue;
    private final Agenda agenda;
    private final Sources sources;
    private final Clinics clinics;
    private final Set<SourceId> writable;
    private final ObjectMapper json;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Nudge nudge = new Nudge();

    WriteBacks(
            WriteBackStore store,
            WriteBackQueue queue,
            Agenda agenda,
            Sources sources,
            Clinics clinics,
            Wiring wiring,
            ObjectMapper json,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.queue = queue;
        this.agenda = agenda;
        this.sources = sources;
        this.clinics = clinics;
        this.writable = wiring.sources().stream()
                .filter(source -> source.write() != null)
                .map(SourceEntry::id)
                .map(SourceId::new)
                .collect(Collectors.toUnmodifiableSet());
        this.json = json;
        this.clock = clock;
        this.meters = meters;
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
        nudge.give();
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
        nudge.give();
        return Optional.of(id);
    }

    private static Instant giveUpAt(Appointment appointment, Instant now) {
        var soonest = now.plus(AT_LEAST);
        return appointment.start().isAfter(soonest) ? appointment.start() : soonest;
    }

    /** Waits until a command has been ordered, or for half a second. */
    public void awaitOrder() {
        nudge.await(LOOK_EVERY);
    }

    /** Moves due commands to their queues; how many. The queue has them before the database says so, and a repetition is harmless. */
    @Transactional
    public int relay() {
        var now = clock.instant();
        store.giveBack(now.minus(QUEUED_AT_MOST), now.minus(SENDING_AT_MOST), now);
        var due = store.claim(now, TOGETHER);
        if (!due.isEmpty()) {
            queue.put(due);
        }
        return due.size();
    }

    /** Takes a command that a queue hands out. */
    @Transactional
    public CommandAttempt begin(String id) {
        var now = clock.instant();
        var command = UUID.fromString(id);
        return store.begin(command, now)
                .filter(sending -> inTime(sending, now))
                .map(sending -> new CommandAttempt(command, sending.command()))
                .orElseGet(() -> new CommandAttempt(command, null));
    }

    private boolean inTime(Sending sending, Instant now) {
        if (now.isBefore(sending.giveUpAt())) {
            return true;
        }
        giveUp(sending, WriteBackState.FAILED, "the source did not take it in time", now);
        count(sending.source(), "failed");
        return false;
    }

    /**
     * Records what came of an attempt.
     *
     * @param answer the kamelet's, JSON as in {@link CommandAnswer}
     */
    @Transactional
    public void settle(CommandAttempt attempt, @Nullable String answer) {
        var outcome = CommandAnswer.read(json, answer);
        store.underWay(attempt.id())
                .ifPresentOrElse(
                        sending -> settle(sending, outcome),
                        // given back after a long silence; the next attempt repeats it under the same key
                        () -> log.info("Command {} was answered too late: {}", attempt.id(), outcome.code()));
    }

    private void settle(Sending sending, WriteBackOutcome outcome) {
        var now = clock.instant();
        count(sending.source(), outcome.code());
        switch (outcome) {
            case Done(var version) -> {
                end(sending, WriteBackState.DONE, null, now);
                if (version != null) {
                    store.carryVersion(sending.id(), version);
                }
                if (sending.appointment() != null && store.lastOf(sending)) {
                    agenda.answerTaken(sending.appointment(), version);
                } else {
                    nudge.give();
                }
            }
            case Conflict(var detail) -> giveUp(sending, WriteBackState.CONFLICT, detail, now);
            case Failed(var detail) -> giveUp(sending, WriteBackState.FAILED, detail, now);
            case Retry(var detail, var pause) -> retry(sending, detail, pause, now);
        }
    }

    private void retry(Sending sending, String detail, @Nullable Duration pause, Instant now) {
        var own = Patience.after(sending.attempts(), ThreadLocalRandom.current());
        var next = now.plus(pause != null && pause.compareTo(own) > 0 ? pause : own);
        if (next.isBefore(sending.giveUpAt())) {
            store.settle(sending.id(), WriteBackState.WAITING, detail, next, now);
        } else {
            giveUp(sending, WriteBackState.FAILED, detail, now);
        }
    }

    /** What the source says counts again, and it is asked what that is. */
    private void giveUp(Sending sending, WriteBackState state, String detail, Instant now) {
        end(sending, state, detail, now);
        if (sending.appointment() != null && store.lastOf(sending)) {
            agenda.dropAnswer(sending.appointment());
        }
        sources.requestSync(sending.source());
    }

    private void end(Sending sending, WriteBackState state, @Nullable String detail, Instant now) {
        store.settle(sending.id(), state, detail, now, now);
        log.info(
                "Command {} about {} to {}: {} after {} attempts",
                sending.id(),
                sending.appointment() == null
                        ? "a patient"
                        : sending.appointment().subject(),
                sending.source(),
                state.code(),
                sending.attempts());
    }

    private void count(SourceId source, String outcome) {
        meters.counter("recado.write.backs", "source", source.value(), "outcome", outcome)
                .increment();
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
            nudge.give();
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
        return store.reports(null, ClinicScope.everywhere(), appointment, Long.MAX_VALUE, TOGETHER);
    }
}
