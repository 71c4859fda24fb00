package io.recado.outbox;

import static io.recado.outbox.LedgerUnderTest.CHANNEL;
import static io.recado.outbox.LedgerUnderTest.NOON;
import static io.recado.outbox.LedgerUnderTest.answer;
import static io.recado.outbox.LedgerUnderTest.wamid;
import static io.recado.outbox.Status.DELIVERED;
import static io.recado.outbox.Status.FAILED;
import static io.recado.outbox.Status.QUEUED;
import static io.recado.outbox.Status.READ;
import static io.recado.outbox.Status.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.channel.TestChannels;
import io.recado.outbox.queue.Queues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OutboxNewsIT {

    private static final LedgerUnderTest ledger = new LedgerUnderTest();

    @AfterAll
    static void close() throws Exception {
        ledger.close();
    }

    @Test
    void followsAMessageToItsReadReceipt() {
        var id = ledger.accepted();

        ledger.reports.apply(List.of(report(id, SENT, 1)));
        ledger.reports.apply(List.of(report(id, DELIVERED, 2)));
        var applied = ledger.reports.apply(List.of(report(id, READ, 3)));

        assertThat(applied).isEqualTo(new Applied(1, 0, 0));
        assertThat(ledger.message(id))
                .extracting(Message::status, Message::sentAt, Message::deliveredAt, Message::readAt)
                .containsExactly(READ, NOON.plusSeconds(1), NOON.plusSeconds(2), NOON.plusSeconds(3));
    }

    @Test
    void takesASeriesInOneGoAndInAnyOrder() {
        var id = ledger.accepted();

        ledger.reports.apply(List.of(report(id, READ, 3), report(id, SENT, 1), report(id, DELIVERED, 2)));

        assertThat(ledger.status(id)).isEqualTo(READ);
        assertThat(ledger.messages.history(id).stream()
                        .map(HistoryEntry::status)
                        .skip(4))
                .containsExactly(SENT, DELIVERED, READ);
    }

    @Test
    void neverMovesBackwards() {
        var id = ledger.accepted();
        ledger.reports.apply(List.of(report(id, READ, 3)));

        var late = ledger.reports.apply(List.of(report(id, SENT, 1), report(id, READ, 3)));

        assertThat(late).isEqualTo(new Applied(0, 2, 0));
        assertThat(ledger.status(id)).isEqualTo(READ);
    }

    @Test
    void knowsAMessageByTheChannelsIdWhenNothingIsEchoed() {
        var id = ledger.accepted();

        ledger.reports.apply(List.of(new StatusUpdate(CHANNEL, null, wamid(id), SENT, NOON, null)));

        assertThat(ledger.status(id)).isEqualTo(SENT);
    }

    @Test
    void countsNewsOfStrangers() {
        var stranger = new StatusUpdate(CHANNEL, null, "wamid.of-somebody-else", SENT, NOON, null);
        var forged = report(MessageId.of("0199aaaa-0000-7000-8000-000000000001"), SENT, 1);

        assertThat(ledger.reports.apply(List.of(stranger, forged))).isEqualTo(new Applied(0, 0, 2));
    }

    @Test
    void aFailureReportedLaterEndsWithPeople() {
        var id = ledger.accepted();

        ledger.reports.apply(List.of(report(id, SENT, 1), failed(id, 131026)));

        assertThat(ledger.status(id)).isEqualTo(FAILED);
        assertThat(open(id)).isEqualTo(1);
        assertThat(ledger.failures.find(id)).isPresent();
    }

    @Test
    void aDeliveryOutweighsAFailureAndClosesIt() {
        var id = ledger.accepted();
        ledger.reports.apply(List.of(failed(id, 131026)));

        ledger.reports.apply(List.of(report(id, DELIVERED, 5)));
        ledger.reports.apply(List.of(failed(id, 131026)));

        assertThat(ledger.status(id)).isEqualTo(DELIVERED);
        assertThat(open(id)).isZero();
    }

    @Test
    void aPassingFailureReportedLaterLeadsToAnotherTry() {
        var id = ledger.accepted();

        ledger.reports.apply(List.of(failed(id, 131000)));

        assertThat(ledger.status(id)).isEqualTo(QUEUED);
        assertThat(ledger.take(Queues.outbound(CHANNEL), Duration.ofSeconds(8))).contains(id.toString());
    }

    @Test
    void aFailureOfAnEarlierTrySaysNothingAboutTheNext() {
        var id = ledger.accepted();
        ledger.reports.apply(List.of(failed(id, 131000)));
        ledger.elapse(Duration.ofSeconds(10));
        var second = ledger.depart(id);

        ledger.reports.apply(List.of(failed(id, 131000)));
        assertThat(ledger.status(id)).isEqualTo(Status.SENDING);

        ledger.dispatch.accepted(second, answer("wamid.second"));
        assertThat(ledger.reports.apply(List.of(failed(id, 131000)))).isEqualTo(new Applied(0, 1, 0));
        assertThat(ledger.status(id)).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void joinsTheCallersTransaction() {
        var id = ledger.accepted();

        ledger.transaction.executeWithoutResult(status -> {
            ledger.reports.apply(List.of(report(id, SENT, 1)));
            status.setRollbackOnly();
        });

        assertThat(ledger.status(id)).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void shuffledAndDoubledNewsFromManySidesEndsWhereItShould() throws Exception {
        var ids = IntStream.range(0, 50).mapToObj(n -> ledger.accepted()).toList();
        var news = new ArrayList<StatusUpdate>();
        ids.forEach(id -> Stream.of(SENT, SENT, DELIVERED, READ, DELIVERED).forEach(s -> news.add(report(id, s, 1))));
        Collections.shuffle(news, new Random(7));
        var posts = news.stream()
                .<Callable<Applied>>map(one -> () -> ledger.reports.apply(List.of(one)))
                .toList();

        try (var lanes = Executors.newFixedThreadPool(16)) {
            assertThat(lanes.invokeAll(posts))
                    .allSatisfy(done -> assertThat(done.resultNow()).isNotNull());
        }

        assertThat(ids).allSatisfy(id -> assertThat(ledger.status(id)).isEqualTo(READ));
    }

    private static StatusUpdate report(MessageId id, Status status, int seconds) {
        return new StatusUpdate(CHANNEL, id, wamid(id), status, NOON.plusSeconds(seconds), null);
    }

    private static StatusUpdate failed(MessageId id, int code) {
        var failure = TestChannels.channels().reported(code, null, "details");
        return new StatusUpdate(CHANNEL, id, wamid(id), FAILED, NOON.plusSeconds(4), failure);
    }

    private static long open(MessageId id) {
        return ledger.jdbc
                .sql("select count(*) from failed_message where message_id = :id and resolved_at is null")
                .param("id", id.value())
                .query(Long.class)
                .single();
    }
}
