package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.fixtures.SettableClock;
import io.recado.platform.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class LoginThrottleIT {

    private static final String HERE = "10.0.0.1";

    private final javax.sql.DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final LoginThrottle throttle = node();

    private LoginThrottle node() {
        return new LoginThrottle(jdbc, new JdbcTransactionManager(database), clock);
    }

    @Test
    void letsSomebodyMistypeAFewTimes() {
        assertThat(admitted(LoginThrottle.ATTEMPTS_OF_A_NAME + 3, "ana", HERE))
                .isEqualTo(LoginThrottle.ATTEMPTS_OF_A_NAME);
        assertThat(throttle.admits("bruno", HERE)).isTrue();
    }

    @Test
    void countsANameFromAllAddressesAndOnAllNodes() {
        admitted(LoginThrottle.ATTEMPTS_OF_A_NAME, "ana", HERE);

        assertThat(node().admits(" ANA ", "10.0.0.2")).isFalse();
    }

    @Test
    void countsAnAddressOverAllNames() {
        for (int i = 0; i < LoginThrottle.ATTEMPTS_OF_AN_ADDRESS; i++) {
            assertThat(throttle.admits("name-" + i, HERE)).isTrue();
        }

        assertThat(throttle.admits("another", HERE)).isFalse();
        assertThat(throttle.admits("another", "10.0.0.2")).isTrue();
    }

    @Test
    void takesANetworkOfTheSixthVersionForOneAddress() {
        for (int i = 0; i < LoginThrottle.ATTEMPTS_OF_AN_ADDRESS; i++) {
            throttle.admits("name-" + i, "2001:db8:1:2::" + i);
        }

        assertThat(throttle.admits("another", "2001:db8:1:2:3::1")).isFalse();
        assertThat(throttle.admits("another", "2001:db8:1:3::1")).isTrue();
    }

    @Test
    void forgetsAfterAWhileAndKeepsNothing() {
        admitted(LoginThrottle.ATTEMPTS_OF_A_NAME + 1, "ana", HERE);

        clock.advance(LoginThrottle.MEMORY.plus(Duration.ofSeconds(1)));

        assertThat(throttle.admits("ana", HERE)).isTrue();
        assertThat(jdbc.sql("select count(*) from login_attempt")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void forgivesTheNameOfWhoGotInAndTheAddressOneAttempt() {
        for (int i = 0; i < LoginThrottle.ATTEMPTS_OF_AN_ADDRESS; i++) {
            throttle.admits("own", HERE);
            throttle.succeeded("own", HERE);
        }
        for (int i = 0; i < LoginThrottle.ATTEMPTS_OF_AN_ADDRESS; i++) {
            assertThat(throttle.admits("victim-" + i, HERE)).isTrue();
            throttle.admits("own", HERE);
            throttle.succeeded("own", HERE);
        }

        assertThat(throttle.admits("victim", HERE)).isFalse();
    }

    @Test
    void admitsNoMoreWhenManyComeAtOnce() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            var answers = pool.invokeAll(IntStream.range(0, 24)
                    .<java.util.concurrent.Callable<Boolean>>mapToObj(
                            number -> () -> throttle.admits("ana", "10.0.1." + number))
                    .toList());
            int admitted = 0;
            for (var answer : answers) {
                admitted += answer.get() ? 1 : 0;
            }

            assertThat(admitted).isEqualTo(LoginThrottle.ATTEMPTS_OF_A_NAME);
        }
    }

    @Test
    void writesNoNameDown() {
        throttle.admits("a-password-in-the-wrong-field", HERE);

        assertThat(jdbc.sql("select string_agg(key, ' ') from login_attempt")
                        .query(String.class)
                        .single())
                .doesNotContain("password");
    }

    private long admitted(int attempts, String name, String address) {
        return IntStream.range(0, attempts)
                .filter(i -> throttle.admits(name, address))
                .count();
    }
}
