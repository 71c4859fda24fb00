package io.recado.outbox;

import io.recado.configuration.ClinicScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages to list; a null asks for all.
 *
 * @param clinics whose messages
 * @param since planned at or after this instant (UTC)
 */
public record MessageQuery(
        @Nullable Status status,
        ClinicScope clinics,
        @Nullable String subject,
        @Nullable Instant since) {

    /** The messages about one subject, such as {@code appointment:4711}. */
    public static MessageQuery about(String subject) {
        return new MessageQuery(null, ClinicScope.everywhere(), subject, null);
    }
}
