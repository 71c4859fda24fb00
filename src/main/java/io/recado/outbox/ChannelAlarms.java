package io.recado.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.recado.configuration.ChannelId;
import io.recado.outbox.ChannelTrouble.Kind;
import io.recado.outbox.gate.Alarm;
import java.time.Clock;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Says when a channel gets into trouble and out of it: to the log, to the meters, and to whoever listens in the hub. */
@Component
class ChannelAlarms implements Alarm {

    private static final Logger log = LoggerFactory.getLogger(ChannelAlarms.class);

    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;
    private final Clock clock;

    ChannelAlarms(ApplicationEventPublisher events, MeterRegistry meters, Clock clock) {
        this.events = events;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void ring(ChannelId channel, Kind kind, boolean over, String detail) {
        if (over) {
            log.info("Channel {} sends again: {} is over ({})", channel, kind, detail);
        } else {
            log.warn("Channel {}: {} because of {}. {}", channel, kind, detail, advice(kind, channel));
            meters.counter(
                            "recado.channel.troubles",
                            "channel",
                            channel.value(),
                            "kind",
                            kind.name().toLowerCase(Locale.ROOT))
                    .increment();
        }
        events.publishEvent(new ChannelTrouble(channel, kind, over, detail, clock.instant()));
    }

    private static String advice(Kind kind, ChannelId channel) {
        return switch (kind) {
            case PARKED ->
                "Its messages wait; mend the account, then POST /api/v1/channels/%s/resume".formatted(channel);
            case OUT_OF_ORDER -> "Its messages wait until it answers again";
            case HELD -> "What it must not send waits; answers to patients leave as before";
        };
    }
}
