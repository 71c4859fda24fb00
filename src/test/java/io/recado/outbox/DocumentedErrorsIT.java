package io.recado.outbox;

import static io.recado.outbox.LedgerUnderTest.CHANNEL;
import static io.recado.outbox.LedgerUnderTest.wamid;
import static io.recado.outbox.OutboxDeliveryIT.httpError;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.channel.TestChannels;
import io.recado.outbox.ChannelState.Breaker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger does about every error that WhatsApp documents, when it is the answer and when it is reported later. */
class DocumentedErrorsIT {

    private static final LedgerUnderTest ledger = new LedgerUnderTest();

    private enum Deed {
        /** The message fails at once and waits for people. */
        FAILS,
        /** It is tried again, within its useful time. */
        GOES_AGAIN,
        /** Its useful time ends before another try makes sense. */
        TOO_LATE_FOR_TODAY,
        /** The channel is parked; the message waits on its queue. */
        PARKS
    }

    @BeforeEach
    void start() {
        ledger.outbound.resume(CHANNEL, "test");
        ledger.elapse(Duration.ofMinutes(1));
    }

    @AfterAll
    static void stop() throws Exception {
        ledger.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 401, PARKS",
        "1, 400, GOES_AGAIN",
        "2, 503, GOES_AGAIN",
        "3, 500, PARKS",
        "4, 400, GOES_AGAIN",
        "10, 403, PARKS",
        "17, 429, GOES_AGAIN",
        "33, 400, PARKS",
        "100, 400, FAILS",
        "104, 401, PARKS",
        "190, 401, PARKS",
        "200, 403, PARKS",
        "299, 403, PARKS",
        "368, 403, PARKS",
        "803, 400, FAILS",
        "80007, 400, GOES_AGAIN",
        "80008, 429, GOES_AGAIN",
        "130429, 400, GOES_AGAIN",
        "130472, 400, FAILS",
        "130497, 403, FAILS",
        "130501, 400, FAILS",
        "131000, 500, GOES_AGAIN",
        "131005, 403, PARKS",
        "131008, 400, FAILS",
        "131009, 400, FAILS",
        "131016, 500, GOES_AGAIN",
        "131021, 400, FAILS",
        "131026, 400, FAILS",
        "131030, 400, FAILS",
        "131031, 403, PARKS",
        "131037, 400, PARKS",
        "131042, 400, PARKS",
        "131045, 500, PARKS",
        "131047, 400, FAILS",
        "131048, 400, TOO_LATE_FOR_TODAY",
        "131049, 400, TOO_LATE_FOR_TODAY",
        "131050, 400, FAILS",
        "131051, 400, FAILS",
        "131052, 400, FAILS",
        "131053, 400, FAILS",
        "131055, 400, FAILS",
        "131056, 400, GOES_AGAIN",
        "131057, 500, GOES_AGAIN",
        "131062, 400, FAILS",
        "131063, 400, PARKS",
        "131064, 400, PARKS",
        "132000, 400, FAILS",
        "132001, 404, FAILS",
        "132005, 400, FAILS",
        "132007, 400, FAILS",
        "132012, 400, FAILS",
        "132015, 400, FAILS",
        "132016, 400, FAILS",
        "132018, 400, FAILS",
        "132068, 400, FAILS",
        "132069, 400, FAILS",
        "133000, 500, PARKS",
        "133004, 503, GOES_AGAIN",
        "133005, 400, PARKS",
        "133006, 400, PARKS",
        "133008, 400, PARKS",
        "133009, 400, PARKS",
        "133010, 400, PARKS",
        "133015, 400, GOES_AGAIN",
        "133016, 400, GOES_AGAIN",
        "134011, 400, PARKS",
        "134100, 400, FAILS",
        "134101, 400, GOES_AGAIN",
        "134102, 500, PARKS",
        "135000, 400, FAILS",
        "137000, 400, FAILS",
        "139101, 400, FAILS",
        "139200, 400, PARKS",
        "2388019, 400, FAILS",
        "2494100, 400, GOES_AGAIN",
        "1752041, 400, FAILS",
        // unknown ones are judged by their status
        "999999, 400, FAILS",
        "999999, 500, GOES_AGAIN",
        "999999, 429, GOES_AGAIN",
        "999999, 403, PARKS"
    })
    void asAnAnswer(int code, int httpStatus, Deed deed) {
        var attempt = ledger.depart(placed());

        ledger.dispatch.refused(attempt, httpError(httpStatus, code, "words"));

        check(attempt.id(), code, deed);
    }

    @ParameterizedTest
    @CsvSource({
        "130403, FAILS",
        "130429, GOES_AGAIN",
        "130472, FAILS",
        "130497, FAILS",
        "131000, GOES_AGAIN",
        "131016, GOES_AGAIN",
        "131026, FAILS",
        "131031, PARKS",
        "131036, FAILS",
        "131037, PARKS",
        "131042, PARKS",
        "131045, PARKS",
        "131047, FAILS",
        "131048, TOO_LATE_FOR_TODAY",
        "131049, TOO_LATE_FOR_TODAY",
        "131050, FAILS",
        "131052, FAILS",
        "131053, FAILS",
        "131056, GOES_AGAIN",
        "131064, PARKS",
        "132015, FAILS",
        "134011, PARKS",
        "135000, PARKS",
        "137000, FAILS",
        "999999, FAILS"
    })
    void reportedLater(int code, Deed deed) {
        var attempt = ledger.depart(placed());
        ledger.dispatch.accepted(attempt, LedgerUnderTest.answer(wamid(attempt.id())));

        ledger.reports.apply(List.of(new StatusUpdate(
                CHANNEL,
                attempt.id(),
                wamid(attempt.id()),
                Status.FAILED,
                ledger.now(),
                TestChannels.channels().reported(code, "words", "more words"))));

        check(attempt.id(), code, deed);
        assertThat(ledger.messages.attempts(attempt.id())).singleElement().satisfies(one -> assertThat(
                        requireNonNull(one.failure()).code())
                .isEqualTo(code));
    }

    private static void check(MessageId id, int code, Deed deed) {
        var message = ledger.message(id);
        assertThat(message.status())
                .isEqualTo(
                        switch (deed) {
                            case FAILS, TOO_LATE_FOR_TODAY -> Status.FAILED;
                            case GOES_AGAIN, PARKS -> Status.QUEUED;
                        });
        assertThat(ledger.outbound.parked()).hasSize(deed == Deed.PARKS ? 1 : 0);
        if (deed == Deed.GOES_AGAIN) {
            assertThat(message.dueAt()).isAfter(ledger.now()).isBefore(message.usefulUntil());
        }
        assertThat(ledger.messages.history(id).getLast().detail()).isEqualTo(Integer.toString(code));
        assertThat(ledger.outbound.states().getFirst().breaker())
                .as("single troubles leave the breaker closed")
                .isEqualTo(Breaker.CLOSED);
    }

    private static MessageId placed() {
        var order = LedgerUnderTest.order();
        var id = ledger.placed(new Order(
                order.key(),
                order.clinic(),
                order.channel(),
                order.to(),
                order.content(),
                Priority.REMINDER,
                order.nonce(),
                ledger.now(),
                ledger.now().plus(Duration.ofHours(6))));
        ledger.due.queueDue();
        return id;
    }
}
