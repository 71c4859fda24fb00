package io.recado.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.channel.FailureClass;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel whose account is at fault keeps its messages until people have mended it. */
class ParkedChannelIT {

    private final LedgerUnderTest ledger = new LedgerUnderTest();

    @BeforeEach
    void closeTheChannel() {
        ledger.queued();
        ledger.queued();
        ledger.dispatch.refused(ledger.takeOne(), expiredToken());
    }

    @AfterEach
    void stop() throws Exception {
        ledger.close();
    }

    @Test
    void theFirstTroubleClosesTheChannelAndFailsNothing() {
        assertThat(ledger.outbound.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.channel()).isEqualTo(LedgerUnderTest.CHANNEL);
            assertThat(parked.failure().code()).isEqualTo(190);
            assertThat(parked.failure().kind()).isEqualTo(FailureClass.FIX_ACCOUNT);
        });
        assertThat(ledger.dispatch.depart(LedgerUnderTest.CHANNEL.value())).isEmpty();
        assertThat(ledger.waiting()).isEmpty();
        assertThat(ledger.statuses()).containsExactly(Status.QUEUED, Status.QUEUED);
    }

    @Test
    void peopleSeeWhatWaitsForIt() {
        var flow = ledger.outbound.flow(LedgerUnderTest.CHANNEL);

        assertThat(flow.queued()).isEqualTo(2);
        assertThat(flow.waiting()).isEqualTo(2);
        assertThat(flow.sending()).isZero();
        assertThat(flow.inDoubt()).isZero();
        assertThat(flow.perSecond()).isPositive();
    }

    @Test
    void metricsTellThatItIsClosedUntilItIsMended() {
        var parked = ledger.meters
                .get("recado.channel.parked")
                .tag("channel", LedgerUnderTest.CHANNEL.value())
                .gauge();

        assertThat(parked.value()).isEqualTo(1);
        ledger.outbound.resume(LedgerUnderTest.CHANNEL, "ana");
        assertThat(parked.value()).isZero();
    }

    @Test
    void afterResumingAllOfThemLeave() {
        assertThat(ledger.outbound.resume(LedgerUnderTest.CHANNEL, "ana")).isTrue();

        ledger.elapse(Duration.ofSeconds(1));
        assertThat(ledger.dispatch.depart(LedgerUnderTest.CHANNEL.value())).hasSize(2);
        assertThat(ledger.outbound.parked()).isEmpty();
        assertThat(ledger.outbound.resume(LedgerUnderTest.CHANNEL, "ana")).isFalse();
    }

    @Test
    void nowAndThenOneMessageTriesAndOpensTheChannelForAll() {
        ledger.elapse(Duration.ofMinutes(11));

        var probe = ledger.takeOne();
        assertThat(ledger.dispatch.depart(LedgerUnderTest.CHANNEL.value()))
                .as("one only")
                .isEmpty();
        ledger.dispatch.accepted(probe, "{\"messages\":[{\"id\":\"wamid.1\"}]}");

        assertThat(ledger.outbound.parked()).isEmpty();
        assertThat(ledger.takeOne()).isNotNull();
    }

    @Test
    void whatWasOnItsWayBeforeTheTroubleDoesNotOpenTheChannel() {
        assertThat(ledger.outbound.resume(LedgerUnderTest.CHANNEL, "ana")).isTrue();
        ledger.elapse(Duration.ofSeconds(1));
        var leaving = ledger.dispatch.depart(LedgerUnderTest.CHANNEL.value());
        ledger.elapse(Duration.ofSeconds(1));

        ledger.dispatch.refused(leaving.getFirst(), expiredToken());
        assertThat(ledger.dispatch.depart(LedgerUnderTest.CHANNEL.value())).isEmpty();
        ledger.dispatch.accepted(leaving.getLast(), "{\"messages\":[{\"id\":\"wamid.1\"}]}");

        assertThat(ledger.outbound.parked()).hasSize(1);
    }

    @Test
    void aTryThatFailsLeavesTheChannelClosedAndTheFirstTroubleOnRecord() {
        var since = ledger.outbound.parked().getFirst().since();
        ledger.elapse(Duration.ofMinutes(11));

        ledger.dispatch.refused(ledger.takeOne(), expiredToken());

        assertThat(ledger.outbound.parked()).singleElement().satisfies(parked -> assertThat(parked.since())
                .isEqualTo(since));
        assertThat(ledger.dispatch.depart(LedgerUnderTest.CHANNEL.value())).isEmpty();
    }

    private static HttpOperationFailedException expiredToken() {
        return new HttpOperationFailedException(
                "http://graph",
                401,
                "Unauthorized",
                null,
                Map.of(),
                "{\"error\":{\"code\":190,\"message\":\"expired\"}}");
    }
}
