package io.recado.agenda;

import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An appointment as the mirror holds it.
 *
 * @param start UTC
 * @param sourceVersion what the source calls this state of it; sent back with commands, so that a change made meanwhile is a conflict
 * @param firstSeen when the hub first heard of it (UTC): the nearest thing to when it was booked
 * @param changed when the mirror last changed (UTC)
 */
public record Appointment(
        AppointmentId id,
        SourceId source,
        String externalId,
        ClinicId clinic,
        Instant start,
        Duration length,
        AppointmentStatus status,
        @Nullable String sourceVersion,
        Patient patient,
        @Nullable Professional professional,
        List<Service> services,
        @Nullable String room,
        Instant firstSeen,
        Instant changed) {

    public record Professional(String externalId, String name) {}

    public record Service(String externalId, String name) {}

    /** Ids, time and status only: no person in logs. */
    @Override
    public String toString() {
        return "Appointment[%s, %s, %s]".formatted(id, start, status);
    }
}
