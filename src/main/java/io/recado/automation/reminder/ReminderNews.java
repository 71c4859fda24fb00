package io.recado.automation.reminder;

import io.recado.agenda.AgendaEvent;
import io.recado.agenda.AgendaEvent.AppointmentBooked;
import io.recado.agenda.AgendaEvent.AppointmentCancelled;
import io.recado.agenda.AgendaEvent.AppointmentChanged;
import io.recado.agenda.AgendaEvent.AppointmentCompleted;
import io.recado.agenda.AgendaEvent.AppointmentConfirmed;
import io.recado.agenda.AgendaEvent.AppointmentMissed;
import io.recado.agenda.AgendaEvent.AppointmentMoved;
import io.recado.agenda.Appointment;
import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.automation.Decisions;
import io.recado.automation.Worklist;
import io.recado.automation.Worklist.News;
import io.recado.clinic.ClinicSwitched;
import io.recado.consent.ConsentChanged;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Reason;
import io.recado.template.TemplateChanged;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hears what changes and makes reminders follow, in the very transaction of the change: what changed is planned anew, and an unsent
 * reminder that is no longer true is taken back.
 */
@Component
class ReminderNews {

    private final Worklist worklist;
    private final Decisions decisions;
    private final Outbox outbox;
    private final Clock clock;

    ReminderNews(Worklist worklist, Decisions decisions, Outbox outbox, Clock clock) {
        this.worklist = worklist;
        this.decisions = decisions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A page of a source brings hundreds of events; they are dealt with together when its transaction is about to commit. */
    @EventListener
    void on(AgendaEvent event) {
        TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Collected.class::isInstance)
                .map(Collected.class::cast)
                .findFirst()
                .orElseGet(this::collect)
                .events
                .add(event);
    }

    private Collected collect() {
        var collected = new Collected();
        TransactionSynchronizationManager.registerSynchronization(collected);
        return collected;
    }

    private final class Collected implements TransactionSynchronization {

        final List<AgendaEvent> events = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            follow(events);
        }
    }

    @EventListener
    void on(ReminderSettingsChanged change) {
        worklist.again(ReminderRule.NAME, change.clinic(), clock.instant());
    }

    @EventListener
    void on(ClinicSwitched change) {
        worklist.again(ReminderRule.NAME, change.clinic(), clock.instant());
    }

    @EventListener
    void on(TemplateChanged change) {
        worklist.again(ReminderRule.NAME, null, clock.instant());
    }

    /** Whoever opts out is found at the last look; whoever opts in again was decided on for a reason that may no longer hold. */
    @EventListener
    void on(ConsentChanged change) {
        worklist.again(ReminderRule.NAME, change.clinic(), Set.of(Reason.OPTED_OUT, Reason.MUTED), clock.instant());
    }

    private void follow(List<AgendaEvent> events) {
        var now = clock.instant();
        var news = new LinkedHashMap<String, News>();
        var untrue = new LinkedHashMap<String, Reason>();
        for (var event : events) {
            news.merge(event.after().id().subject(), news(event), ReminderNews::latest);
            untrue(event).ifPresent(reason -> untrue.put(event.after().id().subject(), reason));
        }
        // the list first: its rows are locked from here on, so no planner can place an order behind this transaction's
        // back
        worklist.put(ReminderRule.NAME, news.values(), now);
        takeBack(untrue, now);
    }

    private static News news(AgendaEvent event) {
        Appointment after = event.after();
        var afresh = event instanceof AppointmentMoved || event instanceof AppointmentBooked;
        var since = event instanceof AppointmentMoved ? after.changed() : after.firstSeen();
        return new News(after.id().subject(), after.clinic(), after.start(), since, afresh);
    }

    private static News latest(News before, News after) {
        return after.afresh() || !before.afresh()
                ? after
                : new News(after.subject(), after.clinic(), after.starts(), before.since(), true);
    }

    /** Why a reminder that was ordered before this event must not leave any more; empty when it may. */
    private static Optional<Reason> untrue(AgendaEvent event) {
        return switch (event) {
            case AppointmentMoved moved -> Optional.of(Reason.APPOINTMENT_MOVED);
            case AppointmentCancelled cancelled -> Optional.of(Reason.APPOINTMENT_CANCELLED);
            case AppointmentMissed missed -> Optional.of(Reason.APPOINTMENT_NOT_OPEN);
            case AppointmentCompleted completed -> Optional.of(Reason.APPOINTMENT_NOT_OPEN);
            case AppointmentChanged(var before, var after) -> {
                if (!before.start().equals(after.start())) {
                    yield Optional.of(Reason.APPOINTMENT_MOVED);
                }
                yield before.patient().phone().equals(after.patient().phone())
                        ? Optional.empty()
                        : Optional.of(Reason.PHONE_CHANGED);
            }
            case AppointmentBooked booked -> Optional.empty();
            case AppointmentConfirmed confirmed -> Optional.empty();
        };
    }

    private void takeBack(Map<String, Reason> untrue, Instant now) {
        if (untrue.isEmpty()) {
            return;
        }
        var made = decisions.of(ReminderRule.NAME, untrue.keySet());
        untrue.forEach((subject, reason) -> made.getOrDefault(subject, List.of()).stream()
                .filter(decision -> decision.outcome() == Outcome.SEND)
                .reduce((earlier, later) -> later)
                .filter(latest -> outbox.revoke(ReminderRule.NAME, subject, reason) > 0)
                .map(ReminderNews::key)
                .ifPresent(key -> decisions.close(List.of(key), reason, now)));
    }

    private static OrderKey key(DecisionRecord decision) {
        return new OrderKey(decision.rule(), decision.subject(), decision.version());
    }
}
