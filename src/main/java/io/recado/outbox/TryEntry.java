package io.recado.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try of a message that has ended. Instants are UTC.
 *
 * @param outcome {@code accepted}, {@code refused}, {@code not_sent} (the channel was not reached) or {@code unknown} (its answer was lost)
 * @param code the channel's, or 0; null when it had nothing to object
 */
public record TryEntry(
        int number,
        Instant startedAt,
        Instant endedAt,
        String outcome,
        @Nullable Integer code,
        @Nullable String title,
        @Nullable String details,
        @Nullable String trace) {}
