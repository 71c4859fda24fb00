package io.recado.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.configuration.ChannelId;
import io.recado.configuration.Wiring;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** One Cloud API channel, for tests. */
public final class TestChannels {

    public static final ChannelId CHANNEL = new ChannelId("centro-cloud");

    private TestChannels() {}

    public static Channels channels() {
        return new Channels(wiring(), new CloudErrors(new ObjectMapper()));
    }

    public static Wiring wiring() {
        var channel = new Wiring.ChannelEntry(
                CHANNEL.value(),
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
                80,
                4);
        return new Wiring(
                "Test",
                URI.create("http://127.0.0.1"),
                "target",
                List.of(),
                List.of(channel),
                List.of(),
                new Wiring.Delivery(
                        Duration.ofMinutes(2), Duration.ofSeconds(45), Duration.ofMinutes(10), Duration.ofDays(400)),
                new Wiring.Inbound(Duration.ofDays(90)));
    }
}
