package io.recado.recovery;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that the broker gave up on. What it says is shown to nobody: it may be personal.
 *
 * @param queue where it lay before; empty when the broker does not say, and then it cannot be tried again
 * @param arrivedAt when the hub took it (UTC)
 * @param bytes how long it is
 * @param handledAt UTC; null while it waits
 * @param handledBy an account's or token's name; null while it waits
 * @param reason why it was discarded; null unless it was
 */
public record DeadLetter(
        long id,
        String queue,
        Instant arrivedAt,
        int bytes,
        State state,
        @Nullable Instant handledAt,
        @Nullable String handledBy,
        @Nullable String reason) {

    /** Where it stands. */
    public enum State {
        WAITING,
        /** Somebody had it put into its queue again. */
        RETRIED,
        /** Nobody needs it. */
        DISCARDED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
