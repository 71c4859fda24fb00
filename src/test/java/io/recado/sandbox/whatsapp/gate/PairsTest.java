package io.recado.sandbox.whatsapp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairsTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final Pairs pairs = new Pairs(Duration.ZERO);

    @Test
    void oneInSixSecondsGoesThrough() {
        assertThat(IntStream.range(0, 100).allMatch(i -> admitsAt(6 * i))).isTrue();
    }

    @Test
    void aBurstOfFortyFiveIsBorrowedAndPaidBack() {
        assertThat(IntStream.range(0, 45).allMatch(i -> admitsAt(0))).isTrue();
        assertThat(admitsAt(0)).isFalse();
        assertThat(admitsAt(6)).isFalse();
        assertThat(admitsAt(45 * 6 - 1)).isFalse();
        assertThat(admitsAt(45 * 6)).isTrue();
    }

    @Test
    void twentyAtOnceAreFollowedByTwoMinutesOfSilence() {
        IntStream.range(0, 20).forEach(i -> admitsAt(0));

        assertThat(admitsAt(30)).isFalse();
        assertThat(admitsAt(119)).isFalse();
        assertThat(admitsAt(120)).isTrue();
    }

    @Test
    void othersAreNotHeldUp() {
        IntStream.range(0, 45).forEach(i -> admitsAt(0));

        assertThat(pairs.admits("104", "34600000002", START)).isTrue();
        assertThat(pairs.admits("105", "34600000001", START)).isTrue();
    }

    @Test
    void aConversationByHandPassesWithSomeGrace() {
        Pairs generous = new Pairs(Duration.ofMinutes(1));

        // a tap every five seconds, each with two answers
        assertThat(IntStream.range(0, 8)
                        .allMatch(i -> generous.admits("104", "34600000001", START.plusSeconds(5L * i))
                                && generous.admits("104", "34600000001", START.plusSeconds(5L * i + 1))))
                .isTrue();
    }

    @Test
    void whoOwesNothingIsForgotten() {
        IntStream.range(0, 60_000).forEach(i -> pairs.admits("104", Integer.toString(i), START.plusMillis(i)));

        // six seconds' worth of people, and those since the last sweep
        assertThat(pairs.remembered()).isLessThan(17_000);
    }

    private boolean admitsAt(long seconds) {
        return pairs.admits("104", "34600000001", START.plusSeconds(seconds));
    }
}
