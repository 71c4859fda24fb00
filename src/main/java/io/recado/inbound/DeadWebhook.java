package io.recado.inbound;

import io.recado.configuration.ChannelId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that was kept but not, or not wholly, understood.
 *
 * @param receivedAt UTC
 * @param state {@code partial}: the rest of it was taken; {@code rejected}: nothing was; {@code read}: everything, meanwhile;
 *     {@code discarded}: nobody wants it
 * @param reason what was wrong with it, without anything a patient wrote; null when it was read after all
 * @param kept whether its bytes are still there; without them it cannot be read again
 * @param actions what people did about it, oldest first
 */
public record DeadWebhook(
        long id,
        ChannelId channel,
        Instant receivedAt,
        String state,
        @Nullable String reason,
        boolean kept,
        List<Action> actions) {

    DeadWebhook with(List<Action> done) {
        return new DeadWebhook(id, channel, receivedAt, state, reason, kept, done);
    }

    /**
     * @param action {@code retry} or {@code discard}
     * @param outcome the webhook's state afterwards
     * @param reason why it was discarded, or what was still wrong; null when it was read
     */
    public record Action(
            Instant at,
            String by,
            String action,
            String outcome,
            @Nullable String reason) {}
}
