package io.recado.outbox.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PaceTest {

    private final TestClock clock = new TestClock();

    @Property
    void noSecondSeesMoreThanTheRateAndAQuarter(
            @ForAll @IntRange(min = 4, max = 1000) int rate,
            @ForAll @Size(min = 20, max = 200) List<@IntRange(min = 0, max = 100) Integer> waits) {
        var pace = new Pace(rate, clock);
        var sent = 0;
        var started = clock.instant();
        for (var wait : waits) {
            clock.elapse(Duration.ofMillis(wait));
            sent += pace.take(1000);
        }
        var seconds = Duration.between(started, clock.instant()).toMillis() / 1000.0;

        assertThat((double) sent).isLessThanOrEqualTo(rate * (seconds + 0.25) + 1);
    }

    @Example
    void aSteadyStreamReachesTheRate() {
        var pace = new Pace(80, clock);
        var sent = 0;
        for (var i = 0; i < 1000; i++) {
            clock.elapse(Duration.ofMillis(10));
            sent += pace.take(1000);
        }

        assertThat((double) sent).isCloseTo(800, within(1.0));
    }

    @Example
    void tellsWhenTheNextMayLeave() {
        var pace = new Pace(10, clock);
        clock.elapse(Duration.ofSeconds(1));
        pace.take(100);

        clock.elapse(pace.untilNext());

        assertThat(pace.take(100)).isEqualTo(1);
    }

    @Example
    void whatIsGivenBackMayLeaveStill() {
        var pace = new Pace(80, clock);
        clock.elapse(Duration.ofSeconds(1));
        var taken = pace.take(1000);

        pace.giveBack(taken - 3);

        assertThat(pace.take(1000)).isEqualTo(taken - 3);
    }

    @Example
    void aComplaintHalvesTheRateAndItComesBack() {
        var pace = new Pace(80, clock);

        pace.slowDown();
        pace.slowDown();

        assertThat(pace.rate()).as("what left together complains once").isEqualTo(40);
        clock.elapse(Duration.ofSeconds(1));
        pace.slowDown();
        assertThat(pace.rate()).isEqualTo(20);
        clock.elapse(Duration.ofSeconds(40));
        assertThat(pace.rate()).isEqualTo(80);
    }

    @Example
    void complaintsNeverStopAChannel() {
        var pace = new Pace(80, clock);
        for (var i = 0; i < 50; i++) {
            clock.elapse(Duration.ofMillis(300));
            pace.slowDown();
        }

        clock.elapse(Duration.ofSeconds(2));

        assertThat(pace.take(10)).isPositive();
    }

    private static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        void elapse(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
