package io.recado.outbox;

import static io.recado.outbox.LedgerUnderTest.CHANNEL;
import static io.recado.outbox.LedgerUnderTest.NOON;
import static io.recado.outbox.LedgerUnderTest.answer;
import static io.recado.outbox.LedgerUnderTest.order;
import static io.recado.outbox.LedgerUnderTest.wamid;
import static io.recado.outbox.OutboxDeliveryIT.httpError;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.channel.AccountNews;
import io.recado.channel.FailureClass;
import io.recado.channel.TestChannels;
import io.recado.clinic.NoticeKind;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.ChannelHold.Extent;
import io.recado.outbox.ChannelState.Breaker;
import io.recado.outbox.PastAttempt.Outcome;
import io.recado.outbox.queue.Queues;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps messages back, what a failure means for their channel and their recipient, and what is written down about each try. */
class DeliveryRulesIT {

    private static final ClinicId CENTRO = new ClinicId("centro");

    private final LedgerUnderTest ledger = new LedgerUnderTest(TestChannels.twoChannels());

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void quietHoursPutAMessageOffUntilTheyAreOver() {
        quiet(NoticeKind.REMINDER, "12:30", "14:00"); // it is 13:00 in Madrid
        var id = ledger.queued();

        assertThat(ledger.begin(id).mayLeave()).isFalse();

        assertThat(ledger.message(id))
                .extracting(Message::status, Message::dueAt, Message::attempts)
                .containsExactly(Status.PLANNED, NOON.plus(Duration.ofHours(1)), 0);
        assertThat(ledger.messages.history(id).getLast().detail()).isEqualTo("QUIET_HOURS");
        ledger.elapse(Duration.ofMinutes(59));
        assertThat(ledger.due.queueDue()).isZero();
        ledger.elapse(Duration.ofMinutes(1));
        assertThat(ledger.due.queueDue()).isEqualTo(1);
        assertThat(ledger.begin(id).mayLeave()).isTrue();
    }

    @Test
    void whatWouldBeUselessAfterTheQuietHoursExpiresAndSaysWhy() {
        quiet(NoticeKind.REMINDER, "12:30", "20:00");
        var id = ledger.queued();

        ledger.begin(id);

        assertThat(ledger.message(id))
                .extracting(Message::status, Message::reason)
                .containsExactly(Status.EXPIRED, Reason.QUIET_HOURS);
    }

    @Test
    void nobodyWaitsForAnAnswerBecauseOfTheHour() {
        for (var kind : NoticeKind.values()) {
            quiet(kind, "12:30", "14:00");
        }
        assertThat(begin(Priority.ANSWER).mayLeave()).isTrue();
        assertThat(begin(Priority.REMINDER).mayLeave()).isFalse();
    }

    @Test
    void theRecipientsClockCounts() {
        quiet(NoticeKind.REMINDER, "12:30", "14:00");
        // noon in UTC is seven in the morning in Bogotá, whose country has one zone
        var id = ledger.placed(to("+573001112233", Priority.REMINDER));
        ledger.due.queueDue();

        assertThat(ledger.begin(id).mayLeave()).isTrue();
    }

    @Test
    void aFlaggedNumberSendsNoMarketingAndEverythingElse() {
        ledger.standings.asked(CHANNEL.value(), number("RED", "TIER_UNLIMITED"));

        assertThat(begin(Priority.REMINDER).mayLeave()).isTrue();
        assertThat(begin(Priority.ANSWER).mayLeave()).isTrue();
        var campaign = ledger.placed(to("+34600999001", Priority.CAMPAIGN));
        assertThat(ledger.due.queueDue()).as("it stays in the ledger").isZero();
        assertThat(ledger.begin(campaign).mayLeave()).isFalse();
        assertThat(ledger.messages.history(campaign).getLast().detail()).isEqualTo("CHANNEL_QUALITY");
        assertThat(state().hold()).isEqualTo(new ChannelHold(Extent.MARKETING, Reason.CHANNEL_QUALITY, null));

        ledger.standings.asked(CHANNEL.value(), number("GREEN", "TIER_UNLIMITED"));
        ledger.elapse(Duration.ofSeconds(31));

        assertThat(ledger.due.queueDue()).isEqualTo(1);
        assertThat(ledger.begin(campaign).mayLeave()).isTrue();
        assertThat(ledger.events)
                .filteredOn(ChannelTrouble.class::isInstance)
                .extracting(event -> ((ChannelTrouble) event).over())
                .containsExactly(false, true);
    }

    @Test
    void atTheMessagingLimitOnlyAnswersLeave() {
        ledger.standings.asked(CHANNEL.value(), number("GREEN", "TIER_10"));
        IntStream.range(0, 9)
                .forEach(n -> assertThat(accepted(Priority.REMINDER)).isNotNull());

        assertThat(begin(Priority.CAMPAIGN).mayLeave())
                .as("nine tenths are reached")
                .isFalse();
        assertThat(accepted(Priority.REMINDER)).isNotNull();
        assertThat(begin(Priority.REMINDER).mayLeave()).as("all are reached").isFalse();
        assertThat(begin(Priority.ANSWER).mayLeave()).isTrue();
        assertThat(state().reached()).isEqualTo(10);
        assertThat(ledger.statuses()).doesNotContain(Status.FAILED);

        ledger.elapse(Duration.ofHours(24).plusSeconds(1));
        assertThat(state().reached()).as("a day later they count no more").isZero();
    }

    @Test
    void webhooksTellOfLimitAndRestriction() {
        ledger.standings.told(new AccountNews.Limit("102000000000001", "TIER_2K"));
        ledger.standings.told(new AccountNews.Restricted("102000000000001", NOON.plus(Duration.ofHours(1))));

        assertThat(state().standing().peopleADay()).hasValue(2_000);
        assertThat(begin(Priority.REMINDER).mayLeave()).isFalse();
        assertThat(begin(Priority.ANSWER).mayLeave()).isTrue();
        ledger.elapse(Duration.ofHours(1));
        assertThat(begin(Priority.REMINDER).mayLeave()).isTrue();
    }

    @Test
    void aChannelThatIsOutOfOrderIsLeftAloneForAWhile() {
        var ids = IntStream.range(0, 12).mapToObj(n -> ledger.departed()).toList();
        ledger.takeOutbound();
        ids.subList(0, 10).forEach(one -> ledger.dispatch.refused(one, new ConnectException("refused")));
        assertThat(state().breaker()).isEqualTo(Breaker.OPEN);

        var waiting = ledger.queued();
        assertThat(ledger.dispatch.depart(CHANNEL.value())).isEmpty();
        assertThat(ledger.message(waiting).attempts()).as("nothing is spent").isZero();
        assertThat(ledger.status(waiting)).isEqualTo(Status.QUEUED);

        IntStream.range(0, 8).forEach(n -> ledger.queued());
        ledger.elapse(Duration.ofSeconds(6));
        var probes = ledger.dispatch.depart(CHANNEL.value());
        assertThat(probes).as("a few look").hasSizeBetween(1, 3);
        assertThat(state().breaker()).isEqualTo(Breaker.HALF_OPEN);
        for (var probe : probes) {
            ledger.dispatch.accepted(probe, answer(wamid(probe.id())));
        }
        while (state().breaker() == Breaker.HALF_OPEN) {
            ledger.elapse(Duration.ofSeconds(1));
            ledger.dispatch
                    .depart(CHANNEL.value())
                    .forEach(probe -> ledger.dispatch.accepted(probe, answer(wamid(probe.id()))));
        }
        assertThat(state().breaker()).isEqualTo(Breaker.CLOSED);
    }

    @Test
    void refusalsOfSingleMessagesDoNotOpenTheBreaker() {
        for (var i = 0; i < 12; i++) {
            ledger.dispatch.refused(ledger.departed(), httpError(400, 131026, "Message undeliverable"));
        }
        assertThat(state().breaker()).isEqualTo(Breaker.CLOSED);
    }

    @Test
    void whatTheFirstChannelCannotReachTheSecondOneTriesOnce() {
        var first = ledger.departed();
        ledger.takeOutbound();

        ledger.dispatch.refused(first, httpError(400, 131026, "Message undeliverable"));

        assertThat(ledger.take(Queues.outbound(TestChannels.SECOND)))
                .containsExactly(first.id().toString());
        assertThat(ledger.messages.history(first.id()).getLast().detail()).isEqualTo("SECOND_CHANNEL");
        var second = ledger.depart(first.id());
        assertThat(second.channel()).isEqualTo(TestChannels.SECOND);

        ledger.dispatch.refused(second, httpError(400, 131026, "Message undeliverable"));

        assertThat(ledger.status(first.id())).isEqualTo(Status.FAILED);
        assertThat(ledger.messages.attempts(first.id()))
                .extracting(PastAttempt::channel)
                .containsExactly(CHANNEL, TestChannels.SECOND);
    }

    @Test
    void whoStoppedMarketingIsNotWrittenToThroughAnotherChannel() {
        var attempt = ledger.departed();

        ledger.dispatch.refused(attempt, httpError(400, 131050, "User has stopped marketing messages"));

        assertThat(ledger.status(attempt.id())).isEqualTo(Status.FAILED);
        assertThat(ledger.events)
                .filteredOn(MarketingStopped.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    var stopped = (MarketingStopped) event;
                    assertThat(stopped.phone())
                            .isEqualTo(ledger.message(attempt.id()).to());
                    assertThat(stopped.channel()).isEqualTo(CHANNEL);
                    assertThat(stopped.at()).isEqualTo(ledger.now());
                });
    }

    @Test
    void whatWouldAnnoyTheRecipientTodayGoesTomorrow() {
        var id = accepted(Priority.CAMPAIGN, NOON.plus(Duration.ofDays(3)));

        ledger.reports.apply(List.of(failed(id, 131049, "healthy ecosystem")));

        var message = ledger.message(id);
        assertThat(message.status()).isEqualTo(Status.PLANNED);
        assertThat(message.dueAt().atZone(java.time.ZoneId.of("Europe/Madrid")).toLocalDate())
                .isAfter(NOON.atZone(java.time.ZoneId.of("Europe/Madrid")).toLocalDate());
        // whatever the spread of the wait, this is after it and no quiet hour
        ledger.elapse(Duration.ofHours(30));
        ledger.due.queueDue();
        var again = ledger.depart(id);
        ledger.dispatch.accepted(again, answer("wamid.second"));
        ledger.reports.apply(List.of(new StatusUpdate(
                CHANNEL,
                id,
                "wamid.second",
                Status.FAILED,
                ledger.now(),
                TestChannels.channels().reported(131049, "healthy ecosystem", null))));
        assertThat(ledger.status(id)).as("twice is enough").isEqualTo(Status.FAILED);
    }

    @Test
    void spamStopsMarketingForADay() {
        ledger.dispatch.refused(ledger.departed(), httpError(400, 131048, "Spam rate limit hit"));
        ledger.elapse(Duration.ofSeconds(3));

        assertThat(begin(Priority.CAMPAIGN).mayLeave()).isFalse();
        assertThat(begin(Priority.REMINDER).mayLeave()).isTrue();
        ledger.elapse(Duration.ofHours(25));
        assertThat(state().hold()).isNull();
    }

    @Test
    void oneCountrysRestrictionDoesNotSilenceTheChannel() {
        var attempt = ledger.departed();

        ledger.dispatch.refused(attempt, httpError(403, 130497, "restricted in this country"));

        assertThat(ledger.outbound.parked()).isEmpty();
        assertThat(ledger.message(attempt.id()).channel()).isEqualTo(TestChannels.SECOND);
    }

    @Test
    void anAccountAtFaultThatIsReportedLaterParksTheChannelAndTheMessageWaitsOnItsQueue() {
        var id = ledger.accepted();
        ledger.takeOutbound();

        ledger.reports.apply(List.of(failed(id, 131042, "Business eligibility payment issue")));

        assertThat(ledger.outbound.parked()).hasSize(1);
        assertThat(ledger.status(id)).isEqualTo(Status.QUEUED);
        assertThat(ledger.message(id).dueAt()).isEqualTo(ledger.now());
        assertThat(ledger.takeOutbound()).containsExactly(id.toString());
        assertThat(ledger.events)
                .filteredOn(ChannelTrouble.class::isInstance)
                .extracting(event -> ((ChannelTrouble) event).detail())
                .containsExactly("131042");
    }

    @Test
    void eachTryIsKeptWithWhatWasSaidAboutIt() {
        var attempt = ledger.departed();
        ledger.elapse(Duration.ofMillis(250));
        ledger.dispatch.refused(attempt, httpError(500, 131000, "Something went wrong"));
        ledger.elapse(Duration.ofMinutes(1));
        var second = ledger.depart(attempt.id());
        ledger.dispatch.accepted(second, answer(wamid(attempt.id())));
        ledger.elapse(Duration.ofSeconds(2));
        ledger.reports.apply(List.of(failed(attempt.id(), 131053, "Media upload error")));

        assertThat(ledger.messages.attempts(attempt.id()))
                .satisfiesExactly(
                        one -> {
                            assertThat(one.outcome()).isEqualTo(Outcome.REFUSED);
                            assertThat(one.duration()).isEqualTo(Duration.ofMillis(250));
                            assertThat(requireNonNull(one.failure()).code()).isEqualTo(131000);
                            assertThat(requireNonNull(one.failure()).details()).isEqualTo("what Meta says");
                            assertThat(requireNonNull(one.failure()).trace()).isEqualTo("Az8");
                        },
                        two -> {
                            assertThat(two.outcome()).isEqualTo(Outcome.ACCEPTED);
                            assertThat(two.wamid()).isEqualTo(wamid(attempt.id()));
                            assertThat(requireNonNull(two.failure()).code()).isEqualTo(131053);
                            assertThat(requireNonNull(two.failure()).kind()).isEqualTo(FailureClass.BAD_REQUEST);
                            assertThat(two.failedAt()).isEqualTo(ledger.now());
                        });
    }

    @Test
    void aQueueIsKeptShortAndWhatIsUrgentGoesIntoItAllTheSame() {
        ledger.outbox.place(IntStream.range(0, 2_000)
                .mapToObj(n -> to("+346%08d".formatted(n), Priority.CAMPAIGN))
                .toList());
        assertThat(ledger.due.queueDue()).isEqualTo(800);

        var reminder = ledger.placed(to("+34600999002", Priority.REMINDER));
        var reply = ledger.placed(to("+34600999003", Priority.ANSWER));
        assertThat(ledger.due.queueDue()).isEqualTo(2);

        assertThat(ledger.takeOutbound().subList(0, 2)).containsExactly(reply.toString(), reminder.toString());
    }

    private void quiet(NoticeKind kind, String from, String to) {
        ledger.quietHours.save(ledger.quietHours.get(CENTRO, kind).between(LocalTime.parse(from), LocalTime.parse(to)));
    }

    private ChannelState state() {
        return ledger.outbound.states().getFirst();
    }

    private Attempt begin(Priority priority) {
        var id = ledger.placed(to(order().to().e164(), priority));
        ledger.due.queueDue();
        return ledger.begin(id);
    }

    private MessageId accepted(Priority priority) {
        return accepted(priority, NOON.plus(Duration.ofDays(2)));
    }

    private MessageId accepted(Priority priority, Instant usefulUntil) {
        var id = ledger.placed(to(order().to().e164(), priority, usefulUntil));
        ledger.due.queueDue();
        var attempt = ledger.depart(id);
        ledger.dispatch.accepted(attempt, answer(wamid(id)));
        return id;
    }

    private Order to(String phone, Priority priority) {
        return to(phone, priority, NOON.plus(Duration.ofDays(2)));
    }

    private Order to(String phone, Priority priority, Instant usefulUntil) {
        var order = order();
        return new Order(
                order.key(),
                CENTRO,
                CHANNEL,
                new PhoneNumber(phone),
                order.content(),
                priority,
                order.nonce(),
                ledger.now(),
                usefulUntil);
    }

    private StatusUpdate failed(MessageId id, int code, String title) {
        return new StatusUpdate(
                CHANNEL,
                id,
                wamid(id),
                Status.FAILED,
                ledger.now(),
                TestChannels.channels().reported(code, title, null));
    }

    private static String number(String quality, String limit) {
        return """
                {"display_phone_number":"+34 910 00 00 00","quality_rating":"%s","status":"CONNECTED",
                 "throughput":{"level":"STANDARD"},"whatsapp_business_manager_messaging_limit":"%s","id":"1"}
                """.formatted(quality, limit);
    }
}
