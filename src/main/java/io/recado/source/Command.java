package io.recado.source;

import io.recado.agenda.AppointmentId;
import java.time.Instant;

/**
 * What the hub asks an outside system to do. {@link WriteBacks} adds the state of the appointment that it speaks of, so that a change made
 * there meanwhile is a conflict and not an overwrite.
 */
public sealed interface Command {

    AppointmentId appointment();

    /** The patient will come. */
    record Confirm(AppointmentId appointment) implements Command {}

    /**
     * The patient will not come.
     *
     * @param reason for the source's own books, such as {@code patient}; never free text of a person
     */
    record Cancel(AppointmentId appointment, String reason) implements Command {}

    /**
     * The patient comes at another time.
     *
     * @param start the new start (UTC)
     */
    record Move(AppointmentId appointment, Instant start) implements Command {}

    /** The command's name on the way to a kamelet. */
    default String kind() {
        return switch (this) {
            case Confirm confirm -> "confirm";
            case Cancel cancel -> "cancel";
            case Move move -> "move";
        };
    }
}
