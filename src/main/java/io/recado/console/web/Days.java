package io.recado.console.web;

import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.automation.DecisionRecord;
import io.recado.automation.Decisions;
import io.recado.clinic.Clinic;
import io.recado.configuration.SourceId;
import io.recado.console.frame.Words;
import io.recado.console.web.DayView.ClinicDay;
import io.recado.console.web.DayView.Counter;
import io.recado.console.web.DayView.Line;
import io.recado.console.web.DayView.Professional;
import io.recado.conversation.Answers;
import io.recado.conversation.PatientAnswer;
import io.recado.outbox.Message;
import io.recado.outbox.Messages;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is booked on a day, and how far the hub has come with each appointment. */
@Component
class Days {

    /** More than anybody reads; whoever sees so many clinics chooses one. */
    static final int MOST_LINES = 400;

    private final Agenda agenda;
    private final Messages ledger;
    private final Decisions decisions;
    private final Answers answers;
    private final DayLines lines;
    private final Words words;
    private final Clock clock;

    Days(
            Agenda agenda,
            Messages ledger,
            Decisions decisions,
            Answers answers,
            DayLines lines,
            Words words,
            Clock clock) {
        this.agenda = agenda;
        this.ledger = ledger;
        this.decisions = decisions;
        this.answers = answers;
        this.lines = lines;
        this.words = words;
        this.clock = clock;
    }

    /**
     * What to show.
     *
     * @param date null for today, by each clinic's own calendar
     * @param professional key of one; null for all
     * @param stage null for all
     */
    record Wish(
            List<Clinic> clinics,
            @Nullable LocalDate date,
            @Nullable String professional,
            @Nullable Stage stage,
            DayOrder order) {}

    /** An appointment with all that was decided, said and answered about it. */
    record Case(
            Clinic clinic,
            Appointment appointment,
            List<Message> messages,
            List<DecisionRecord> decisions,
            List<PatientAnswer> answers,
            Stage stage) {}

    DayView view(Wish wish, Locale language) {
        var booked = wish.clinics().stream()
                .flatMap(clinic -> agenda.onDay(clinic.id(), dateOf(wish, clinic)).stream())
                .toList();
        var cases = cases(
                wish.clinics(),
                booked.stream().filter(one -> isWith(wish.professional(), one)).toList());
        var matching = cases.stream()
                .filter(one -> wish.stage() == null || one.stage() == wish.stage())
                .toList();
        var shown = matching.stream()
                .limit(MOST_LINES)
                .sorted(wish.order().comparator(language))
                .toList();
        var first = wish.clinics().isEmpty()
                ? LocalDate.ofInstant(clock.instant(), ZoneId.of("UTC"))
                : LocalDate.ofInstant(clock.instant(), wish.clinics().getFirst().zone());
        var date = wish.date() == null ? first : wish.date();
        return new DayView(
                date,
                words.day(date, language),
                date.equals(first),
                counters(cases),
                cases.size(),
                matching.size() - shown.size(),
                professionals(booked),
                clinics(wish, shown, language));
    }

    /** Asks for messages, decisions and answers once, however many appointments there are. */
    List<Case> cases(Collection<Clinic> clinics, List<Appointment> appointments) {
        var byId = clinics.stream().collect(Collectors.toMap(Clinic::id, clinic -> clinic));
        var subjects = appointments.stream().map(one -> one.id().subject()).toList();
        var messages = ledger.about(subjects).stream()
                .sorted(Comparator.comparing(Message::plannedAt))
                .collect(Collectors.groupingBy(message -> message.key().subject()));
        Map<String, List<DecisionRecord>> decided = subjects.isEmpty() ? Map.of() : decisions.of(subjects);
        Map<AppointmentId, List<PatientAnswer>> answered =
                answers.about(appointments.stream().map(Appointment::id).toList()).stream()
                        .collect(Collectors.groupingBy(PatientAnswer::appointment));
        return appointments.stream()
                .map(one -> {
                    var said = messages.getOrDefault(one.id().subject(), List.of());
                    var ordered = said.stream().filter(DayLines::ordered).toList();
                    var why = decided.getOrDefault(one.id().subject(), List.of());
                    return new Case(
                            Objects.requireNonNull(byId.get(one.clinic())),
                            one,
                            said,
                            why,
                            answered.getOrDefault(one.id(), List.of()),
                            Stage.of(one, ordered, why));
                })
                .toList();
    }

    private LocalDate dateOf(Wish wish, Clinic clinic) {
        return wish.date() == null ? LocalDate.ofInstant(clock.instant(), clinic.zone()) : wish.date();
    }

    private static List<Counter> counters(List<Case> cases) {
        var counts = cases.stream().collect(Collectors.groupingBy(Case::stage, Collectors.counting()));
        return Arrays.stream(Stage.values())
                .map(stage -> new Counter(
                        stage.code(),
                        stage.tone(),
                        stage.icon(),
                        counts.getOrDefault(stage, 0L).intValue()))
                .toList();
    }

    private List<ClinicDay> clinics(Wish wish, List<Case> cases, Locale language) {
        var byClinic = cases.stream()
                .collect(Collectors.groupingBy(one -> one.appointment().clinic()));
        boolean zonesDiffer =
                wish.clinics().stream().map(Clinic::zone).distinct().count() > 1;
        var days = new ArrayList<ClinicDay>();
        for (var clinic : wish.clinics()) {
            List<Line> here = byClinic.getOrDefault(clinic.id(), List.of()).stream()
                    .map(one -> lines.line(one, dateOf(wish, clinic), language))
                    .toList();
            if (!here.isEmpty()) {
                days.add(new ClinicDay(
                        clinic.id().value(),
                        clinic.name(),
                        zonesDiffer ? clinic.zone().getDisplayName(TextStyle.FULL_STANDALONE, language) : null,
                        here));
            }
        }
        return days;
    }

    private static List<Professional> professionals(List<Appointment> booked) {
        return booked.stream()
                .flatMap(one -> Optional.ofNullable(one.professional())
                        .map(who -> new Professional(key(one.source(), who), who.name()))
                        .stream())
                .collect(Collectors.toMap(Professional::key, one -> one, (one, same) -> one))
                .values()
                .stream()
                .sorted(Comparator.comparing(Professional::name))
                .toList();
    }

    private static boolean isWith(@Nullable String wanted, Appointment appointment) {
        var who = appointment.professional();
        return wanted == null || (who != null && key(appointment.source(), who).equals(wanted));
    }

    private static String key(SourceId source, Appointment.Professional professional) {
        return source + ":" + professional.externalId();
    }
}
