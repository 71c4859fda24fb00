package io.recado.outbox.gate;

import io.recado.configuration.ChannelId;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pair limit of each channel. */
public final class PairLimits {

    private final Map<ChannelId, PairLimit> byChannel = new ConcurrentHashMap<>();

    /** The present instant if a message may leave for this person, else when it may be asked again. */
    public Instant next(ChannelId channel, String person, Instant now) {
        return of(channel).next(person, now);
    }

    public void refused(ChannelId channel, String person, Instant now) {
        of(channel).refused(person, now);
    }

    private PairLimit of(ChannelId channel) {
        return byChannel.computeIfAbsent(channel, unknown -> new PairLimit());
    }
}
