package io.recado.outbox.gate;

import io.recado.configuration.ChannelId;
import io.recado.outbox.ChannelTrouble.Kind;

/** Tells people and machines that a channel got into trouble, or out of it. */
@FunctionalInterface
public interface Alarm {

    /** @param detail a code; nothing personal */
    void ring(ChannelId channel, Kind kind, boolean over, String detail);
}
