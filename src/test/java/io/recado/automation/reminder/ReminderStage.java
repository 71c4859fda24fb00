package io.recado.automation.reminder;

import static io.recado.automation.reminder.TheAgenda.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.agenda.Agenda;
import io.recado.agenda.AppointmentStatus;
import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.automation.Decisions;
import io.recado.clinic.ClinicSwitches;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import io.recado.fixtures.SettableClock;
import io.recado.outbox.LastLook;
import io.recado.outbox.MessageId;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Priority;
import io.recado.outbox.Reason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** It is Friday 20 November 2026, 10:00 in Madrid. An appointment on Tuesday 24 at 10:30 is reminded of on Monday at 18:00 (17:00 UTC). */
abstract class ReminderStage {

    static final ClinicId CENTRO = new ClinicId("centro");
    static final String TUESDAY = "2026-11-24T09:30:00Z";
    static final String WEDNESDAY = "2026-11-25T09:30:00Z";
    static final String MONDAY_EVENING = "2026-11-23T17:00:00Z";
    static final String TUESDAY_EVENING = "2026-11-24T17:00:00Z";

    static final AnnotationConfigApplicationContext hub = new AnnotationConfigApplicationContext(RulesOnPostgres.class);
    static final SettableClock clock = hub.getBean(SettableClock.class);
    static final Reminders reminders = hub.getBean(Reminders.class);
    static final Decisions decisions = hub.getBean(Decisions.class);
    static final JdbcClient jdbc = hub.getBean(JdbcClient.class);
    static final TheAgenda agenda = new TheAgenda(hub.getBean(Agenda.class), jdbc);

    @BeforeEach
    void startAfresh() {
        jdbc.sql("""
                        truncate patient, appointment, message, rule_candidate, decision, decision_history, opt_out, muted,
                                 clinic_settings, reminder_settings cascade
                        """).update();
        jdbc.sql("update template set status = 'ACTIVE'").update();
        clock.set("2026-11-20T09:00:00Z");
    }

    static @Nullable Reason objection(String subject) {
        var message = new MessageId(UUID.randomUUID());
        var candidate = new LastLook.Candidate(
                message,
                new OrderKey("reminder", subject, TUESDAY),
                new ClinicId("centro"),
                new PhoneNumber("+34600111222"),
                Priority.REMINDER);
        return hub.getBean(ReminderLastLook.class)
                .objections(List.of(candidate))
                .get(message);
    }

    static void manyAppointments(int count) {
        agenda.has(IntStream.range(0, count)
                .mapToObj(number -> appointment("A-" + number, TUESDAY))
                .toList());
    }

    static void cancel(String externalId) {
        agenda.has(appointment(externalId, Instant.parse(TUESDAY), AppointmentStatus.CANCELLED, "600 111 222", null));
    }

    static void turn(boolean on) {
        var switches = hub.getBean(ClinicSwitches.class);
        switches.save(switches.get(CENTRO).turned(on));
    }

    /** As if WhatsApp had delivered everything that is planned. */
    static void deliver() {
        jdbc.sql("update delivery set status = 'delivered', attempts = 1 where status = 'planned'")
                .update();
    }

    static List<String> orders() {
        return jdbc.sql("""
                        select concat_ws(' ', d.status, m.subject, m.version, d.reason)
                          from message m join delivery d using (id) order by m.id
                        """).query(String.class).list();
    }

    static long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    record Decided(Outcome outcome, Reason reason, @Nullable Instant until) {

        static Decided of(DecisionRecord decision) {
            return new Decided(decision.outcome(), decision.reason(), decision.until());
        }
    }

    static Decided current(String subject) {
        var current = decisions.of(subject);
        assertThat(current).as("current decisions about " + subject).hasSize(1);
        return Decided.of(current.getFirst());
    }

    static Decided version(String subject, String version) {
        return decisions.of(subject).stream()
                .filter(decision -> decision.version().equals(version))
                .map(Decided::of)
                .findFirst()
                .orElseThrow();
    }

    static Decided sent() {
        return new Decided(Outcome.SEND, Reason.DUE, null);
    }

    static Decided deferred(Reason reason, String until) {
        return new Decided(Outcome.DEFER, reason, Instant.parse(until));
    }

    static Decided skipped(Reason reason) {
        return new Decided(Outcome.SKIP, reason, null);
    }
}
