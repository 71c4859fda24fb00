package io.recado.outbox;

import io.recado.channel.Failure;
import io.recado.configuration.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One try of a message that has ended. Instants are UTC.
 *
 * @param number 1 for the first
 * @param channel null for tries of old, when it was not written down
 * @param failure what went wrong, at once or later; null when nothing did
 * @param failedAt when the channel reported a failure after having accepted the message; null otherwise
 */
public record PastAttempt(
        int number,
        @Nullable ChannelId channel,
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        @Nullable String wamid,
        @Nullable Failure failure,
        @Nullable Instant failedAt) {

    /** What was known when it ended. */
    public enum Outcome {
        ACCEPTED,
        REFUSED,
        /** The channel was not reached. */
        NOT_SENT,
        /** The answer was lost. */
        UNKNOWN;

        /** As the ledger, REST and the panels' texts name it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How long the channel took. */
    public Duration duration() {
        return Duration.between(startedAt, endedAt);
    }
}
