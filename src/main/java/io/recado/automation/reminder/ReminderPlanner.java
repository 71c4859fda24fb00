package io.recado.automation.reminder;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.automation.Candidate;
import io.recado.automation.Decision;
import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.automation.Decisions;
import io.recado.automation.Worklist;
import io.recado.automation.Worklist.Done;
import io.recado.automation.Worklist.Entry;
import io.recado.automation.reminder.ReminderCases.Circumstances;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decides about one page of candidates and keeps everything that follows from it in one transaction. */
@Component
class ReminderPlanner {

    private static final Logger log = LoggerFactory.getLogger(ReminderPlanner.class);

    /** A defect may be mended by the next version or the next record; it is not worth asking about every half minute. */
    private static final Duration AFTER_A_DEFECT = Duration.ofMinutes(10);

    private final Worklist worklist;
    private final Agenda agenda;
    private final ReminderCases cases;
    private final Decisions decisions;
    private final Outbox outbox;
    private final ReminderRule rule;

    ReminderPlanner(
            Worklist worklist, Agenda agenda, ReminderCases cases, Decisions decisions, Outbox outbox, Nonces nonces) {
        this.worklist = worklist;
        this.agenda = agenda;
        this.cases = cases;
        this.decisions = decisions;
        this.outbox = outbox;
        this.rule = new ReminderRule(nonces);
    }

    /** What a page leads to, collected so that it is stored in a handful of statements. */
    private static final class Plan {
        final List<Decision> made = new ArrayList<>();
        final List<Order> orders = new ArrayList<>();
        final List<OrderKey> obsolete = new ArrayList<>();
        final List<Done> done = new ArrayList<>();
    }

    /**
     * Takes a page, decides, and stores what follows.
     *
     * @return how many candidates were taken
     */
    @Transactional
    public int planPage(Instant now, int size) {
        var entries = worklist.take(ReminderRule.NAME, now, size);
        if (entries.isEmpty()) {
            return 0;
        }
        var subjects = entries.stream().map(Entry::subject).toList();
        // read after the entries are locked: whoever changes one of these from now on will put it on the list again
        var appointments = agenda
                .findAll(subjects.stream().map(AppointmentId::ofSubject).toList())
                .stream()
                .collect(toMap(appointment -> appointment.id().subject(), identity()));
        var earlier = decisions.of(ReminderRule.NAME, subjects);
        var circumstances = cases.of(appointments.values(), now);
        var plan = new Plan();
        var gone = new ArrayList<String>();
        for (var entry : entries) {
            var appointment = appointments.get(entry.subject());
            if (appointment == null) {
                gone.add(entry.subject());
            } else {
                plan(plan, appointment, entry, earlier.getOrDefault(entry.subject(), List.of()), circumstances);
            }
        }
        worklist.forget(ReminderRule.NAME, gone);
        worklist.done(ReminderRule.NAME, plan.done);
        decisions.close(plan.obsolete, Reason.APPOINTMENT_MOVED, now);
        decisions.keep(plan.made, now);
        outbox.place(plan.orders);
        return entries.size();
    }

    private void plan(
            Plan plan,
            Appointment appointment,
            Entry entry,
            List<DecisionRecord> earlier,
            Circumstances circumstances) {
        var version = ReminderVersions.of(appointment.start(), earlier);
        var decision = decide(appointment, entry, version, circumstances);
        if (mayReplace(version, decision, earlier)) {
            plan.made.add(decision);
        }
        if (decision instanceof Decision.Send(var candidate, var order)) {
            // also when that was decided before: an order that was taken back comes to life again, any other stays as
            // it is
            plan.orders.add(order);
        }
        earlier.stream()
                .filter(old -> old.outcome() == Outcome.DEFER && !old.version().equals(version))
                .forEach(old -> plan.obsolete.add(new OrderKey(old.rule(), old.subject(), old.version())));
        plan.done.add(new Done(entry.subject(), appointment.changed(), lookAgainAt(decision)));
    }

    /** A decision to send stands once the message has left; before that, it falls together with its order. */
    private boolean mayReplace(String version, Decision decision, List<DecisionRecord> earlier) {
        var ordered = earlier.stream().anyMatch(old -> old.version().equals(version) && old.outcome() == Outcome.SEND);
        if (!ordered) {
            return true;
        }
        return !(decision instanceof Decision.Send)
                && outbox.revoke(ReminderRule.NAME, decision.candidate().key().subject(), decision.reason()) > 0;
    }

    private static @Nullable Instant lookAgainAt(Decision decision) {
        return decision instanceof Decision.Defer(var candidate, var reason, var until) ? until : null;
    }

    /** One candidate that cannot be decided on is one deferral with a reason; the others never notice. */
    private Decision decide(Appointment appointment, Entry entry, String version, Circumstances circumstances) {
        try {
            return circumstances
                    .of(appointment, entry.since())
                    .map(it -> rule.decide(it, version))
                    .orElseGet(() -> new Decision.Skip(stranger(appointment, version), Reason.CHANNEL_MISSING));
        } catch (RuntimeException defect) {
            log.error("Could not decide about a reminder of {}", entry.subject(), defect);
            return circumstances.now().isBefore(appointment.start())
                    ? new Decision.Defer(
                            stranger(appointment, version),
                            Reason.DECISION_FAILED,
                            circumstances.now().plus(AFTER_A_DEFECT))
                    : new Decision.Skip(stranger(appointment, version), Reason.DECISION_FAILED);
        }
    }

    private record Start(Instant start) {}

    private static Candidate stranger(Appointment appointment, String version) {
        var key = new OrderKey(ReminderRule.NAME, appointment.id().subject(), version);
        return new Candidate(key, new Start(appointment.start()));
    }
}
