package io.recado.outbox.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.configuration.ChannelId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final ChannelId CHANNEL = new ChannelId("centro-cloud");
    private static final Duration NO_TEST_LASTS_SO_LONG = Duration.ofMinutes(5);

    @Test
    void whatIsFreeIsTakenAtOnce() throws InterruptedException {
        var lanes = new Lanes(Map.of(CHANNEL, 8), NO_TEST_LASTS_SO_LONG);

        assertThat(lanes.take(CHANNEL, 5)).isEqualTo(5);
        assertThat(lanes.take(CHANNEL, 5)).isEqualTo(3);
    }

    @Test
    void whereNearlyAllAreTakenItWaitsForSomeMore() throws Exception {
        var lanes = new Lanes(Map.of(CHANNEL, 8), NO_TEST_LASTS_SO_LONG);
        lanes.take(CHANNEL, 8);
        lanes.leave(CHANNEL, 1);

        var taken = CompletableFuture.supplyAsync(() -> take(lanes, 8));
        lanes.leave(CHANNEL, 1);

        assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void butOnlyForAMoment() throws InterruptedException {
        var lanes = new Lanes(Map.of(CHANNEL, 8), Duration.ofMillis(1));
        lanes.take(CHANNEL, 8);
        lanes.leave(CHANNEL, 1);

        assertThat(lanes.take(CHANNEL, 8)).isEqualTo(1);
    }

    @Test
    void whoWantsOneOnlyWaitsForNoMore() throws InterruptedException {
        var lanes = new Lanes(Map.of(CHANNEL, 8), NO_TEST_LASTS_SO_LONG);
        lanes.take(CHANNEL, 7);

        assertThat(lanes.take(CHANNEL, 1)).isEqualTo(1);
    }

    private static int take(Lanes lanes, int most) {
        try {
            return lanes.take(CHANNEL, most);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
