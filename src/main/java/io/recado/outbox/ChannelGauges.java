package io.recado.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.recado.channel.Channels;
import io.recado.configuration.ChannelId;
import io.recado.outbox.ChannelState.Breaker;
import io.recado.outbox.gate.Allowances;
import io.recado.outbox.gate.Breakers;
import io.recado.outbox.gate.Parks;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** What keeps messages from leaving through a channel, one series for each: 0 while nothing does. Asked when scraped. */
@Component
class ChannelGauges implements MeterBinder {

    private final Channels channels;
    private final Parks parks;
    private final Breakers breakers;
    private final Allowances allowances;

    ChannelGauges(Channels channels, Parks parks, Breakers breakers, Allowances allowances) {
        this.channels = channels;
        this.parks = parks;
        this.breakers = breakers;
        this.allowances = allowances;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var channel : channels.all()) {
            gauge(
                    registry,
                    "recado.channel.parked",
                    "1 while the channel is closed until people act",
                    channel.id(),
                    id -> parks.all().stream()
                                    .anyMatch(parked -> parked.channel().equals(id))
                            ? 1
                            : 0);
            gauge(
                    registry,
                    "recado.channel.breaker",
                    "This node's circuit breaker: 0 closed, 0.5 half open, 1 open",
                    channel.id(),
                    id -> opened(breakers.state(id)));
            gauge(
                    registry,
                    "recado.channel.held",
                    "What the standing holds back: 0 nothing, 1 marketing, 2 all but answers",
                    channel.id(),
                    id -> allowances
                            .hold(id)
                            .map(hold -> hold.extent().ordinal() + 1)
                            .orElse(0));
        }
    }

    private static double opened(Breaker breaker) {
        return switch (breaker) {
            case CLOSED -> 0;
            case HALF_OPEN -> 0.5;
            case OPEN -> 1;
        };
    }

    private static void gauge(
            MeterRegistry registry, String name, String says, ChannelId channel, ToDoubleFunction<ChannelId> value) {
        Gauge.builder(name, channel, value)
                .description(says)
                .tag("channel", channel.value())
                .strongReference(true)
                .register(registry);
    }
}
