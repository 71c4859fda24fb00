package io.recado.automation.reminder;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentSearch;
import io.recado.automation.Decision;
import io.recado.automation.DecisionRecord;
import io.recado.automation.Decisions;
import io.recado.automation.Worklist;
import io.recado.automation.reminder.ReminderCases.Circumstances;
import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.outbox.Message;
import io.recado.outbox.Messages;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Reason;
import io.recado.outbox.Status;
import io.recado.template.Catalogue.Choice;
import io.recado.template.Templates;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What settings would do that nobody has saved: the rule's own decisions on the mirror as it is, kept nowhere. What a clinic sees here is what
 * then leaves, unless its agenda changes meanwhile.
 */
@Component("reminderRehearsal")
public class ReminderRehearsal {

    private final Clinics clinics;
    private final Agenda agenda;
    private final ReminderCases cases;
    private final Worklist worklist;
    private final Decisions decisions;
    private final Messages messages;
    private final Templates templates;
    private final Clock clock;
    private final ReminderRule rule = new ReminderRule(() -> "rehearsal");

    ReminderRehearsal(
            Clinics clinics,
            Agenda agenda,
            ReminderCases cases,
            Worklist worklist,
            Decisions decisions,
            Messages messages,
            Templates templates,
            Clock clock) {
        this.clinics = clinics;
        this.agenda = agenda;
        this.cases = cases;
        this.worklist = worklist;
        this.decisions = decisions;
        this.messages = messages;
        this.templates = templates;
        this.clock = clock;
    }

    /**
     * What would leave.
     *
     * @param atOnce reminders that are due already and would leave as soon as the settings are saved
     * @param day tomorrow by the clinic's calendar
     * @param thatDay reminders that would leave on that day
     * @param withheld appointments of which nobody would be reminded although their reminder is due at once or on that day, by reason
     */
    public record Forecast(int atOnce, LocalDate day, int thatDay, Map<Reason, Integer> withheld) {}

    /** What these settings would let leave now and tomorrow. */
    public Forecast forecast(ReminderSettings settings, boolean maySend) {
        var clinic = clinics.get(settings.clinic());
        var now = clock.instant();
        var tomorrow = LocalDate.ofInstant(now, clinic.zone()).plusDays(1);
        var count = new Count(clinic, settings, tomorrow);
        // an appointment whose reminder is due by tomorrow's end starts at the latest so many days after it
        var last = tomorrow.plusDays(settings.daysBefore() + 1L)
                .atStartOfDay(clinic.zone())
                .toInstant();
        var search = AppointmentSearch.starting(now, last).at(clinic.id());
        @Nullable String cursor = null;
        do {
            var page = agenda.search(search.after(cursor));
            count(count, page.items(), cases.of(page.items(), now).with(settings, maySend));
            cursor = page.next();
        } while (cursor != null);
        return new Forecast(count.atOnce, tomorrow, count.thatDay, Map.copyOf(count.withheld));
    }

    private static final class Count {
        final Clinic clinic;
        final ReminderSettings settings;
        final LocalDate day;
        final Map<Reason, Integer> withheld = new EnumMap<>(Reason.class);
        int atOnce;
        int thatDay;

        Count(Clinic clinic, ReminderSettings settings, LocalDate day) {
            this.clinic = clinic;
            this.settings = settings;
            this.day = day;
        }

        boolean thatDay(Instant instant) {
            return LocalDate.ofInstant(instant, clinic.zone()).equals(day);
        }

        /** Whether the reminder of an appointment would leave in the time that is spoken of; what was due before is history. */
        boolean concerns(Appointment appointment) {
            return thatDay(settings.due(appointment.start(), clinic.zone()));
        }
    }

    private void count(Count count, List<Appointment> appointments, Circumstances circumstances) {
        var subjects = appointments.stream()
                .map(appointment -> appointment.id().subject())
                .toList();
        var since = worklist.since(ReminderRule.NAME, subjects);
        var earlier = decisions.of(ReminderRule.NAME, subjects);
        var told = told(subjects);
        for (var appointment : appointments) {
            var subject = appointment.id().subject();
            var version =
                    ReminderVersions.of(appointment.start(), earlier.getOrDefault(subject, List.<DecisionRecord>of()));
            if (!told.contains(new OrderKey(ReminderRule.NAME, subject, version))) {
                circumstances
                        .of(appointment, since.getOrDefault(subject, appointment.firstSeen()))
                        .ifPresent(it -> count(count, it, version));
            }
        }
    }

    private void count(Count count, ReminderCase it, String version) {
        switch (rule.decide(it, version)) {
            case Decision.Send send -> count.atOnce++;
            case Decision.Defer(var candidate, var reason, var until) -> {
                if (count.thatDay(until)) {
                    countThen(count, it.at(until), version);
                }
            }
            case Decision.Skip(var candidate, var reason) -> {
                if (count.concerns(it.appointment())) {
                    count.withheld.merge(reason, 1, Integer::sum);
                }
            }
        }
    }

    private void countThen(Count count, ReminderCase then, String version) {
        if (rule.decide(then, version) instanceof Decision.Skip(var candidate, var reason)) {
            count.withheld.merge(reason, 1, Integer::sum);
        } else {
            count.thatDay++;
        }
    }

    /** What was ordered and not taken back: planning it again would change nothing. */
    private Set<OrderKey> told(List<String> subjects) {
        return messages.about(subjects).stream()
                .filter(message -> message.status() != Status.REVOKED)
                .map(Message::key)
                .collect(toUnmodifiableSet());
    }

    /** The text that these settings would choose for an appointment, as {@link ReminderRule} does. */
    public Choice text(ReminderSettings settings, Appointment appointment) {
        return ReminderCase.template(templates.catalogue(), settings, clinics.get(settings.clinic()), appointment);
    }
}
