package io.recado.console.web;

import io.recado.agenda.Appointment;
import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.clinic.Clinic;
import io.recado.console.frame.Badges;
import io.recado.console.frame.Words;
import io.recado.console.web.DayView.Line;
import io.recado.console.web.DayView.Said;
import io.recado.console.web.Days.Case;
import io.recado.contact.PhoneCheck;
import io.recado.conversation.Answers;
import io.recado.conversation.PatientAnswer;
import io.recado.outbox.Message;
import io.recado.outbox.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what is known about an appointment into words. */
@Component
class DayLines {

    private final Words words;
    private final Badges badges;
    private final Clock clock;

    DayLines(Words words, Badges badges, Clock clock) {
        this.words = words;
        this.badges = badges;
        this.clock = clock;
    }

    Line line(Case one, LocalDate day, Locale language) {
        var appointment = one.appointment();
        var zone = one.clinic().zone();
        var phone = appointment.patient().phone();
        var end = appointment.start().plus(appointment.length());
        return new Line(
                appointment.id().value(),
                words.hour(appointment.start(), zone),
                words.hour(end, zone),
                name(appointment),
                phone instanceof PhoneCheck.Usable(var number) ? number.e164() : null,
                phone instanceof PhoneCheck.Unusable(var problem) ? words.of("phone", problem.name(), language) : null,
                appointment.professional() == null
                        ? null
                        : appointment.professional().name(),
                services(appointment),
                badges.appointment(appointment.status().name()),
                end.isBefore(clock.instant()),
                said(one, day, language));
    }

    static String name(Appointment appointment) {
        return (appointment.patient().firstName() + " " + appointment.patient().lastName()).strip();
    }

    static String services(Appointment appointment) {
        return appointment.services().stream().map(Appointment.Service::name).collect(Collectors.joining(", "));
    }

    /** Whether a rule ordered it: what the hub says back to a patient belongs to their answer and says nothing about the appointment by itself. */
    static boolean ordered(Message message) {
        return !message.key().rule().equals(Answers.RULE);
    }

    private List<Said> said(Case one, LocalDate day, Locale language) {
        var said = new ArrayList<Said>();
        one.messages().stream()
                .filter(DayLines::ordered)
                .forEach(message -> said.add(said(one.clinic(), message, day, language)));
        one.answers().forEach(answer -> said.add(answered(one.clinic(), answer, day, language)));
        if (one.messages().isEmpty()) {
            one.decisions().stream()
                    .filter(decision -> decision.outcome() != Outcome.SEND)
                    .limit(1)
                    .forEach(decision -> said.add(decided(one.clinic(), decision, day, language)));
        }
        return said;
    }

    private Said said(Clinic clinic, Message message, LocalDate day, Locale language) {
        return new Said(
                words.of("rule", message.key().rule(), language),
                badges.message(message.status().code()),
                steps(clinic, message, day, language),
                why(message, language),
                message.id().toString(),
                message.archivedAt() != null);
    }

    private List<String> steps(Clinic clinic, Message message, LocalDate day, Locale language) {
        var steps = new ArrayList<String>();
        if (message.status() == Status.PLANNED) {
            step(steps, "due", message.dueAt(), clinic, day, language);
        }
        step(steps, "sent", message.sentAt() == null ? message.acceptedAt() : message.sentAt(), clinic, day, language);
        step(steps, "delivered", message.deliveredAt(), clinic, day, language);
        step(steps, "read", message.readAt(), clinic, day, language);
        return steps;
    }

    private void step(
            List<String> steps, String what, @Nullable Instant at, Clinic clinic, LocalDate day, Locale language) {
        if (at != null) {
            steps.add(words.say("step." + what, language, words.moment(at, clinic, day, language)));
        }
    }

    private @Nullable String why(Message message, Locale language) {
        if (message.reason() != null) {
            return message.reason().sentence(language);
        }
        return message.failure() == null
                ? null
                : words.of("failure", message.failure().name(), language);
    }

    private Said answered(Clinic clinic, PatientAnswer answer, LocalDate day, Locale language) {
        var code = answer.kind().code();
        var tone =
                switch (answer.kind()) {
                    case CONFIRMED -> "good";
                    case CANCELLED -> "bad";
                    case RESCHEDULING -> "warn";
                    default -> "calm";
                };
        return new Said(
                words.say("said.patient", language),
                badges.badge(tone, "message-reply", "answer", code),
                List.of(words.moment(answer.at(), clinic, day, language)),
                null,
                null,
                false);
    }

    private Said decided(Clinic clinic, DecisionRecord decision, LocalDate day, Locale language) {
        var until = decision.until();
        var planned = decision.outcome() == Outcome.DEFER;
        return new Said(
                words.of("rule", decision.rule(), language),
                planned
                        ? badges.badge("calm", "clock", "stage", "planned")
                        : badges.badge("warn", "message-off", "stage", "not_sent"),
                until == null
                        ? List.of()
                        : List.of(words.say("step.due", language, words.moment(until, clinic, day, language))),
                planned ? null : decision.reason().sentence(language),
                null,
                false);
    }
}
