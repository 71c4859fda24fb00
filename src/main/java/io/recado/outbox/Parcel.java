package io.recado.outbox;

import io.recado.configuration.ChannelId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A ledger id on its way to a queue.
 *
 * @param delay how long the broker holds it back; null for not at all
 */
record Parcel(
        ChannelId channel,
        MessageId id,
        Priority priority,
        @Nullable Duration delay) {

    Parcel heldBack(Duration wait) {
        return new Parcel(channel, id, priority, wait);
    }
}
