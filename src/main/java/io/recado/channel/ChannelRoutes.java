package io.recado.channel;

import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.ChannelEntry;
import java.util.HashMap;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a route out of the template {@code send-message} for each channel, and gives its kamelet what the configuration says. */
@Component
class ChannelRoutes implements CamelContextConfiguration {

    private final Wiring wiring;

    ChannelRoutes(Wiring wiring) {
        this.wiring = wiring;
    }

    /** A kamelet gets its parameters under the id of its route, here the channel's: so no secret is ever part of an endpoint's address. */
    @Override
    public void beforeApplicationStart(CamelContext camel) {
        var kamelets = camel.getComponent("kamelet", KameletComponent.class);
        var parameters = new HashMap<String, Properties>();
        if (kamelets.getRouteProperties() != null) {
            parameters.putAll(kamelets.getRouteProperties());
        }
        wiring.channels().forEach(channel -> parameters.put(channel.id(), parameters(channel)));
        kamelets.setRouteProperties(parameters);
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        wiring.channels().forEach(channel -> TemplatedRouteBuilder.builder(camel, "send-message")
                .routeId("send-message-by-" + channel.id())
                .parameter("channel", channel.id())
                .parameter("kamelet", kamelet(channel))
                .parameter("lanes", channel.lanes())
                .add());
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
