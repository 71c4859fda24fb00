package io.recado.outbox;

import io.recado.channel.Standing;
import io.recado.configuration.ChannelId;
import org.jspecify.annotations.Nullable;

/**
 * Whether messages leave through a channel now, and if not, why.
 *
 * @param parked null while its account is in order
 * @param breaker this node's: the one that sends through the channel knows
 * @param hold what its standing holds back; null for nothing
 * @param reached people written to first within 24 h through its account; 0 while nobody limits them
 */
public record ChannelState(
        ChannelId channel,
        @Nullable ParkedChannel parked,
        Breaker breaker,
        @Nullable ChannelHold hold,
        Standing standing,
        int reached) {

    /** A channel's circuit breaker. */
    public enum Breaker {
        /** Messages pass. */
        CLOSED,
        /** Nothing is tried. */
        OPEN,
        /** A few messages try whether it works again. */
        HALF_OPEN
    }

    public boolean sound() {
        return parked == null && breaker == Breaker.CLOSED && hold == null;
    }
}
