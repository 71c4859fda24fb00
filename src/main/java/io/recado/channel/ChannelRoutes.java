package io.recado.channel;

import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.ChannelEntry;
import io.recado.platform.ConfiguredRoutes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a route out of the template {@code send-message} for each channel, and gives its kamelet what the configuration says. */
@Component
class ChannelRoutes implements ConfiguredRoutes {

    private static final String STANDING = "-standing";

    private final Wiring wiring;

    ChannelRoutes(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Map<String, Properties> kameletParameters() {
        var parameters = new HashMap<String, Properties>();
        for (var channel : wiring.channels()) {
            parameters.put(channel.id(), parameters(channel));
            // a kamelet's id is its route's, so two kamelets of one channel have two
            parameters.put(channel.id() + STANDING, parameters(channel));
        }
        return parameters;
    }

    /** First the lanes, then the gate that sends messages into them, then who asks how the channel stands. */
    @Override
    public List<RouteFromTemplate> routes() {
        return wiring.channels().stream()
                .flatMap(channel -> Stream.concat(
                        Stream.of(sending(channel), departing(channel)),
                        Capabilities.of(channel.type()).standing() ? Stream.of(asking(channel)) : Stream.empty()))
                .toList();
    }

    private static RouteFromTemplate asking(ChannelEntry channel) {
        return new RouteFromTemplate(
                "read-standing",
                "read-standing-of-" + channel.id(),
                Map.of(
                        "channel",
                        channel.id(),
                        "kamelet",
                        channel.type() + "-read-standing-action",
                        "every",
                        Long.toString(channel.standingEvery().toMillis())));
    }

    private static RouteFromTemplate sending(ChannelEntry channel) {
        return new RouteFromTemplate(
                "send-message",
                "send-message-by-" + channel.id(),
                Map.of("channel", channel.id(), "kamelet", kamelet(channel), "lanes", lanes(channel)));
    }

    private static RouteFromTemplate departing(ChannelEntry channel) {
        return new RouteFromTemplate(
                "depart", "depart-by-" + channel.id(), Map.of("channel", channel.id(), "lanes", lanes(channel)));
    }

    private static String lanes(ChannelEntry channel) {
        return Integer.toString(channel.lanes());
    }

    private static String kamelet(ChannelEntry channel) {
        return channel.send() == null ? channel.type() + "-send-action" : channel.send();
    }

    private static Properties parameters(ChannelEntry channel) {
        var parameters = new Properties();
        put(parameters, "baseUrl", channel.baseUrl().toString());
        put(parameters, "version", channel.version());
        put(parameters, "phoneNumberId", channel.phoneNumberId());
        put(parameters, "accessToken", channel.accessToken());
        put(parameters, "connections", Integer.toString(channel.lanes()));
        return parameters;
    }

    private static void put(Properties parameters, String key, @Nullable String value) {
        if (value != null) {
            parameters.setProperty(key, value);
        }
    }
}
