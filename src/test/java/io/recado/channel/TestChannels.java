package io.recado.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.configuration.ChannelId;
import io.recado.configuration.Wiring;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One Cloud API channel, for tests. */
public final class TestChannels {

    public static final ChannelId CHANNEL = new ChannelId("centro-cloud");

    /** Tries whom the first one cannot reach, where there are two. */
    public static final ChannelId SECOND = new ChannelId("norte-cloud");

    private TestChannels() {}

    public static Channels channels() {
        return channels(wiring());
    }

    public static Channels channels(Wiring wiring) {
        return new Channels(wiring, new CloudErrors(new ObjectMapper()));
    }

    public static Standings standings(JdbcClient jdbc, Clock clock) {
        return new Standings(jdbc, new ObjectMapper(), clock, channels());
    }

    public static Wiring wiring() {
        return wiring(List.of(entry(CHANNEL, null)));
    }

    /** Two channels, the second one to fall back to. */
    public static Wiring twoChannels() {
        return wiring(List.of(entry(CHANNEL, SECOND.value()), entry(SECOND, null)));
    }

    /** One channel at Meta's highest rate. */
    public static Channels fast(ChannelId id) {
        return channels(wiring(List.of(entry(id, null, 1_000))));
    }

    private static Wiring.ChannelEntry entry(ChannelId id, @Nullable String fallback) {
        return entry(id, fallback, 80);
    }

    private static Wiring.ChannelEntry entry(ChannelId id, @Nullable String fallback, int messagesPerSecond) {
        return new Wiring.ChannelEntry(
                id.value(),
                "whatsapp-cloud",
                null,
                Wiring.Mode.INBOX,
                URI.create("http://127.0.0.1:1"),
                "v23.0",
                "104500000000001",
                "102000000000001",
                "token",
                "secret",
                "verify",
                messagesPerSecond,
                4,
                fallback,
                Duration.ofMinutes(10));
    }

    private static Wiring wiring(List<Wiring.ChannelEntry> channels) {
        return new Wiring(
                "Test",
                URI.create("http://127.0.0.1"),
                "target",
                List.of(),
                channels,
                List.of(),
                new Wiring.Delivery(
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(45),
                        Duration.ofMinutes(10),
                        Duration.ofDays(400),
                        Duration.ofDays(1)),
                new Wiring.Inbound(Duration.ofDays(90)),
                new Wiring.Console(Duration.ofHours(4), true, null));
    }
}
