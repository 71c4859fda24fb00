package io.recado.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private final BackOff backOff = new BackOff(RandomGenerator.getDefault());

    @Property
    void staysBetweenFiveSecondsAndTenMinutesGiveOrTakeAFifth(@ForAll @IntRange(min = 1, max = 100_000) int failures) {
        assertThat(backOff.after(failures, HALF_A_MINUTE, null))
                .isBetween(Duration.ofSeconds(4), Duration.ofMinutes(12));
    }

    @Property
    void doublesEachTime(@ForAll @IntRange(min = 1, max = 6) int failures) {
        var middle = Duration.ofSeconds(5L << (failures - 1));

        assertThat(backOff.after(failures, HALF_A_MINUTE, null))
                .isBetween(
                        middle.multipliedBy(8).dividedBy(10),
                        middle.multipliedBy(12).dividedBy(10));
    }

    @Test
    void waitsAsLongAsTheSourceAsksFor() {
        assertThat(backOff.after(1, HALF_A_MINUTE, Duration.ofMinutes(30))).isEqualTo(Duration.ofMinutes(30));
        assertThat(backOff.after(9, HALF_A_MINUTE, Duration.ofSeconds(1))).isGreaterThan(Duration.ofMinutes(7));
    }

    @Test
    void neverWaitsLongerAtFirstThanTheLanesOwnInterval() {
        assertThat(backOff.after(1, Duration.ofSeconds(1), null)).isLessThan(Duration.ofSeconds(2));
    }
}
