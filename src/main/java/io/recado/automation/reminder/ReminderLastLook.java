package io.recado.automation.reminder;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.automation.Decisions;
import io.recado.automation.Policy;
import io.recado.automation.Verdict;
import io.recado.automation.reminder.ReminderCases.Circumstances;
import io.recado.outbox.LastLook;
import io.recado.outbox.MessageId;
import io.recado.outbox.Reason;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks, right before reminders leave, what was asked when they were planned: the same policies, on what holds now. */
@Component
class ReminderLastLook implements LastLook {

    private final Agenda agenda;
    private final Decisions decisions;
    private final ReminderCases cases;
    private final Clock clock;

    ReminderLastLook(Agenda agenda, Decisions decisions, ReminderCases cases, Clock clock) {
        this.agenda = agenda;
        this.decisions = decisions;
        this.cases = cases;
        this.clock = clock;
    }

    @Override
    public boolean judges(Candidate message) {
        return message.key().rule().equals(ReminderRule.NAME);
    }

    @Override
    public Map<MessageId, Reason> objections(List<Candidate> messages) {
        var appointments = agenda
                .findAll(messages.stream()
                        .map(message -> AppointmentId.ofSubject(message.key().subject()))
                        .distinct()
                        .toList())
                .stream()
                .collect(toMap(appointment -> appointment.id().subject(), identity()));
        var made = decisions.of(ReminderRule.NAME, appointments.keySet());
        var circumstances = cases.of(appointments.values(), clock.instant());
        var objections = new HashMap<MessageId, Reason>();
        for (var message : messages) {
            objection(message, appointments.get(message.key().subject()), circumstances)
                    .or(() -> templateObjection(message, made, circumstances))
                    .ifPresent(reason -> objections.put(message.id(), reason));
        }
        return objections;
    }

    /** Another variant may do by now, but it is this one that would leave. */
    private static Optional<Reason> templateObjection(
            Candidate message, Map<String, List<DecisionRecord>> made, Circumstances circumstances) {
        return made.getOrDefault(message.key().subject(), List.of()).stream()
                .filter(decision -> decision.outcome() == Outcome.SEND)
                .filter(decision -> decision.version().equals(message.key().version()))
                .map(decision -> decision.facts().path("template").asText())
                .filter(template -> !circumstances.catalogue().usable(template))
                .map(template -> Reason.TEMPLATE_INACTIVE)
                .findFirst();
    }

    private static Optional<Reason> objection(
            Candidate message, @Nullable Appointment appointment, Circumstances circumstances) {
        if (appointment == null) {
            return Optional.of(Reason.APPOINTMENT_CANCELLED);
        }
        if (!ReminderVersions.isOf(message.key().version(), appointment.start())) {
            return Optional.of(Reason.APPOINTMENT_MOVED);
        }
        return circumstances
                .of(appointment, appointment.firstSeen())
                .map(it -> switch (Policy.judgeAll(ReminderPolicies.ALLOWED, it)) {
                    case Verdict.Refuse(var reason) -> Optional.of(reason);
                    case Verdict.Postpone postpone -> Optional.<Reason>empty();
                    case Verdict.Pass pass -> Optional.<Reason>empty();
                })
                .orElse(Optional.of(Reason.CHANNEL_MISSING));
    }
}
