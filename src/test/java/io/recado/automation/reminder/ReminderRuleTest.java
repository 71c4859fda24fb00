package io.recado.automation.reminder;

import static io.recado.automation.reminder.ACase.aReminderOf;
import static io.recado.fixtures.AClinic.centro;
import static io.recado.fixtures.AClinic.palermo;
import static io.recado.fixtures.AClinic.salaNorte;
import static io.recado.fixtures.AnAppointment.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.agenda.AppointmentStatus;
import io.recado.automation.Decision;
import io.recado.automation.Decision.Send;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.configuration.ClinicId;
import io.recado.consent.OptOut;
import io.recado.consent.OptOut.Cause;
import io.recado.consent.OptOut.Kind;
import io.recado.consent.Silence;
import io.recado.contact.PhoneCheck.Problem;
import io.recado.contact.PhoneNumber;
import io.recado.fixtures.AnAppointment;
import io.recado.fixtures.StandardTemplates;
import io.recado.outbox.Content;
import io.recado.outbox.Order;
import io.recado.outbox.Reason;
import io.recado.template.Approval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Appointment on Tuesday 24 November 2026 at 10:30 in Madrid (09:30 UTC); its reminder is due the day before at 18:00 (17:00 UTC). */
class ReminderRuleTest {

    private static final String DUE = "2026-11-23T17:00:00Z";
    private static final String TWO_DAYS_BEFORE = "2026-11-22T11:00:00Z";
    private static final PhoneNumber PHONE = new PhoneNumber("+34600111222");

    @Test
    void waitsForItsHour() {
        assertThat(outcome(reminder().at(TWO_DAYS_BEFORE))).isEqualTo(deferred(Reason.NOT_DUE_YET, DUE));
        assertThat(outcome(reminder().at("2026-11-23T16:59:59.999999Z"))).isEqualTo(deferred(Reason.NOT_DUE_YET, DUE));
    }

    @Test
    void isSentWhenItsHourHasCome() {
        var order = order(reminder().at(DUE));

        assertThat(order.to()).isEqualTo(PHONE);
        assertThat(order.channel()).isEqualTo(centro().channel());
        assertThat(order.key().rule()).isEqualTo("reminder");
        assertThat(order.key().subject()).isEqualTo("appointment:4711");
        assertThat(order.key().version()).isEqualTo("2026-11-24T09:30:00Z");
        assertThat(order.due()).isEqualTo(DUE);
        assertThat(order.usefulUntil()).isEqualTo("2026-11-24T09:00:00Z");
    }

    @Test
    void isSentLateWhenTheHubWasDown() {
        assertThat(order(reminder().at("2026-11-24T08:59:59Z")).due()).isEqualTo(DUE);
    }

    @Test
    void isNotSentWhenNobodyCanActOnItAnyMore() {
        assertThat(outcome(reminder().at("2026-11-24T09:00:00Z"))).isEqualTo(skipped(Reason.TOO_LATE_TO_BE_USEFUL));
    }

    @Test
    void isNotSentOnceTheAppointmentHasBegun() {
        assertThat(outcome(reminder().at("2026-11-24T09:30:00Z"))).isEqualTo(skipped(Reason.APPOINTMENT_OVER));
    }

    @Test
    void anHourThatLiesAfterTheAppointmentIsSaidAtOnce() {
        assertThat(outcome(reminder().daysBefore(0).at(TWO_DAYS_BEFORE)))
                .isEqualTo(skipped(Reason.TOO_LATE_TO_BE_USEFUL));
    }

    @Test
    void remindsAtTheClinicsHourAcrossTheClockChange() {
        var spring = aReminderOf(anAppointment().at("2026-03-30T10:30").bookedAt(Instant.EPOCH), centro());
        var autumn = aReminderOf(anAppointment().at("2026-10-26T10:30").bookedAt(Instant.EPOCH), centro());

        assertThat(outcome(spring.at("2026-03-28T11:00:00Z")))
                .isEqualTo(deferred(Reason.NOT_DUE_YET, "2026-03-29T16:00:00Z"));
        assertThat(outcome(autumn.at("2026-10-24T11:00:00Z")))
                .isEqualTo(deferred(Reason.NOT_DUE_YET, "2026-10-25T17:00:00Z"));
    }

    @Test
    void aMovedAppointmentIsAnotherOrder() {
        var before = order(reminder().at(DUE));
        var after = order(
                aReminderOf(anAppointment().at("2026-11-24T12:00"), centro()).at("2026-11-23T17:00:00Z"));

        assertThat(after.key()).isNotEqualTo(before.key());
        assertThat(after.key().subject()).isEqualTo(before.key().subject());
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELLED,APPOINTMENT_CANCELLED",
        "UNKNOWN,STATUS_UNKNOWN",
        "ARRIVED,APPOINTMENT_NOT_OPEN",
        "COMPLETED,APPOINTMENT_NOT_OPEN",
        "MISSED,APPOINTMENT_NOT_OPEN"
    })
    void onlyAnOpenAppointmentIsRemindedOf(AppointmentStatus status, Reason reason) {
        assertThat(outcome(aReminderOf(anAppointment().that(status), centro()).at(DUE)))
                .isEqualTo(skipped(reason));
    }

    @Test
    void whoConfirmedByTelephoneIsRemindedAllTheSame() {
        assertThat(outcome(aReminderOf(anAppointment().that(AppointmentStatus.CONFIRMED), centro())
                        .at(DUE)))
                .isEqualTo(SENT);
    }

    @Test
    void saysNothingWhenTheRuleIsOff() {
        assertThat(outcome(reminder().off().at(DUE))).isEqualTo(skipped(Reason.RULE_OFF));
    }

    @Test
    void saysNothingWhenTheClinicMayNotSend() {
        assertThat(outcome(reminder().ofAClinicThatMayNotSend().at(DUE)))
                .isEqualTo(skipped(Reason.CLINIC_MAY_NOT_SEND));
    }

    @Test
    void onlyAnOutspokenNoForbidsAMessageAboutOnesOwnAppointment() {
        assertThat(outcome(aReminderOf(anAppointment().withServiceConsent(false), centro())
                        .at(DUE)))
                .isEqualTo(skipped(Reason.NO_SERVICE_CONSENT));
        assertThat(outcome(aReminderOf(anAppointment().withServiceConsent(true), centro())
                        .at(DUE)))
                .isEqualTo(SENT);
        assertThat(outcome(aReminderOf(anAppointment().withServiceConsent(null), centro())
                        .at(DUE)))
                .isEqualTo(SENT);
    }

    @Test
    void saysNothingToWhoAskedForSilence() {
        assertThat(outcome(reminder().with(optOut(null, Kind.ALL)).at(DUE))).isEqualTo(skipped(Reason.OPTED_OUT));
        assertThat(outcome(reminder().with(optOut("centro", Kind.ALL)).at(DUE))).isEqualTo(skipped(Reason.OPTED_OUT));
    }

    @Test
    void silenceTowardsMarketingOrAnotherClinicDoesNotConcernAReminder() {
        assertThat(outcome(reminder().with(optOut(null, Kind.MARKETING)).at(DUE)))
                .isEqualTo(SENT);
        assertThat(outcome(reminder().with(optOut("palermo", Kind.ALL)).at(DUE)))
                .isEqualTo(SENT);
    }

    @Test
    void saysNothingToWhomStaffMuted() {
        assertThat(outcome(reminder().with(Silence.muting(PHONE)).at(DUE))).isEqualTo(skipped(Reason.MUTED));
    }

    @ParameterizedTest
    @EnumSource
    void aNumberThatCannotBeDialledIsASkipAndNotAnError(Problem problem) {
        var reason = problem == Problem.MISSING ? Reason.NO_PHONE : Reason.PHONE_NOT_USABLE;

        assertThat(outcome(aReminderOf(anAppointment().withPhone(problem), centro())
                        .at(DUE)))
                .isEqualTo(skipped(reason));
    }

    @Test
    void twoPeopleWhoShareAPhoneGetTheirOwnReminders() {
        var mother = order(aReminderOf(anAppointment().withId(1).of("Ana", "Muñoz"), centro())
                .at(DUE));
        var son = order(aReminderOf(anAppointment().withId(2).of("Leo", "Muñoz"), centro())
                .at(DUE));

        assertThat(mother.to()).isEqualTo(son.to());
        assertThat(mother.key()).isNotEqualTo(son.key());
        assertThat(content(mother).parameters()).startsWith("Ana");
        assertThat(content(son).parameters()).startsWith("Leo");
    }

    @Test
    void anInactiveTemplateCannotBeUsed() {
        var pending = StandardTemplates.of(Approval.PENDING, Approval.PENDING);

        assertThat(outcome(reminder().with(pending).at(DUE))).isEqualTo(skipped(Reason.TEMPLATE_INACTIVE));
    }

    @Test
    void aTemplateThatDoesNotExistIsAReason() {
        assertThat(outcome(reminder().with(StandardTemplates.none()).at(DUE)))
                .isEqualTo(skipped(Reason.TEMPLATE_MISSING));
        assertThat(outcome(reminder().template("otra").at(DUE))).isEqualTo(skipped(Reason.TEMPLATE_MISSING));
    }

    @Test
    void offersReschedulingWhereTheClinicHasAPageForIt() {
        var content = content(order(reminder().at(DUE)));

        assertThat(content.name()).isEqualTo("recordatorio_cita_reagendar");
        assertThat(content.buttons())
                .containsExactly(
                        "recado1:confirm:4711:nonce", "recado1:cancel:4711:nonce", "recado1:reschedule:4711:nonce");
    }

    @ParameterizedTest
    @CsvSource({"recordatorio_cita", "recordatorio_cita_reagendar"})
    void offersOnlyConfirmAndCancelWhereItHasNone(String configured) {
        var palermo = aReminderOf(anAppointment().at("2026-11-24T10:30"), palermo());

        var content = content(order(palermo.template(configured).at("2026-11-23T21:00:00Z")));

        assertThat(content.name()).isEqualTo("recordatorio_cita");
        assertThat(content.buttons()).containsExactly("recado1:confirm:4711:nonce", "recado1:cancel:4711:nonce");
    }

    @Test
    void doesWithoutReschedulingUntilWhatsAppApprovesThatTemplate() {
        var catalogue = StandardTemplates.of(Approval.ACTIVE, Approval.PENDING);

        assertThat(content(order(reminder().with(catalogue).at(DUE))).name()).isEqualTo("recordatorio_cita");
    }

    @Test
    void speaksThePatientsLanguage() {
        var content = content(order(
                aReminderOf(anAppointment().ofAReaderOf("pt-PT"), centro()).at(DUE)));

        assertThat(content.language()).isEqualTo("pt_BR");
        assertThat(content.parameters()).containsExactly("Ana", "terça-feira, 24 de novembro", "10:30");
    }

    // booked late: the reminder was due at 17:00 UTC

    @Test
    void bookedAtTheVeryHourIsNotLate() {
        assertThat(order(reminder().knownSince(DUE).at(DUE)).due()).isEqualTo(DUE);
    }

    @Test
    void bookedLateWaitsTenMinutes() {
        var late = reminder().knownSince("2026-11-23T19:00:00Z");

        assertThat(outcome(late.at("2026-11-23T19:00:00Z")))
                .isEqualTo(deferred(Reason.AFTER_LATE_BOOKING, "2026-11-23T19:10:00Z"));
        assertThat(order(late.at("2026-11-23T19:10:00Z")).due()).isEqualTo("2026-11-23T19:10:00Z");
    }

    @Test
    void bookedWithLessThanTwoHoursLeftNeedsNoReminder() {
        assertThat(outcome(reminder().knownSince("2026-11-24T07:30:00Z").at("2026-11-24T07:30:00Z")))
                .isEqualTo(deferred(Reason.AFTER_LATE_BOOKING, "2026-11-24T07:40:00Z"));
        assertThat(outcome(reminder().knownSince("2026-11-24T07:30:01Z").at("2026-11-24T07:30:01Z")))
                .isEqualTo(skipped(Reason.BOOKED_TOO_LATE));
    }

    @Test
    void bookedLateIsSkippedOrSentAtOnceIfTheClinicPrefers() {
        var late = reminder().knownSince("2026-11-23T19:00:00Z");

        assertThat(outcome(late.whenBookedLate(LateBooking.SKIP).at("2026-11-23T19:00:00Z")))
                .isEqualTo(skipped(Reason.BOOKED_TOO_LATE));
        assertThat(order(late.whenBookedLate(LateBooking.NOW).at("2026-11-23T19:00:00Z"))
                        .due())
                .isEqualTo("2026-11-23T19:00:00Z");
    }

    @Test
    void atOnceStillMeansWhileItIsUseful() {
        var now = "2026-11-24T09:05:00Z";

        assertThat(outcome(reminder()
                        .whenBookedLate(LateBooking.NOW)
                        .knownSince(now)
                        .at(now)))
                .isEqualTo(skipped(Reason.TOO_LATE_TO_BE_USEFUL));
    }

    @Test
    void whoWasBookedLongAgoIsNotLateBecauseTheHourWasMovedForward() {
        assertThat(outcome(reminder().sendAt("10:00").at("2026-11-23T15:00:00Z")))
                .isEqualTo(SENT);
    }

    @Test
    void theFirstObjectionIsTheReason() {
        var hopeless =
                aReminderOf(anAppointment().that(AppointmentStatus.CANCELLED).withPhone(Problem.MISSING), centro());

        assertThat(outcome(hopeless.off().ofAClinicThatMayNotSend().at(DUE)))
                .isEqualTo(skipped(Reason.APPOINTMENT_CANCELLED));
    }

    @Test
    void keepsTheFactsWithoutThePerson() {
        var facts = decide(reminder().at(DUE)).candidate().facts();

        assertThat(facts.toString())
                .contains("phone=USABLE", "template=recordatorio_cita_reagendar/es", "settingsVersion=0")
                .doesNotContain("Ana", "Muñoz", "600111222");
    }

    @Property
    void everyCandidateEndsInExactlyOneOutcomeThatHoldsGood(
            @ForAll @IntRange(max = 2) int where,
            @ForAll AppointmentStatus status,
            @ForAll boolean reachable,
            @ForAll LateBooking policy,
            @ForAll @IntRange(max = 3) int daysBefore,
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(min = -6000, max = 6000) int minutesToStart,
            @ForAll @IntRange(max = 6000) int minutesSinceBooked) {
        var clinic = List.of(centro(), palermo(), salaNorte()).get(where);
        var now = Instant.parse("2026-03-28T22:00:00Z");
        AnAppointment appointment = anAppointment().that(status).at(now.plus(Duration.ofMinutes(minutesToStart)));
        if (!reachable) {
            appointment.withPhone(Problem.MISSING);
        }
        var it = aReminderOf(appointment, clinic)
                .whenBookedLate(policy)
                .daysBefore(daysBefore)
                .sendAt("%02d:00".formatted(hour))
                .knownSince(now.minus(Duration.ofMinutes(minutesSinceBooked)).toString());

        switch (decide(it.at(now))) {
            case Send send -> {
                assertThat(status.open() && reachable).isTrue();
                assertThat(send.order().due()).isBeforeOrEqualTo(now);
                assertThat(send.order().usefulUntil()).isAfter(now).isBefore(candidateStart(it, now));
            }
            case Decision.Defer defer -> {
                assertThat(defer.until()).isAfter(now);
                assertThat(decide(it.at(defer.until())))
                        .as("a deferral ends when it said")
                        .isInstanceOf(Send.class);
            }
            case Decision.Skip skip ->
                assertThat(decide(it.at(now.plusSeconds(60))))
                        .as("a skip lasts as long as the facts")
                        .isInstanceOf(Decision.Skip.class);
        }
    }

    private static Instant candidateStart(ACase it, Instant now) {
        return it.at(now).appointment().start();
    }

    private static ACase reminder() {
        return aReminderOf(anAppointment(), centro());
    }

    private static Silence optOut(@Nullable String clinic, Kind kind) {
        return Silence.of(new OptOut(clinic == null ? null : new ClinicId(clinic), PHONE, kind, Cause.ASKED));
    }

    private static Decision decide(ReminderCase it) {
        return new ReminderRule(() -> "nonce")
                .decide(it, it.appointment().start().toString());
    }

    private static Order order(ReminderCase it) {
        assertThat(outcome(it)).isEqualTo(SENT);
        return ((Send) decide(it)).order();
    }

    private static Content.Template content(Order order) {
        return (Content.Template) order.content();
    }

    /** What was decided, apart from about what. */
    private record Decided(
            Outcome outcome, Reason reason, @Nullable Instant until) {}

    private static final Decided SENT = new Decided(Outcome.SEND, Reason.DUE, null);

    private static Decided outcome(ReminderCase it) {
        return switch (decide(it)) {
            case Decision.Send send -> SENT;
            case Decision.Defer(var candidate, var reason, var until) -> new Decided(Outcome.DEFER, reason, until);
            case Decision.Skip(var candidate, var reason) -> new Decided(Outcome.SKIP, reason, null);
        };
    }

    private static Decided deferred(Reason reason, String until) {
        return new Decided(Outcome.DEFER, reason, Instant.parse(until));
    }

    private static Decided skipped(Reason reason) {
        return new Decided(Outcome.SKIP, reason, null);
    }
}
