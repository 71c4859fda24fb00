package io.recado.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxClockTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final List<Object> events = new ArrayList<>();
    private final SandboxClock clock =
            new SandboxClock(java.time.Clock.fixed(NOON, ZoneOffset.UTC), event -> events.add(event));

    @Test
    void itMovesByDurationsAndToMoments() {
        clock.advance(Duration.ofHours(25));
        clock.advance(Duration.ofMinutes(-1));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(25)).minusSeconds(60));

        clock.set(Instant.parse("2026-09-30T23:59:00Z"));
        assertThat(clock.instant()).isEqualTo("2026-09-30T23:59:00Z");
        assertThat(clock.offset()).isNegative();
        assertThat(events).hasSize(3).last().isEqualTo(new ClockMoved(clock.instant()));
    }

    @Test
    void whatAsksForAnotherZoneIsMovedToo() {
        var madrid = clock.withZone(ZoneId.of("Europe/Madrid"));

        clock.advance(Duration.ofDays(1));

        assertThat(madrid.instant()).isEqualTo(clock.instant());
        assertThat(madrid.getZone()).isEqualTo(ZoneId.of("Europe/Madrid"));
    }

    @Test
    void aResetReturnsToRealTimeAndTellsOnlyIfItHadMoved() {
        clock.whenReset();
        assertThat(events).isEmpty();

        clock.advance(Duration.ofDays(1));
        clock.whenReset();

        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(events).hasSize(2);
    }
}
