package io.recado.inbound;

import io.recado.configuration.ChannelId;
import java.time.Instant;

/**
 * Somebody told WhatsApp to stop, or to resume, the business's marketing: its webhook {@code user_preferences}. Published as a Spring event
 * inside the transaction that keeps the webhook.
 *
 * @param waId the person's digits as WhatsApp knows them
 * @param stop whether it is to stop
 * @param at when the person said so (UTC)
 */
public record MarketingWish(ChannelId channel, String waId, boolean stop, Instant at) {

    /** Nothing of who it was: this goes to logs. */
    @Override
    public String toString() {
        return "MarketingWish[%s, %s, %s]".formatted(channel, stop ? "stop" : "resume", at);
    }
}
