package io.recado.outbox.queue;

import io.recado.configuration.ChannelId;
import io.recado.outbox.MessageId;
import io.recado.outbox.Priority;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A ledger id on its way to a queue.
 *
 * @param delay how long the broker holds it back; null for not at all
 */
public record Parcel(
        ChannelId channel,
        MessageId id,
        Priority priority,
        @Nullable Duration delay) {

    public Parcel heldBack(Duration wait) {
        return new Parcel(channel, id, priority, wait);
    }
}
