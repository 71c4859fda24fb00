package io.recado.source;

import io.recado.agenda.AppointmentId;
import io.recado.configuration.SourceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to an outside system, as its people see it. Times are UTC.
 *
 * @param kind {@code confirm}, {@code cancel} or {@code move}
 * @param error what the source said last; null when it never objected
 * @param cursor passes the next page on from here
 */
public record WriteBackReport(
        UUID id,
        SourceId source,
        AppointmentId appointment,
        String externalId,
        String kind,
        WriteBackState state,
        int attempts,
        Instant orderedAt,
        Instant changedAt,
        @Nullable String error,
        long cursor) {}
