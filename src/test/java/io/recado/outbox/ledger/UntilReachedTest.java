package io.recado.outbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;

class UntilReachedTest {

    private final AtomicInteger tries = new AtomicInteger();
    private final UntilReached reached = new UntilReached(Duration.ofMillis(1));

    @Test
    void triesAgainWhileDatabaseOrBrokerAreAway() {
        var work = reached.<String, String>persistent(input -> switch (tries.incrementAndGet()) {
            case 1 -> throw new DataAccessResourceFailureException("hung up");
            case 2 -> throw new CannotCreateTransactionException("refused");
            case 3 -> throw new JMSRuntimeException("refused");
            default -> input + " written";
        });

        assertThat(work.apply("it")).isEqualTo("it written");
    }

    @Test
    void leavesOtherFailuresToTheCaller() {
        var work = reached.<String, String>persistent(input -> {
            tries.incrementAndGet();
            throw new DataIntegrityViolationException("a bad row");
        });

        assertThatThrownBy(() -> work.apply("it")).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void givesUpWhenTheHubCloses() {
        reached.close();
        var work = reached.<String, String>persistent(input -> {
            tries.incrementAndGet();
            throw new DataAccessResourceFailureException("hung up");
        });

        assertThatThrownBy(() -> work.apply("it")).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(tries).hasValue(1);
    }
}
