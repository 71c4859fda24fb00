package io.recado.automation.reminder;

import static io.recado.automation.reminder.TheAgenda.appointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.recado.agenda.Agenda;
import io.recado.agenda.AppointmentId;
import io.recado.agenda.AppointmentStatus;
import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.automation.Decisions;
import io.recado.clinic.ClinicSwitches;
import io.recado.clinic.SaveOutcome;
import io.recado.configuration.ClinicId;
import io.recado.consent.Consents;
import io.recado.consent.OptOut;
import io.recado.consent.OptOut.Cause;
import io.recado.consent.OptOut.Kind;
import io.recado.contact.PhoneNumber;
import io.recado.fixtures.SettableClock;
import io.recado.outbox.LastLook;
import io.recado.outbox.MessageId;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Reason;
import io.recado.template.Approval;
import io.recado.template.Templates;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** It is Friday 20 November 2026, 10:00 in Madrid. An appointment on Tuesday 24 at 10:30 is reminded of on Monday at 18:00 (17:00 UTC). */
class ReminderPlanningIT {

    private static final ClinicId CENTRO = new ClinicId("centro");
    private static final String TUESDAY = "2026-11-24T09:30:00Z";
    private static final String WEDNESDAY = "2026-11-25T09:30:00Z";
    private static final String MONDAY_EVENING = "2026-11-23T17:00:00Z";
    private static final String TUESDAY_EVENING = "2026-11-24T17:00:00Z";

    private static AnnotationConfigApplicationContext hub;
    private static SettableClock clock;
    private static Reminders reminders;
    private static Decisions decisions;
    private static TheAgenda agenda;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        hub = new AnnotationConfigApplicationContext(RulesOnPostgres.class);
        clock = hub.getBean(SettableClock.class);
        reminders = hub.getBean(Reminders.class);
        decisions = hub.getBean(Decisions.class);
        jdbc = hub.getBean(JdbcClient.class);
        agenda = new TheAgenda(hub.getBean(Agenda.class), jdbc);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void startAfresh() {
        jdbc.sql("""
                        truncate patient, appointment, message, rule_candidate, decision, decision_history, opt_out, muted,
                                 clinic_settings, reminder_settings cascade
                        """).update();
        jdbc.sql("update template set status = 'ACTIVE'").update();
        clock.set("2026-11-20T09:00:00Z");
    }

    // the ordinary life of a reminder

    @Test
    void waitsForItsHourAndIsThenOrderedOnce() {
        var subject = agenda.has(appointment("A-1", TUESDAY));

        assertThat(reminders.planDue()).isEqualTo(1);
        assertThat(current(subject)).isEqualTo(deferred(Reason.NOT_DUE_YET, MONDAY_EVENING));
        assertThat(orders()).isEmpty();

        clock.set(MONDAY_EVENING);
        assertThat(reminders.planDue()).isEqualTo(1);
        assertThat(current(subject)).isEqualTo(sent());
        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
    }

    @Test
    void looksAtNothingWhenNothingIsNew() {
        agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();

        assertThat(reminders.planDue()).isZero();
        agenda.has(appointment("A-1", TUESDAY));
        assertThat(reminders.planDue()).isZero();
        assertThat(reminders.reconcile()).isZero();
    }

    @Test
    void planningAgainChangesNothing() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();

        hub.getBean(Agenda.class).recordAnswer(AppointmentId.ofSubject(subject), AppointmentStatus.CONFIRMED);
        assertThat(reminders.planDue()).isEqualTo(1);

        assertThat(orders()).hasSize(1);
        assertThat(decisions.of(subject)).hasSize(1);
        assertThat(current(subject)).isEqualTo(sent());
    }

    @Test
    void everyCandidateHasExactlyOneDecisionWithAReason() {
        var pending = AppointmentStatus.PENDING;
        var start = Instant.parse(TUESDAY);
        var nobody = agenda.has(appointment("A-1", start, pending, null, null));
        var wrong = agenda.has(appointment("A-2", start, pending, "12", null));
        var cancelled = agenda.has(appointment("A-3", start, AppointmentStatus.CANCELLED, "600111222", null));
        var fine = agenda.has(appointment("A-4", start, pending, "600111222", null));
        clock.set(MONDAY_EVENING);
        reminders.reconcile();
        reminders.planDue();

        assertThat(current(nobody)).isEqualTo(skipped(Reason.NO_PHONE));
        assertThat(current(wrong)).isEqualTo(skipped(Reason.PHONE_NOT_USABLE));
        assertThat(current(cancelled)).isEqualTo(skipped(Reason.APPOINTMENT_CANCELLED));
        assertThat(current(fine)).isEqualTo(sent());
        assertThat(count("decision")).isEqualTo(4);
    }

    @Test
    void keepsWhatTheDecisionRestedOnWithoutThePerson() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();

        var facts = decisions.of(subject).getFirst().facts();

        assertThat(facts.path("start").asText()).isEqualTo(TUESDAY);
        assertThat(facts.path("due").asText()).isEqualTo(MONDAY_EVENING);
        assertThat(facts.path("phone").asText()).isEqualTo("USABLE");
        assertThat(facts.path("template").asText()).isEqualTo("recordatorio_cita_reagendar/es");
        assertThat(facts.toString()).doesNotContain("Ana", "600111222");
    }

    @Test
    void aDecisionThatChangedLeavesTheOldOneInTheHistory() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        clock.set(MONDAY_EVENING);
        reminders.planDue();

        assertThat(decisions.replaced(subject))
                .extracting(DecisionRecord::outcome, DecisionRecord::reason)
                .containsExactly(tuple(Outcome.DEFER, Reason.NOT_DUE_YET));
    }

    // the agenda changes

    @Test
    void aMoveTakesTheUnsentReminderBackInItsOwnTransaction() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();

        agenda.has(appointment("A-1", WEDNESDAY));

        assertThat(orders()).containsExactly("revoked " + subject + " " + TUESDAY + " APPOINTMENT_MOVED");
        assertThat(current(subject)).isEqualTo(skipped(Reason.APPOINTMENT_MOVED));

        reminders.planDue();
        assertThat(version(subject, WEDNESDAY)).isEqualTo(deferred(Reason.NOT_DUE_YET, TUESDAY_EVENING));
        clock.set(TUESDAY_EVENING);
        reminders.planDue();
        assertThat(orders())
                .containsExactly(
                        "revoked " + subject + " " + TUESDAY + " APPOINTMENT_MOVED",
                        "planned " + subject + " " + WEDNESDAY);
    }

    @Test
    void aMoveThatIsRolledBackTakesNothingBack() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();

        hub.getBean(TransactionTemplate.class).executeWithoutResult(transaction -> {
            agenda.has(appointment("A-1", WEDNESDAY));
            transaction.setRollbackOnly();
        });

        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
        assertThat(current(subject)).isEqualTo(sent());
        assertThat(reminders.planDue()).isZero();
    }

    @Test
    void aMoveBeforeItsHourClosesTheOldDecision() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        agenda.has(appointment("A-1", WEDNESDAY));
        reminders.planDue();

        assertThat(version(subject, TUESDAY)).isEqualTo(skipped(Reason.APPOINTMENT_MOVED));
        assertThat(version(subject, WEDNESDAY)).isEqualTo(deferred(Reason.NOT_DUE_YET, TUESDAY_EVENING));
    }

    @Test
    void anAppointmentThatMovesAwayAndBackIsRemindedOfOnce() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        agenda.has(appointment("A-1", WEDNESDAY));
        reminders.planDue();
        clock.advance(Duration.ofMinutes(1));
        agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();

        assertThat(version(subject, TUESDAY)).isEqualTo(deferred(Reason.AFTER_LATE_BOOKING, "2026-11-23T17:11:00Z"));
        clock.advance(Duration.ofMinutes(10));
        reminders.planDue();
        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
        assertThat(version(subject, WEDNESDAY)).isEqualTo(skipped(Reason.APPOINTMENT_MOVED));
    }

    @Test
    void anAppointmentThatComesBackAfterAnotherHourWasToldIsToldAgain() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        deliver();
        agenda.has(appointment("A-1", "2026-11-24T15:00:00Z"));
        clock.advance(Duration.ofMinutes(10));
        reminders.planDue();
        deliver();
        agenda.has(appointment("A-1", TUESDAY));
        clock.advance(Duration.ofMinutes(10));
        reminders.planDue();

        assertThat(orders())
                .containsExactly(
                        "delivered " + subject + " " + TUESDAY,
                        "delivered " + subject + " 2026-11-24T15:00:00Z",
                        "planned " + subject + " " + TUESDAY + "~1");
    }

    @Test
    void aMoveIntoTheLeadTimeCountsAsALateBooking() {
        var subject = agenda.has(appointment("A-1", WEDNESDAY));
        reminders.planDue();
        clock.set("2026-11-23T19:00:00Z");
        agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();

        assertThat(version(subject, TUESDAY)).isEqualTo(deferred(Reason.AFTER_LATE_BOOKING, "2026-11-23T19:10:00Z"));
    }

    @Test
    void aCancellationTakesTheUnsentReminderBack() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        cancel("A-1");

        assertThat(orders()).containsExactly("revoked " + subject + " " + TUESDAY + " APPOINTMENT_CANCELLED");
        assertThat(current(subject)).isEqualTo(skipped(Reason.APPOINTMENT_CANCELLED));
        reminders.planDue();
        assertThat(current(subject)).isEqualTo(skipped(Reason.APPOINTMENT_CANCELLED));
    }

    @Test
    void aReminderThatHasLeftStaysADecisionToSend() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        deliver();
        cancel("A-1");
        reminders.planDue();

        assertThat(current(subject)).isEqualTo(sent());
        assertThat(orders()).containsExactly("delivered " + subject + " " + TUESDAY);
    }

    @Test
    void aCancellationThatIsTakenBackIsPlannedAgain() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        cancel("A-1");
        reminders.planDue();
        agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        clock.advance(Duration.ofMinutes(10));
        reminders.planDue();

        assertThat(current(subject)).isEqualTo(sent());
        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
    }

    @Test
    void aCorrectedNumberIsUsedAtOnce() {
        var start = Instant.parse(TUESDAY);
        var subject = agenda.has(appointment("A-1", start, AppointmentStatus.PENDING, null, null));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        assertThat(current(subject)).isEqualTo(skipped(Reason.NO_PHONE));

        agenda.has(appointment("A-1", start, AppointmentStatus.PENDING, "600 999 888", null));
        reminders.planDue();
        agenda.has(appointment("A-1", start, AppointmentStatus.PENDING, "600 777 666", null));
        reminders.planDue();

        assertThat(jdbc.sql("select to_phone from message").query(String.class).list())
                .containsExactly("+34600777666");
        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
    }

    // settings, switches, templates, consent

    @Test
    void changedSettingsPlanAnew() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        var settings = hub.getBean(RemindersPerClinic.class);

        var saved = settings.save(settings.get(CENTRO).withDaysBefore(2).withSendAt(LocalTime.of(12, 0)));
        assertThat(saved).isInstanceOf(SaveOutcome.Saved.class);
        assertThat(reminders.planDue()).isEqualTo(1);

        assertThat(current(subject)).isEqualTo(deferred(Reason.NOT_DUE_YET, "2026-11-22T11:00:00Z"));
        assertThat(decisions
                        .of(subject)
                        .getFirst()
                        .facts()
                        .path("settingsVersion")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void oldSettingsDoNotOverwriteNewerOnes() {
        var settings = hub.getBean(RemindersPerClinic.class);
        var read = settings.get(CENTRO);
        settings.save(read.withEnabled(false));

        var outcome = settings.save(read.withDaysBefore(3));

        assertThat(outcome)
                .isEqualTo(new SaveOutcome.Conflict<>(new ReminderSettings(
                        CENTRO, false, 1, LocalTime.of(18, 0), "recordatorio_cita", LateBooking.AFTER_10_MIN, 1)));
        assertThat(settings.get(CENTRO).daysBefore()).isEqualTo(1);
    }

    @Test
    void aSwitchThatIsTurnedOffTakesUnsentRemindersBackAndOnBringsThemBack() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        clock.set(MONDAY_EVENING);
        reminders.planDue();
        turn(false);
        reminders.planDue();

        assertThat(current(subject)).isEqualTo(skipped(Reason.CLINIC_MAY_NOT_SEND));
        assertThat(orders()).containsExactly("revoked " + subject + " " + TUESDAY + " CLINIC_MAY_NOT_SEND");

        turn(true);
        reminders.planDue();
        assertThat(current(subject)).isEqualTo(sent());
        assertThat(orders()).containsExactly("planned " + subject + " " + TUESDAY);
    }

    @Test
    void anApprovedTemplateBringsItsRemindersBack() {
        var templates = hub.getBean(Templates.class);
        templates.approve("recordatorio_cita", "es", Approval.PENDING);
        templates.approve("recordatorio_cita_reagendar", "es", Approval.PENDING);
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        assertThat(current(subject)).isEqualTo(skipped(Reason.TEMPLATE_INACTIVE));

        templates.approve("recordatorio_cita", "es", Approval.ACTIVE);
        reminders.planDue();

        assertThat(current(subject)).isEqualTo(deferred(Reason.NOT_DUE_YET, MONDAY_EVENING));
        assertThat(decisions.of(subject).getFirst().facts().path("template").asText())
                .isEqualTo("recordatorio_cita/es");
    }

    @Test
    void whoOptsInAgainIsRemindedAgain() {
        var consents = hub.getBean(Consents.class);
        var phone = new PhoneNumber("+34600111222");
        consents.optOut(new OptOut(null, phone, Kind.ALL, Cause.ASKED));
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        assertThat(current(subject)).isEqualTo(skipped(Reason.OPTED_OUT));

        consents.optIn(null, phone, Kind.ALL);
        reminders.planDue();

        assertThat(current(subject)).isEqualTo(deferred(Reason.NOT_DUE_YET, MONDAY_EVENING));
    }

    // several planners, many pages, missed events

    @Test
    void pagesMeetWithoutGapsOrOverlaps() {
        manyAppointments(25);
        clock.set(MONDAY_EVENING);

        assertThat(reminders.planPages(10)).isEqualTo(25);
        assertThat(orders()).hasSize(25).doesNotHaveDuplicates();
        assertThat(reminders.planPages(5)).isZero();
    }

    @Test
    void aFullLastPageEndsTheRun() {
        manyAppointments(20);

        assertThat(reminders.planPages(10)).isEqualTo(20);
        assertThat(count("decision")).isEqualTo(20);
    }

    @Test
    void twoPlannersAtOnceShareTheWork() {
        manyAppointments(400);
        clock.set(MONDAY_EVENING);

        var planners = IntStream.range(0, 4)
                .mapToObj(node -> CompletableFuture.supplyAsync(() -> reminders.planPages(10)))
                .toList();
        var decided = planners.stream().mapToInt(CompletableFuture::join).sum();

        assertThat(decided + reminders.planDue()).isEqualTo(400);
        assertThat(orders()).hasSize(400).doesNotHaveDuplicates();
        assertThat(count("decision")).isEqualTo(400);
        assertThat(count("decision_history")).isZero();
    }

    @Test
    void theSlowLaneFindsWhatNoEventTold() {
        var subject = agenda.has(appointment("A-1", TUESDAY));
        reminders.planDue();
        jdbc.sql("update appointment set starts_at = :start, changed_at = changed_at + interval '1 minute'")
                .param("start", java.sql.Timestamp.from(Instant.parse(WEDNESDAY)))
                .update();

        assertThat(reminders.reconcile()).isEqualTo(1);
        assertThat(reminders.reconcile()).isZero();
        reminders.planDue();

        assertThat(version(subject, WEDNESDAY)).isEqualTo(deferred(Reason.NOT_DUE_YET, TUESDAY_EVENING));
    }

    // the last look

    @Test
    void theLastLookFindsWhatIsNoLongerTrue() {
        var fine = agenda.has(appointment("A-1", TUESDAY));
        var moved = agenda.has(appointment("A-2", TUESDAY));
        var cancelled = agenda.has(appointment("A-3", TUESDAY));
        var silent =
                agenda.has(appointment("A-4", Instant.parse(TUESDAY), AppointmentStatus.PENDING, "600 999 888", null));
        clock.set(MONDAY_EVENING);
        agenda.has(appointment("A-2", WEDNESDAY));
        cancel("A-3");
        hub.getBean(Consents.class).optOut(new OptOut(CENTRO, new PhoneNumber("+34600999888"), Kind.ALL, Cause.ASKED));

        assertThat(objection(fine)).isNull();
        assertThat(objection(moved)).isEqualTo(Reason.APPOINTMENT_MOVED);
        assertThat(objection(cancelled)).isEqualTo(Reason.APPOINTMENT_CANCELLED);
        assertThat(objection(silent)).isEqualTo(Reason.OPTED_OUT);
        assertThat(objection("appointment:999999")).isEqualTo(Reason.APPOINTMENT_CANCELLED);

        turn(false);
        assertThat(objection(fine)).isEqualTo(Reason.CLINIC_MAY_NOT_SEND);
    }

    private static @Nullable Reason objection(String subject) {
        var message = new MessageId(UUID.randomUUID());
        var candidate = new LastLook.Candidate(message, new OrderKey("reminder", subject, TUESDAY));
        return hub.getBean(LastLook.class).objections(List.of(candidate)).get(message);
    }

    private static void manyAppointments(int count) {
        agenda.has(IntStream.range(0, count)
                .mapToObj(number -> appointment("A-" + number, TUESDAY))
                .toList());
    }

    private static void cancel(String externalId) {
        agenda.has(appointment(externalId, Instant.parse(TUESDAY), AppointmentStatus.CANCELLED, "600 111 222", null));
    }

    private static void turn(boolean on) {
        var switches = hub.getBean(ClinicSwitches.class);
        switches.save(switches.get(CENTRO).turned(on));
    }

    /** As if WhatsApp had delivered everything that is planned. */
    private static void deliver() {
        jdbc.sql("update delivery set status = 'delivered', attempts = 1 where status = 'planned'")
                .update();
    }

    private static List<String> orders() {
        return jdbc.sql("""
                        select concat_ws(' ', d.status, m.subject, m.version, d.reason)
                          from message m join delivery d using (id) order by m.id
                        """).query(String.class).list();
    }

    private static long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private record Decided(
            Outcome outcome, Reason reason, @Nullable Instant until) {

        static Decided of(DecisionRecord decision) {
            return new Decided(decision.outcome(), decision.reason(), decision.until());
        }
    }

    private static Decided current(String subject) {
        var current = decisions.of(subject);
        assertThat(current).as("current decisions about " + subject).hasSize(1);
        return Decided.of(current.getFirst());
    }

    private static Decided version(String subject, String version) {
        return decisions.of(subject).stream()
                .filter(decision -> decision.version().equals(version))
                .map(Decided::of)
                .findFirst()
                .orElseThrow();
    }

    private static Decided sent() {
        return new Decided(Outcome.SEND, Reason.DUE, null);
    }

    private static Decided deferred(Reason reason, String until) {
        return new Decided(Outcome.DEFER, reason, Instant.parse(until));
    }

    private static Decided skipped(Reason reason) {
        return new Decided(Outcome.SKIP, reason, null);
    }
}
