package io.recado.sandbox.whatsapp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final Map<String, Instant> stored = new HashMap<>();
    private final Reach reach = new Reach(portfolio -> stored);

    @Test
    void aTierLimitsPeopleAndNotMessages() {
        assertThat(IntStream.range(0, 250).allMatch(i -> reach.admits("p", "person-" + i, 250, START)))
                .isTrue();
        assertThat(reach.admits("p", "one-more", 250, START)).isFalse();
        assertThat(reach.admits("p", "person-7", 250, START)).isTrue();
        assertThat(reach.admits("another", "one-more", 250, START)).isTrue();
    }

    @Test
    void aDayLaterTheyCountNoMore() {
        IntStream.range(0, 250).forEach(i -> reach.admits("p", "person-" + i, 250, START));

        assertThat(reach.admits(
                        "p", "one-more", 250, START.plus(Duration.ofHours(24)).minusSeconds(1)))
                .isFalse();
        assertThat(reach.admits("p", "one-more", 250, START.plus(Duration.ofHours(24))))
                .isTrue();
    }

    @Test
    void whomAnEarlierProcessReachedCounts() {
        IntStream.range(0, 250).forEach(i -> stored.put("person-" + i, START.minusSeconds(60)));

        assertThat(reach.admits("p", "one-more", 250, START)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "TIER_250, 250",
        "TIER_2K, 2000",
        "TIER_100K, 100000",
        "TIER_UNLIMITED, 2147483647",
        "TIER_NOT_SET, 2147483647"
    })
    void tiersNameTheirSize(String tier, int people) {
        assertThat(Reach.people(tier)).isEqualTo(people);
    }
}
