package io.recado.source;

import io.recado.agenda.AppointmentId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to an outside system, as its people see it. Times are UTC.
 *
 * @param appointment what it is about; null when it is about a patient
 * @param patient the hub's number of whom it is about; null when it is about an appointment
 * @param clinic whose business it is; null when nobody wrote it down
 * @param externalId the source's id of what it is about
 * @param kind {@code confirm}, {@code cancel}, {@code move} or {@code set-phone}
 * @param error what the source said last; null when it never objected
 * @param cursor passes the next page on from here
 */
public record WriteBackReport(
        UUID id,
        SourceId source,
        @Nullable AppointmentId appointment,
        @Nullable Long patient,
        @Nullable ClinicId clinic,
        String externalId,
        String kind,
        WriteBackState state,
        int attempts,
        Instant orderedAt,
        Instant changedAt,
        @Nullable String error,
        long cursor) {}
