package io.recado.console.web;

import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentPage;
import io.recado.agenda.AppointmentSearch;
import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.automation.Decisions;
import io.recado.clinic.Clinic;
import io.recado.configuration.ClinicScope;
import io.recado.console.frame.Words;
import io.recado.console.web.DayView.Line;
import io.recado.console.web.DayView.Said;
import io.recado.contact.PhoneCheck;
import io.recado.outbox.Message;
import io.recado.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is booked on a clinic's day, and what was said about each appointment or why nothing was. */
@Component
class Days {

    private final Agenda agenda;
    private final Outbox outbox;
    private final Decisions decisions;
    private final Words words;
    private final Clock clock;

    Days(Agenda agenda, Outbox outbox, Decisions decisions, Words words, Clock clock) {
        this.agenda = agenda;
        this.outbox = outbox;
        this.decisions = decisions;
        this.words = words;
        this.clock = clock;
    }

    /** Today and tomorrow of each clinic, by its own calendar. */
    List<DayView> todayAndTomorrow(Collection<Clinic> clinics, int limit, Locale language) {
        var days = new ArrayList<Day>();
        for (var clinic : clinics) {
            var today = LocalDate.ofInstant(clock.instant(), clinic.zone());
            days.add(read(clinic, today, "today", null, limit));
            days.add(read(clinic, today.plusDays(1), "tomorrow", null, limit));
        }
        return views(days, language);
    }

    /** Some of a day's appointments. */
    DayView day(Clinic clinic, LocalDate date, @Nullable String cursor, int limit, Locale language) {
        return views(List.of(read(clinic, date, date.toString(), cursor, limit)), language)
                .getFirst();
    }

    private Day read(Clinic clinic, LocalDate date, String which, @Nullable String cursor, int limit) {
        Instant from = date.atStartOfDay(clinic.zone()).toInstant();
        Instant to = date.plusDays(1).atStartOfDay(clinic.zone()).toInstant();
        var search = new AppointmentSearch(ClinicScope.of(clinic.id()), from, to, null, null, cursor, limit);
        return new Day(clinic, date, which, agenda.search(search));
    }

    /** Asks for messages and decisions once, however many days there are. */
    private List<DayView> views(List<Day> days, Locale language) {
        var subjects = days.stream()
                .flatMap(day -> day.page().items().stream())
                .map(appointment -> appointment.id().subject())
                .toList();
        var messages = outbox.about(subjects).stream()
                .collect(Collectors.groupingBy(message -> message.key().subject()));
        var decided = subjects.isEmpty() ? Map.<String, List<DecisionRecord>>of() : decisions.of(subjects);
        return days.stream()
                .map(day -> new DayView(
                        day.clinic().id().value(),
                        day.clinic().name(),
                        day.date(),
                        day.which(),
                        words.day(day.date(), language),
                        day.page().items().stream()
                                .map(appointment -> line(
                                        day,
                                        appointment,
                                        messages.getOrDefault(appointment.id().subject(), List.of()),
                                        decided.getOrDefault(appointment.id().subject(), List.of()),
                                        language))
                                .toList(),
                        day.page().next()))
                .toList();
    }

    private Line line(
            Day day, Appointment appointment, List<Message> messages, List<DecisionRecord> decided, Locale language) {
        var said = new ArrayList<Said>();
        messages.forEach(message -> said.add(said(day, message, language)));
        decided.stream()
                .filter(decision -> decision.outcome() != Outcome.SEND)
                .limit(messages.isEmpty() ? 1 : 0)
                .forEach(decision -> said.add(said(day, decision, language)));
        // nobody expects a word about one that was cancelled before anything was due
        if (said.isEmpty() && appointment.status().open()) {
            said.add(new Said("calm", words.say("said.nothing", language)));
        }
        var professional = appointment.professional();
        var services =
                appointment.services().stream().map(Appointment.Service::name).collect(Collectors.joining(", "));
        var status = appointment.status().name().toLowerCase(Locale.ROOT);
        return new Line(
                appointment.id().value(),
                words.hour(appointment.start(), day.clinic().zone()),
                (appointment.patient().firstName() + " " + appointment.patient().lastName()).strip(),
                phone(appointment.patient().phone(), language),
                professional == null ? services : professional.name() + (services.isEmpty() ? "" : " · " + services),
                status,
                words.of("appointment", status, language),
                said);
    }

    private String phone(PhoneCheck phone, Locale language) {
        return switch (phone) {
            case PhoneCheck.Usable usable -> usable.number().e164();
            case PhoneCheck.Unusable unusable ->
                words.of("phone", unusable.problem().name(), language);
        };
    }

    private Said said(Day day, Message message, Locale language) {
        var status = message.status().code();
        var what = words.of("rule", message.key().rule(), language);
        var reason = message.reason();
        var how = reason == null
                ? words.of("message", status, language) + " "
                        + words.moment(latest(message), day.clinic(), day.date(), language)
                : words.of("message", status, language) + ". " + reason.sentence(language);
        return new Said(
                switch (message.status()) {
                    case READ, DELIVERED -> "good";
                    case FAILED -> "bad";
                    case REVOKED, EXPIRED -> "calm";
                    default -> "busy";
                },
                what + ": " + how);
    }

    /** When it took the step that it is at, as near as the ledger has it. */
    private static Instant latest(Message message) {
        return java.util.stream.Stream.of(
                        message.readAt(),
                        message.deliveredAt(),
                        message.sentAt(),
                        message.acceptedAt(),
                        message.queuedAt())
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(message.dueAt());
    }

    private Said said(Day day, DecisionRecord decision, Locale language) {
        var what = words.of("rule", decision.rule(), language) + ": ";
        var sentence = decision.reason().sentence(language);
        var until = decision.until();
        return until == null
                ? new Said("calm", what + sentence)
                : new Said(
                        "busy",
                        what + sentence + " "
                                + words.say(
                                        "said.until",
                                        language,
                                        words.moment(until, day.clinic(), day.date(), language)));
    }

    private record Day(Clinic clinic, LocalDate date, String which, AppointmentPage page) {}
}
