package io.recado.console.why;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentChange;
import io.recado.automation.DecisionRecord;
import io.recado.automation.Decisions;
import io.recado.clinic.Clinic;
import io.recado.console.frame.Badges;
import io.recado.console.frame.Words;
import io.recado.conversation.Answers;
import io.recado.conversation.PatientAnswer;
import io.recado.outbox.Messages;
import io.recado.source.WriteBackReport;
import io.recado.source.WriteBacks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everything that happened about an appointment, from the day the hub heard of it. */
@Component
class AppointmentStory {

    private final Agenda agenda;
    private final Decisions decisions;
    private final Messages ledger;
    private final Answers answers;
    private final WriteBacks writeBacks;
    private final MessageStory messages;
    private final FactSentences facts;
    private final Badges badges;
    private final Words words;
    private final ObjectMapper json;

    AppointmentStory(
            Agenda agenda,
            Decisions decisions,
            Messages ledger,
            Answers answers,
            WriteBacks writeBacks,
            MessageStory messages,
            FactSentences facts,
            Badges badges,
            Words words,
            ObjectMapper json) {
        this.agenda = agenda;
        this.decisions = decisions;
        this.ledger = ledger;
        this.answers = answers;
        this.writeBacks = writeBacks;
        this.messages = messages;
        this.facts = facts;
        this.badges = badges;
        this.words = words;
        this.json = json;
    }

    /** The current decisions, the latest first. */
    List<Entry> decisions(String subject, Clinic clinic, Locale language) {
        return decisions.of(subject).stream()
                .map(decision -> decided(decision, clinic, language))
                .toList();
    }

    /** Oldest first. */
    List<Entry> story(Appointment appointment, Clinic clinic, Locale language) {
        var subject = appointment.id().subject();
        var entries = new ArrayList<Entry>();
        agenda.history(appointment.id()).forEach(change -> entries.add(changed(change, clinic, language)));
        decisions.replaced(subject).forEach(decision -> entries.add(decided(decision, clinic, language)));
        decisions.of(subject).forEach(decision -> entries.add(decided(decision, clinic, language)));
        ledger.about(List.of(subject)).forEach(message -> messages.of(message, language).stream()
                .map(entry -> entry.linkedTo("/messages/" + message.id()))
                .forEach(entries::add));
        answers.about(List.of(appointment.id())).forEach(answer -> entries.add(answered(answer, language)));
        writeBacks.about(appointment.id()).forEach(writeBack -> entries.add(writtenBack(writeBack, language)));
        entries.sort(Entry.BY_TIME);
        return entries;
    }

    private Entry decided(DecisionRecord decision, Clinic clinic, Locale language) {
        var rule = words.of("rule", decision.rule(), language);
        var until = decision.until();
        var because = facts.of(decision.facts(), clinic, language);
        return switch (decision.outcome()) {
            case SEND ->
                Entry.of(decision.decidedAt(), "info", "checklist", words.say("why.send", language, rule))
                        .saying(decision.reason().sentence(language))
                        .because(because);
            case DEFER ->
                Entry.of(
                                decision.decidedAt(),
                                "calm",
                                "clock",
                                words.say("why.defer", language, rule, moment(until, clinic, language)))
                        .saying(decision.reason().sentence(language))
                        .because(because);
            case SKIP ->
                Entry.of(decision.decidedAt(), "warn", "message-off", words.say("why.skip", language, rule))
                        .saying(decision.reason().sentence(language))
                        .because(because);
        };
    }

    private Entry changed(AppointmentChange change, Clinic clinic, Locale language) {
        var kind = change.kind().toLowerCase(Locale.ROOT);
        var tone =
                switch (kind) {
                    case "appointmentconfirmed", "appointmentcompleted" -> "good";
                    case "appointmentcancelled" -> "bad";
                    case "appointmentmoved", "appointmentmissed" -> "warn";
                    default -> "calm";
                };
        return Entry.of(change.at(), tone, "calendar-event", words.of("change", kind, language))
                .saying(difference(change, clinic, language));
    }

    /** What a change says of its own: the new hour, or the new status. */
    private @Nullable String difference(AppointmentChange change, Clinic clinic, Locale language) {
        var before = read(change.before());
        var after = read(change.after());
        if (before.path("start").isTextual()
                && !before.path("start").asText().equals(after.path("start").asText())) {
            return words.say(
                    "change.start",
                    language,
                    moment(Instant.parse(before.path("start").asText()), clinic, language),
                    moment(Instant.parse(after.path("start").asText()), clinic, language));
        }
        if (before.path("status").isTextual()
                && !before.path("status").asText().equals(after.path("status").asText())) {
            return words.say(
                    "change.status",
                    language,
                    words.of("appointment", before.path("status").asText(), language),
                    words.of("appointment", after.path("status").asText(), language));
        }
        return null;
    }

    private Entry answered(PatientAnswer answer, Locale language) {
        var tone =
                switch (answer.kind()) {
                    case CONFIRMED -> "good";
                    case CANCELLED -> "bad";
                    default -> "calm";
                };
        var entry = Entry.of(
                answer.at(),
                tone,
                "message-reply",
                words.say(
                        "why.answer", language, words.of("answer", answer.kind().code(), language)));
        return answer.message() == null ? entry : entry.linkedTo("/messages/" + answer.message());
    }

    private Entry writtenBack(WriteBackReport report, Locale language) {
        var badge = badges.writeBack(report.state().code());
        return Entry.of(
                        report.changedAt(),
                        badge.tone(),
                        "arrow-back-up",
                        words.say(
                                "why.writeBack",
                                language,
                                words.of("command", report.kind(), language),
                                report.source(),
                                badge.text()))
                .saying(report.error());
    }

    private String moment(@Nullable Instant at, Clinic clinic, Locale language) {
        return at == null ? "" : words.time(at, clinic.zone(), language);
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An appointment's history is JSON, found something else", e);
        }
    }
}
