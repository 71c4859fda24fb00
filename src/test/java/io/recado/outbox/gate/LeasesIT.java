package io.recado.outbox.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.configuration.ChannelId;
import io.recado.platform.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LeasesIT {

    private static final ChannelId CENTRO = new ChannelId("centro-cloud");
    private static final ChannelId PALERMO = new ChannelId("palermo-cloud");

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());

    @Test
    void oneNodeAtATimeHoldsAChannel() {
        var one = new Leases(jdbc, Duration.ofSeconds(15));
        var other = new Leases(jdbc, Duration.ofSeconds(15));

        assertThat(one.mine(CENTRO)).isTrue();

        assertThat(other.mine(CENTRO)).isFalse();
        assertThat(other.mine(PALERMO)).isTrue();
        assertThat(one.mine(CENTRO)).isTrue();
    }

    @Test
    void aNodeThatLeavesHandsItsChannelsOver() {
        var one = new Leases(jdbc, Duration.ofSeconds(2));
        var other = new Leases(jdbc, Duration.ofSeconds(2));
        assertThat(one.mine(CENTRO)).isTrue();
        assertThat(other.mine(CENTRO)).isFalse();

        one.close();

        assertThat(one.mine(CENTRO)).as("takes nothing back").isFalse();
        await().atMost(Duration.ofSeconds(1)).until(() -> other.mine(CENTRO));
    }

    @Test
    void aNodeThatFallsSilentLosesItsChannels() {
        var silent = new Leases(jdbc, Duration.ofMillis(500));
        var other = new Leases(jdbc, Duration.ofMillis(500));
        assertThat(silent.mine(CENTRO)).isTrue();
        assertThat(other.mine(CENTRO)).isFalse();

        await().atMost(Duration.ofSeconds(5)).until(() -> other.mine(CENTRO));

        assertThat(silent.mine(CENTRO)).as("asks before it sends again").isFalse();
    }

    @Test
    void aNodeThatRenewsKeepsItsChannels() {
        var renewing = new Leases(jdbc, Duration.ofMillis(600));
        var other = new Leases(jdbc, Duration.ofMillis(600));
        assertThat(renewing.mine(CENTRO)).isTrue();

        await().during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> renewing.mine(CENTRO) && !other.mine(CENTRO));
    }
}
