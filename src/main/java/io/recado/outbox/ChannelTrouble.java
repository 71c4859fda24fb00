package io.recado.outbox;

import io.recado.configuration.ChannelId;
import java.time.Instant;

/**
 * Something began or stopped keeping a channel's messages from leaving. Published as a Spring event by the node that noticed; nothing
 * personal is in it.
 *
 * @param over whether it has ended
 * @param detail WhatsApp's code, a reason's code, or a state
 * @param at UTC
 */
public record ChannelTrouble(ChannelId channel, Kind kind, boolean over, String detail, Instant at) {

    public enum Kind {
        /** Its account is at fault: people have to act. */
        PARKED,
        /** It fails or does not answer: its circuit breaker keeps messages back for a moment. */
        OUT_OF_ORDER,
        /** Its standing with WhatsApp holds some kinds of messages. */
        HELD
    }
}
