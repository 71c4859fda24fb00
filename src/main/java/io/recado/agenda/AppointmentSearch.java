package io.recado.agenda;

import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which appointments to list, in the order of their start. Null means "any".
 *
 * @param clinics whose appointments
 * @param from first start, inclusive (UTC)
 * @param to last start, exclusive (UTC)
 * @param patient the hub's number of a patient
 * @param cursor where the previous page ended; null for the first
 * @param limit 1 to 1,000 per page
 */
public record AppointmentSearch(
        ClinicScope clinics,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable AppointmentStatus status,
        @Nullable Long patient,
        @Nullable String cursor,
        int limit) {

    public AppointmentSearch {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("A page holds 1 to 1000 appointments, asked for " + limit);
        }
    }

    /** Everything that starts in a span of time, in pages of 500. */
    public static AppointmentSearch starting(Instant from, Instant to) {
        return new AppointmentSearch(ClinicScope.everywhere(), from, to, null, null, null, 500);
    }

    public AppointmentSearch at(ClinicId clinic) {
        return new AppointmentSearch(clinics.narrowedTo(clinic), from, to, status, patient, cursor, limit);
    }

    public AppointmentSearch after(@Nullable String cursor) {
        return new AppointmentSearch(clinics, from, to, status, patient, cursor, limit);
    }
}
