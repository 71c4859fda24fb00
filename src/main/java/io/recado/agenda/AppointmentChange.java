package io.recado.agenda;

import java.time.Instant;

/**
 * One line of an appointment's history.
 *
 * @param at when the mirror changed (UTC)
 * @param kind name of the event, such as {@code AppointmentMoved}
 * @param before times, status and ids as JSON; {@code null} as text for the first line
 * @param after likewise
 */
public record AppointmentChange(Instant at, String kind, String before, String after) {}
