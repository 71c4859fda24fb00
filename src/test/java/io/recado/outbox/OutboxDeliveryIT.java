package io.recado.outbox;

import static io.recado.outbox.LedgerUnderTest.CHANNEL;
import static io.recado.outbox.LedgerUnderTest.answer;
import static io.recado.outbox.LedgerUnderTest.order;
import static io.recado.outbox.LedgerUnderTest.wamid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.recado.contact.PhoneNumber;
import io.recado.outbox.gate.PairLimit;
import io.recado.outbox.queue.Queues;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxDeliveryIT {

    private final LedgerUnderTest ledger = new LedgerUnderTest();

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void queuesWhatIsDueAndNothingElse() {
        var due = ledger.placed(order());
        var later = order();
        var tomorrow = new Order(
                later.key(),
                later.clinic(),
                later.channel(),
                later.to(),
                later.content(),
                later.priority(),
                later.nonce(),
                later.due().plusSeconds(3600),
                later.usefulUntil());
        var notDue = ledger.placed(tomorrow);

        assertThat(ledger.due.queueDue()).isEqualTo(1);

        assertThat(ledger.takeOutbound()).containsExactly(due.toString());
        assertThat(ledger.status(due)).isEqualTo(Status.QUEUED);
        assertThat(ledger.status(notDue)).isEqualTo(Status.PLANNED);
    }

    @Test
    void letsAnAnswerOvertakeACampaign() {
        var campaign = withPriority(Priority.CAMPAIGN);
        var reply = withPriority(Priority.ANSWER);

        ledger.due.queueDue();

        assertThat(ledger.takeOutbound()).containsExactly(reply.toString(), campaign.toString());
    }

    @Test
    void expiresWhatNobodyWantsAnyMore() {
        var queued = ledger.queued();
        var planned = ledger.placed(order());
        ledger.elapse(Duration.ofHours(3));

        ledger.due.queueDue();
        var attempt = ledger.begin(queued);

        assertThat(attempt.mayLeave()).isFalse();
        assertThat(Stream.of(planned, queued).map(ledger::status)).containsOnly(Status.EXPIRED);
    }

    @Test
    void asksForALastLookOncePerBatchAndTakesBackWhatItForbids() {
        var forbidden = ledger.queued();
        ledger.lastLooks.add(lastLook(forbidden));

        assertThat(ledger.begin(forbidden).mayLeave()).isFalse();
        assertThat(ledger.begin(ledger.queued()).mayLeave()).isTrue();
        assertThat(ledger.message(forbidden))
                .extracting(Message::status, Message::reason)
                .containsExactly(Status.REVOKED, Reason.OPTED_OUT);
    }

    @Test
    void carriesTheMessageInTheHubsOwnWords() {
        var attempt = ledger.departed();

        assertThat(attempt.number()).isEqualTo(1);
        assertThat(attempt.request())
                .startsWith("{\"id\":\"" + attempt.id() + "\",\"to\":\"" + attempt.to() + "\",\"content\":{")
                .contains("\"recordatorio_cita\"");
    }

    @Test
    void anIdThatComesManyTimesAtOnceLeavesOnce() throws Exception {
        var ids = IntStream.range(0, 40).mapToObj(n -> ledger.placed(order())).toList();
        ledger.due.queueDue();
        var twice = Stream.concat(ids.stream(), ids.stream())
                .<Callable<Attempt>>map(id -> () -> ledger.begin(id))
                .toList();

        List<Attempt> attempts;
        try (var lanes = Executors.newFixedThreadPool(32)) {
            attempts = lanes.invokeAll(twice).stream()
                    .map(begun -> begun.resultNow())
                    .toList();
        }

        assertThat(attempts)
                .filteredOn(Attempt::mayLeave)
                .extracting(Attempt::id)
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void anIdNobodyKnowsStays() {
        assertThat(ledger.begin(MessageId.of("0199aaaa-0000-7000-8000-000000000000"))
                        .mayLeave())
                .isFalse();
    }

    @Test
    void remembersWhatTheChannelAccepted() {
        var id = ledger.accepted();

        assertThat(ledger.message(id))
                .extracting(Message::status, Message::wamid, Message::attempts)
                .containsExactly(Status.ACCEPTED, wamid(id), 1);
        assertThat(ledger.messages.history(id))
                .extracting(HistoryEntry::status)
                .containsExactly(Status.PLANNED, Status.QUEUED, Status.SENDING, Status.ACCEPTED);
        assertThat(ledger.meters
                        .counter(
                                "recado.messages", "status", "accepted", "rule", "reminder", "channel", CHANNEL.value())
                        .count())
                .isEqualTo(1);
    }

    @Test
    void triesAPassingFailureAgainLater() {
        var attempt = ledger.departed();
        ledger.takeOutbound();
        var start = System.nanoTime();

        ledger.dispatch.refused(attempt, httpError(400, 130429, "Rate limit hit"));

        assertThat(ledger.status(attempt.id())).isEqualTo(Status.QUEUED);
        assertThat(ledger.take(Queues.outbound(CHANNEL), Duration.ofSeconds(20)))
                .containsExactly(attempt.id().toString());
        // a look at the queue in between could come too late on a busy machine
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("held back by the broker")
                .isGreaterThan(Duration.ofMillis(1500));
        assertThat(ledger.begin(attempt.id()).mayLeave())
                .as("before its time by the ledger's clock")
                .isTrue();
        assertThat(ledger.message(attempt.id()).attempts()).isEqualTo(2);
    }

    @Test
    void aMessageThatNeverReachedTheChannelIsTriedAgain() {
        var attempt = ledger.departed();

        ledger.dispatch.refused(attempt, new ConnectException("Connection refused"));

        assertThat(ledger.status(attempt.id())).isEqualTo(Status.QUEUED);
        assertThat(outcomes(attempt.id())).containsExactly("not_sent");
    }

    @Test
    void givesUpOnWhatWillFailAgainAndTellsPeople() {
        var attempt = ledger.departed();

        ledger.dispatch.refused(attempt, httpError(400, 131026, "Message undeliverable"));

        assertThat(ledger.status(attempt.id())).isEqualTo(Status.FAILED);
        assertThat(ledger.waiting())
                .extracting(
                        f -> f.message().id(),
                        f -> f.failure().code(),
                        f -> f.failure().title(),
                        f -> f.failure().details(),
                        f -> f.failure().kind().name())
                .containsExactly(
                        tuple(attempt.id(), 131026, "Message undeliverable", "what Meta says", "FIX_RECIPIENT"));
    }

    @Test
    void sendsAFailedMessageAgainWhenSomebodyAsks() {
        var attempt = ledger.departed();
        ledger.dispatch.refused(attempt, httpError(400, 131026, "Message undeliverable"));
        ledger.takeOutbound();

        assertThat(ledger.failures.resend(attempt.id(), null, "ana")).isEqualTo(new Handling.Done(attempt.id()));
        ledger.due.queueDue();

        assertThat(ledger.takeOutbound()).containsExactly(attempt.id().toString());
        assertThat(ledger.depart(attempt.id()).number()).isEqualTo(2);
        assertThat(ledger.waiting()).isEmpty();
    }

    @Test
    void doesNotSendAgainWhatDidNotFail() {
        var id = ledger.accepted();

        assertThat(ledger.failures.resend(id, null, "ana"))
                .isEqualTo(new Handling.NotWaiting(id, Status.ACCEPTED, null));
    }

    @Test
    void aLostAnswerLeavesTheMessageInDoubtUntilTheSettlingTimeIsOver() {
        var attempt = ledger.departed();
        ledger.takeOutbound();
        ledger.dispatch.refused(attempt, new SocketTimeoutException("Read timed out"));
        assertThat(ledger.status(attempt.id())).isEqualTo(Status.IN_DOUBT);

        ledger.elapse(Duration.ofSeconds(119));
        ledger.due.sweep();
        assertThat(ledger.takeOutbound()).isEmpty();

        ledger.elapse(Duration.ofSeconds(2));
        ledger.due.sweep();
        assertThat(ledger.takeOutbound()).containsExactly(attempt.id().toString());
        assertThat(ledger.depart(attempt.id()).number()).isEqualTo(2);
    }

    @Test
    void newsSettlesAMessageInDoubt() {
        var attempt = ledger.departed();
        ledger.takeOutbound();
        ledger.dispatch.refused(attempt, new IOException("Connection reset"));

        ledger.reports.apply(List.of(report(attempt.id(), Status.SENT)));
        ledger.elapse(Duration.ofMinutes(10));
        ledger.due.sweep();

        assertThat(ledger.status(attempt.id())).isEqualTo(Status.SENT);
        assertThat(ledger.takeOutbound()).isEmpty();
    }

    @Test
    void newsMayOvertakeTheAnswer() {
        var attempt = ledger.departed();

        ledger.reports.apply(List.of(report(attempt.id(), Status.DELIVERED)));
        ledger.dispatch.accepted(attempt, answer("wamid.late"));

        assertThat(ledger.status(attempt.id())).isEqualTo(Status.DELIVERED);
        assertThat(ledger.message(attempt.id()).acceptedAt()).isNotNull();
    }

    @Test
    void aMessageWhoseNodeDiedGoesThroughDoubt() {
        var attempt = ledger.departed();
        ledger.takeOutbound();

        ledger.elapse(Duration.ofSeconds(46));
        ledger.due.sweep();
        assertThat(ledger.status(attempt.id())).isEqualTo(Status.IN_DOUBT);
        assertThat(outcomes(attempt.id())).containsExactly("unknown");

        ledger.elapse(Duration.ofMinutes(3));
        ledger.due.sweep();
        assertThat(ledger.takeOutbound()).containsExactly(attempt.id().toString());
    }

    @Test
    void bringsBackAnIdThatTheBrokerLost() {
        var id = ledger.queued();
        ledger.takeOutbound();

        ledger.elapse(Duration.ofMinutes(11));
        ledger.due.sweep();

        assertThat(ledger.takeOutbound()).containsExactly(id.toString());
    }

    @Test
    void leavesAnIdThatStillWaitsInItsQueueAlone() {
        ledger.queued();

        ledger.elapse(Duration.ofMinutes(11));
        ledger.due.sweep();

        assertThat(ledger.takeOutbound()).hasSize(1);
    }

    @Test
    void anAccountThatNeedsPeopleFailsNoMessage() {
        var attempt = ledger.departed();

        ledger.dispatch.refused(attempt, httpError(401, 190, "Access token has expired"));

        assertThat(ledger.status(attempt.id())).isEqualTo(Status.QUEUED);
        assertThat(ledger.message(attempt.id()).dueAt()).isEqualTo(LedgerUnderTest.NOON);
    }

    @Test
    void whoHasJustHeardALotWaitsWhileOthersAreServed() {
        var person = order().to();
        for (var i = 0; i < PairLimit.BURST; i++) {
            assertThat(begin(person).mayLeave()).isTrue();
        }

        var heldBack = begin(person);

        assertThat(heldBack.mayLeave()).isFalse();
        assertThat(ledger.status(heldBack.id())).isEqualTo(Status.QUEUED);
        assertThat(ledger.message(heldBack.id()).dueAt()).isEqualTo(LedgerUnderTest.NOON.plus(PairLimit.INTERVAL));
        assertThat(begin(order().to()).mayLeave()).isTrue();
        ledger.elapse(PairLimit.INTERVAL);
        assertThat(ledger.begin(heldBack.id()).mayLeave()).isTrue();
    }

    private Attempt begin(PhoneNumber person) {
        var order = order();
        var id = ledger.placed(new Order(
                order.key(),
                order.clinic(),
                order.channel(),
                person,
                order.content(),
                order.priority(),
                order.nonce(),
                order.due(),
                order.usefulUntil()));
        ledger.due.queueDue();
        return ledger.begin(id);
    }

    private MessageId withPriority(Priority priority) {
        var order = order();
        return ledger.placed(new Order(
                order.key(),
                order.clinic(),
                order.channel(),
                order.to(),
                order.content(),
                priority,
                order.nonce(),
                order.due(),
                order.usefulUntil()));
    }

    private static LastLook lastLook(MessageId forbidden) {
        return new LastLook() {
            @Override
            public boolean judges(Candidate message) {
                return message.key().rule().equals("reminder");
            }

            @Override
            public Map<MessageId, Reason> objections(List<Candidate> messages) {
                return messages.stream()
                        .map(Candidate::id)
                        .filter(forbidden::equals)
                        .collect(Collectors.toMap(id -> id, id -> Reason.OPTED_OUT));
            }
        };
    }

    private StatusUpdate report(MessageId id, Status status) {
        return new StatusUpdate(CHANNEL, id, wamid(id), status, ledger.now(), null);
    }

    private List<String> outcomes(MessageId id) {
        return ledger.jdbc
                .sql("select outcome from message_attempt where message_id = :id order by number")
                .param("id", id.value())
                .query(String.class)
                .list();
    }

    static HttpOperationFailedException httpError(int status, int code, String title) {
        var body = """
                {"error":{"message":"(#%d) %s","type":"OAuthException","code":%d,
                 "error_data":{"messaging_product":"whatsapp","details":"what Meta says"},"fbtrace_id":"Az8"}}
                """.formatted(code, title, code);
        return new HttpOperationFailedException("http://stub", status, title, null, Map.of(), body);
    }

    @Test
    void anAcceptanceThatCannotBeWrittenDownIsNoRefusal() {
        var attempt = ledger.departed();
        ledger.dispatch.close();

        ledger.dispatch.accepted(attempt, LedgerUnderTest.answer("wamid.1"));

        assertThat(ledger.status(attempt.id())).isEqualTo(Status.SENDING);
    }

    @Test
    void aNodeThatSleptSendsNothingThatAnotherOneMayHaveSentMeanwhile() {
        var attempt = ledger.departed();
        ledger.takeOutbound();
        assertThat(ledger.dispatch.request(attempt)).contains(attempt.id().toString());

        ledger.elapse(Duration.ofMinutes(1));
        ledger.due.sweep();
        assertThatThrownBy(() -> ledger.dispatch.request(attempt))
                .isInstanceOf(OverdueDepartureException.class)
                .satisfies(overdue -> ledger.dispatch.refused(attempt, (Exception) overdue));

        assertThat(ledger.status(attempt.id())).isEqualTo(Status.IN_DOUBT);
        assertThat(ledger.takeOutbound()).isEmpty();
    }
}
