package io.recado.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.recado.agenda.Agenda;
import io.recado.configuration.SourceId;
import io.recado.platform.Nudge;
import io.recado.source.WriteBackOutcome.Conflict;
import io.recado.source.WriteBackOutcome.Done;
import io.recado.source.WriteBackOutcome.Failed;
import io.recado.source.WriteBackOutcome.Retry;
import io.recado.source.WriteBackStore.Sending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries commands to their sources: from the database to the queues, and what came of each try back. A command is tried until it is done or
 * its time is over, and never overwrites what somebody changed at the source meanwhile. Routes call it.
 */
@Component("commandDispatch")
public class CommandDispatch {

    /** Longer than any answer takes: the kamelets give up after half a minute. */
    private static final Duration SENDING_AT_MOST = Duration.ofMinutes(2);

    /** The broker keeps what is queued; this is for a broker whose disk was lost. */
    private static final Duration QUEUED_AT_MOST = Duration.ofMinutes(15);

    /** Commands become due at other times than when they are ordered, too: after a pause, or on another node. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final int TOGETHER = 100;
    private static final Logger log = LoggerFactory.getLogger(CommandDispatch.class);

    private final WriteBackStore store;
    private final WriteBackQueue queue;
    private final Agenda agenda;
    private final Sources sources;
    private final ObjectMapper json;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Nudge nudge = new Nudge();

    CommandDispatch(
            WriteBackStore store,
            WriteBackQueue queue,
            Agenda agenda,
            Sources sources,
            ObjectMapper json,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.queue = queue;
        this.agenda = agenda;
        this.sources = sources;
        this.json = json;
        this.clock = clock;
        this.meters = meters;
    }

    /** There may be something to do. */
    void ordered() {
        nudge.give();
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
}
