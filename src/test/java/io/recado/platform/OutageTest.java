package io.recado.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSRuntimeException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;

class OutageTest {

    private final Outage outage = new Outage();

    @ParameterizedTest
    @CsvSource({
        "08006, true", // the connection broke
        "57P01, true", // an operator stops the server
        "53300, true", // too many connections
        "25006, true", // a standby that takes no writes
        "40P01, true", // the victim of a deadlock
        "57014, false", // what it was told takes too long
        "23505, false", // a key that is there already
        "22P02, false" // text that is no number
    })
    void knowsServersThatAreAwayFromWordsThatAreWrong(String state, boolean away) {
        assertThat(Outage.isOne(new UncategorizedSQLException("test", "select", new SQLException("words", state))))
                .isEqualTo(away);
    }

    @Test
    void aBrokerThatIsAwayIsOne() {
        assertThat(Outage.isOne(new IllegalStateException(new JMSRuntimeException("away"))))
                .isTrue();
        assertThat(Outage.isOne(new IllegalStateException("a mistake of ours"))).isFalse();
    }

    @Test
    void waitsUntilTheServerIsBack() {
        var tries = new AtomicInteger();

        var result = outage.outlast("Tests", () -> {
            if (tries.incrementAndGet() < 3) {
                throw new DataAccessResourceFailureException("away");
            }
            return "read";
        });

        assertThat(result).isEqualTo("read");
        assertThat(tries).hasValue(3);
    }

    @Test
    void hasNoPatienceWithWhatIsWrong() {
        var tries = new AtomicInteger();

        assertThatThrownBy(() -> outage.outlast("Tests", () -> {
                    tries.incrementAndGet();
                    throw new DuplicateKeyException("twice");
                }))
                .isInstanceOf(DuplicateKeyException.class);

        assertThat(tries).hasValue(1);
    }

    @Test
    void letsGoWhenTheHubStops() {
        outage.close();

        assertThatThrownBy(() -> outage.outlast("Tests", () -> {
                    throw new DataAccessResourceFailureException("away");
                }))
                .isInstanceOf(DataAccessResourceFailureException.class);
    }
}
