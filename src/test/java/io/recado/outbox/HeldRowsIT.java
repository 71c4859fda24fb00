package io.recado.outbox;

import static io.recado.outbox.LedgerUnderTest.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.outbox.Attempt.Departure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody takes back messages in a transaction that goes on for long. */
class HeldRowsIT {

    private final LedgerUnderTest ledger = new LedgerUnderTest();

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void aTransactionThatHoldsAMessageHoldsNoOthers() {
        var order = order();
        var held = ledger.placed(order);
        var free = ledger.placed(order());
        ledger.due.queueDue();
        ledger.takeOutbound();
        var attempts = new CompletableFuture<List<Attempt>>();
        var start = System.nanoTime();

        ledger.transaction.executeWithoutResult(open -> {
            ledger.outbox.revoke("reminder", order.key().subject(), Reason.APPOINTMENT_CANCELLED);
            Thread.ofVirtual().start(() -> attempts.complete(ledger.sendoff.begin(List.of(held, free))));
            assertThat(attempts).succeedsWithin(Duration.ofSeconds(20));
            open.setRollbackOnly();
        });

        assertThat(attempts.join()).extracting(Attempt::mayLeave).containsExactly(false, true);
        assertThat(ledger.take("outbound." + LedgerUnderTest.CHANNEL, Duration.ofSeconds(20)))
                .as("soon")
                .containsExactly(held.toString());
        // a look at the queue in between could come too late on a busy machine
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("but not at once")
                .isGreaterThan(Duration.ofMillis(900));
        assertThat(ledger.begin(held)).isInstanceOf(Departure.class);
    }
}
