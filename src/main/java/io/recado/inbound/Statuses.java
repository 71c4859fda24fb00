package io.recado.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.channel.Channels;
import io.recado.channel.Failure;
import io.recado.configuration.ChannelId;
import io.recado.outbox.MessageId;
import io.recado.outbox.Status;
import io.recado.outbox.StatusUpdate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the Cloud API reports about a message that the hub sent. */
final class Statuses {

    private final Channels channels;

    Statuses(Channels channels) {
        this.channels = channels;
    }

    /** Empty for words that say nothing new about a message, such as {@code deleted}, and for those that WhatsApp may invent. */
    Optional<StatusUpdate> update(JsonNode status, ChannelId channel, String wamid, String word, Instant at) {
        return meaning(word)
                .map(meaning -> new StatusUpdate(
                        channel,
                        echoed(status),
                        wamid,
                        meaning,
                        at,
                        meaning == Status.FAILED ? failure(status.path("errors").path(0)) : null));
    }

    private Failure failure(JsonNode error) {
        return channels.reported(
                error.path("code").asInt(),
                CloudPayload.text(error.path("title")),
                CloudPayload.text(error.path("error_data").path("details")));
    }

    private static Optional<Status> meaning(String word) {
        return switch (word) {
            case "sent" -> Optional.of(Status.SENT);
            case "delivered" -> Optional.of(Status.DELIVERED);
            // a voice note that was played was read before
            case "read", "played" -> Optional.of(Status.READ);
            case "failed" -> Optional.of(Status.FAILED);
            default -> Optional.empty();
        };
    }

    /** The ledger's id, which travelled with the message; other programs on the same number may have put something else there. */
    private static @Nullable MessageId echoed(JsonNode status) {
        var echo = CloudPayload.text(status.path("biz_opaque_callback_data"));
        try {
            return echo == null ? null : MessageId.of(echo);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }
}
