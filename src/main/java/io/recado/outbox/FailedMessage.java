package io.recado.outbox;

import io.recado.channel.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that will not arrive unless somebody does something about it.
 *
 * @param number of this failure; a message that is sent again may fail again
 * @param failedAt UTC
 * @param handled what became of this failure; null while it waits for somebody
 */
public record FailedMessage(
        long number,
        Instant failedAt,
        Message message,
        Failure failure,
        @Nullable Handled handled) {

    /**
     * How a failure was closed.
     *
     * @param at UTC
     * @param by an account's or a token's name; null when the hub closed it by itself
     */
    public record Handled(
            Handling.Way way, Instant at, @Nullable String by) {}
}
