package io.recado.outbox;

import io.recado.configuration.ClinicId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages to list; a null asks for all.
 *
 * @param since planned at or after this instant (UTC)
 */
public record MessageQuery(
        @Nullable Status status,
        @Nullable ClinicId clinic,
        @Nullable String subject,
        @Nullable Instant since) {

    /** The messages about one subject, such as {@code appointment:4711}. */
    public static MessageQuery about(String subject) {
        return new MessageQuery(null, null, subject, null);
    }
}
