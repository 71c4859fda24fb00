package io.recado.conversation;

import static io.recado.conversation.TapRule.Objection.MOVED;
import static io.recado.conversation.TapRule.Objection.NOT_OPEN;
import static io.recado.conversation.TapRule.Objection.OTHER_APPOINTMENT;
import static io.recado.conversation.TapRule.Objection.OTHER_PERSON;
import static io.recado.conversation.TapRule.Objection.OVER;
import static io.recado.conversation.TapRule.Objection.TAPPED_BEFORE;
import static io.recado.conversation.TapRule.Objection.UNKNOWN_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.agenda.AppointmentStatus;
import io.recado.agenda.Patient;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import io.recado.conversation.TapRule.Facts;
import io.recado.conversation.TapRule.Objection;
import io.recado.conversation.TapRule.Verdict;
import io.recado.outbox.Content;
import io.recado.outbox.Message;
import io.recado.outbox.MessageId;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Status;
import io.recado.template.ButtonAction;
import io.recado.template.ButtonPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TapRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-11-24T09:30:00Z");
    private static final PhoneNumber ANA = new PhoneNumber("+34600111222");

    private ButtonAction action = ButtonAction.CONFIRM;
    private @Nullable Message message = reminderOf(7, TOMORROW, ANA);
    private @Nullable PhoneNumber sender = ANA;
    private @Nullable Appointment appointment = appointment(AppointmentStatus.PENDING, TOMORROW);
    private Set<AnswerKind> earlier = Set.of();
    private Instant now = NOW;

    @ParameterizedTest
    @EnumSource(ButtonAction.class)
    void everyButtonOfAPendingAppointmentDoesWhatItSays(ButtonAction each) {
        action = each;

        assertThat(verdict()).isInstanceOfSatisfying(Verdict.Act.class, act -> assertThat(act.action())
                .isEqualTo(each));
    }

    @Test
    void aConfirmedAppointmentMayStillBeCancelledOrMoved() {
        appointment = appointment(AppointmentStatus.CONFIRMED, TOMORROW);
        earlier = Set.of(AnswerKind.CONFIRMED);
        action = ButtonAction.CANCEL;
        assertThat(verdict()).isInstanceOf(Verdict.Act.class);

        action = ButtonAction.RESCHEDULE;
        assertThat(verdict()).isInstanceOf(Verdict.Act.class);
    }

    @Test
    void whoHadConfirmedByTelephoneIsThankedAllTheSame() {
        appointment = appointment(AppointmentStatus.CONFIRMED, TOMORROW);

        assertThat(verdict()).isInstanceOf(Verdict.Act.class);
    }

    @ParameterizedTest
    @CsvSource({"CONFIRM,CONFIRMED", "CANCEL,CANCELLED", "RESCHEDULE,RESCHEDULING", "CONFIRM,CANCELLED"})
    void theSameButtonAgainAndAnyAfterACancellationHaveNothingLeftToDo(ButtonAction again, AnswerKind before) {
        action = again;
        earlier = Set.of(before);

        assertThat(verdict()).isEqualTo(nothing(TAPPED_BEFORE));
    }

    @ParameterizedTest
    @EnumSource(
            value = AppointmentStatus.class,
            names = {"CANCELLED", "MISSED", "COMPLETED", "ARRIVED", "UNKNOWN"})
    void anAppointmentThatIsNotOpenHasNothingPending(AppointmentStatus status) {
        appointment = appointment(status, TOMORROW);

        assertThat(verdict()).isEqualTo(nothing(NOT_OPEN));
    }

    @Test
    void anOldButtonDoesNotSpeakForTheNewTime() {
        appointment = appointment(AppointmentStatus.PENDING, TOMORROW.plus(Duration.ofHours(2)));

        assertThat(verdict()).isEqualTo(nothing(MOVED));
    }

    @Test
    void aReminderThatWasRepeatedSpeaksOfItsHourToo() {
        message = reminder(7, TOMORROW + "~1", ANA);
        assertThat(verdict()).isInstanceOf(Verdict.Act.class);

        message = reminder(7, TOMORROW.plusSeconds(60) + "~1", ANA);
        assertThat(verdict()).isEqualTo(nothing(MOVED));
    }

    @Test
    void anAppointmentThatHasBegunIsOver() {
        now = TOMORROW;

        assertThat(verdict()).isEqualTo(nothing(OVER));
    }

    @Test
    void anUnknownNonceBelongsToNoMessage() {
        message = null;

        assertThat(verdict()).isEqualTo(nothing(UNKNOWN_MESSAGE));
    }

    @Test
    void aButtonCannotNameAnAppointmentThatItsMessageIsNotAbout() {
        message = reminderOf(8, TOMORROW, ANA);

        assertThat(verdict()).isEqualTo(nothing(OTHER_APPOINTMENT));
    }

    @Test
    void somebodyElsesPhoneCannotAnswer() {
        sender = new PhoneNumber("+34600999888");

        assertThat(verdict()).isEqualTo(nothing(OTHER_PERSON));
    }

    @ParameterizedTest
    @CsvSource({"+541150000001,+5491150000001", "+5215550000001,+525550000001", "+5511950000001,+551150000001"})
    void whatsAppMayNameThePhoneByItsTwin(String ordered, String tapping) {
        message = reminderOf(7, TOMORROW, new PhoneNumber(ordered));
        sender = new PhoneNumber(tapping);

        assertThat(verdict()).isInstanceOf(Verdict.Act.class);
    }

    @Test
    void aHiddenNumberIsTrustedForItsNonce() {
        sender = null;

        assertThat(verdict()).isInstanceOf(Verdict.Act.class);
    }

    private Verdict verdict() {
        return TapRule.judge(new Facts(
                new ButtonPayload(action, new AppointmentId(7), "nonce"), message, sender, appointment, earlier, now));
    }

    private static Verdict nothing(Objection objection) {
        return new Verdict.NothingPending(objection);
    }

    private static Appointment appointment(AppointmentStatus status, Instant start) {
        return new Appointment(
                new AppointmentId(7),
                new SourceId("pms"),
                "C-7",
                new ClinicId("centro"),
                start,
                Duration.ofMinutes(30),
                status,
                "3",
                new Patient(1, "P-1", "Ana", "Muñoz", new PhoneCheck.Usable(ANA), null, null, null, null, null),
                null,
                List.of(),
                null,
                NOW,
                NOW);
    }

    private static Message reminderOf(long appointment, Instant start, PhoneNumber to) {
        return reminder(appointment, start.toString(), to);
    }

    private static Message reminder(long appointment, String version, PhoneNumber to) {
        return new Message(
                new MessageId(UUID.randomUUID()),
                new OrderKey("reminder", "appointment:" + appointment, version),
                new ClinicId("centro"),
                new ChannelId("centro-cloud"),
                to,
                new Content.Template("recordatorio_cita", "es", List.of(), List.of(), ""),
                "nonce",
                Status.DELIVERED,
                null,
                null,
                "wamid.OUT",
                1,
                NOW,
                NOW.plusSeconds(60),
                NOW,
                NOW,
                NOW,
                NOW,
                NOW,
                null,
                null);
    }
}
