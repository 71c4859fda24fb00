package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final LoginThrottle throttle = new LoginThrottle(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void letsAnAddressMistypeAFewTimes() {
        fail("10.0.0.1", LoginThrottle.FAILURES_ALLOWED - 1);

        assertThat(throttle.mustWait("10.0.0.1")).isFalse();
    }

    @Test
    void makesAnAddressThatGuessesWaitAndNoOther() {
        fail("10.0.0.1", LoginThrottle.FAILURES_ALLOWED);

        assertThat(throttle.mustWait("10.0.0.1")).isTrue();
        assertThat(throttle.mustWait("10.0.0.2")).isFalse();
    }

    @Test
    void forgetsAfterAWhile() {
        fail("10.0.0.1", LoginThrottle.FAILURES_ALLOWED);

        now = now.plus(LoginThrottle.MEMORY);

        assertThat(throttle.mustWait("10.0.0.1")).isFalse();
    }

    @Test
    void forgetsWhoGotIn() {
        fail("10.0.0.1", LoginThrottle.FAILURES_ALLOWED - 1);
        throttle.succeeded("10.0.0.1");
        now = now.plus(Duration.ofSeconds(1));
        fail("10.0.0.1", 1);

        assertThat(throttle.mustWait("10.0.0.1")).isFalse();
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(address);
        }
    }
}
