package io.recado.inbound;

import io.recado.configuration.ChannelId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a patient said, the same shape for every channel. Published as a Spring event once per message, inside the transaction that
 * remembers it as seen.
 *
 * @param wamid the channel's id of it
 * @param waId the sender's digits as WhatsApp knows them; null for a sender without a visible number
 * @param userId the sender's business-scoped id; null where the channel has none
 * @param at when the patient sent it (UTC)
 * @param replyTo the channel's id of the message it answers; null when it answers none
 */
public record InboundMessage(
        ChannelId channel,
        String wamid,
        @Nullable String waId,
        @Nullable String userId,
        Instant at,
        @Nullable String replyTo,
        Said said) {

    /**
     * What logs call it: a few digits of a hash, because WhatsApp's own id has the sender's number in it.
     */
    public String reference() {
        return UUID.nameUUIDFromBytes(wamid.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /** Nothing of what was said or of who said it: this goes to logs. */
    @Override
    public String toString() {
        return "InboundMessage[%s, %s, %s]".formatted(channel, reference(), at);
    }

    /** What was said. */
    public sealed interface Said {

        record Text(String body) implements Said {}

        /** A tapped button: the payload is ours, the title is what the patient saw. */
        record Tap(String payload, String title) implements Said {}

        /** Anything else, by WhatsApp's type name: an image, a voice note, a place. */
        record Other(String type) implements Said {}
    }
}
