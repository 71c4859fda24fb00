package io.recado.source;

import io.recado.agenda.AppointmentId;

/**
 * What the hub asks an outside system to do. Each names the state of the appointment that it speaks of, so that a change made there
 * meanwhile is a conflict and not an overwrite.
 */
public sealed interface Command {

    AppointmentId appointment();

    record Confirm(AppointmentId appointment) implements Command {}

    record Cancel(AppointmentId appointment, String reason) implements Command {}

    record Move(AppointmentId appointment, java.time.Instant start) implements Command {}
}
