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
        var one = new Leases(jdbc, Duration.ofSeconds(20));
        var other = new Leases(jdbc, Duration.ofSeconds(20));
        assertThat(one.mine(CENTRO)).isTrue();
        assertThat(other.mine(CENTRO)).isFalse();

        one.close();

        assertThat(one.mine(CENTRO)).as("takes nothing back").isFalse();
        // it asks again after a tenth of a lease; the lease itself would last for longer than this
        await().atMost(Duration.ofSeconds(15)).until(() -> other.mine(CENTRO));
    }

    @Test
    void aNodeThatFallsSilentLosesItsChannels() {
        // long enough for two questions in a row on a busy machine
        var silent = new Leases(jdbc, Duration.ofSeconds(5));
        var other = new Leases(jdbc, Duration.ofSeconds(5));
        assertThat(silent.mine(CENTRO)).isTrue();
        assertThat(other.mine(CENTRO)).isFalse();

        await().atMost(Duration.ofSeconds(30)).until(() -> other.mine(CENTRO));

        assertThat(silent.mine(CENTRO)).as("asks before it sends again").isFalse();
    }

    @Test
    void aNodeThatRenewsKeepsItsChannels() {
        var renewing = new Leases(jdbc, Duration.ofSeconds(2));
        var other = new Leases(jdbc, Duration.ofSeconds(2));
        assertThat(renewing.mine(CENTRO)).isTrue();

        // longer than two leases; a machine that stands still for one of them gets another chance
        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> renewing.mine(CENTRO) && !other.mine(CENTRO));
    }
}
