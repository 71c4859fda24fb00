package io.recado.outbox;

import io.recado.channel.Failure;
import io.recado.configuration.ChannelId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a channel reports about a message after accepting it.
 *
 * @param message the ledger id that the report echoes; null when it echoes none
 * @param wamid the channel's own id of the message
 * @param status {@link Status#SENT}, {@link Status#DELIVERED}, {@link Status#READ} or {@link Status#FAILED}
 * @param at when it happened, by the channel's clock (UTC)
 * @param failure why it failed, by {@link io.recado.channel.Channels#reported}; null unless it failed
 */
public record StatusUpdate(
        ChannelId channel,
        @Nullable MessageId message,
        String wamid,
        Status status,
        Instant at,
        @Nullable Failure failure) {

    public StatusUpdate {
        if ((status == Status.FAILED) != (failure != null)) {
            throw new IllegalArgumentException("A report has a failure exactly when its status is failed: " + wamid);
        }
        if (!status.reported()) {
            throw new IllegalArgumentException(
                    "A channel reports sent, delivered, read or failed, not " + status.code());
        }
    }
}
