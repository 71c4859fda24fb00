package io.recado.agenda;

/**
 * What changed in the mirror. Published as a Spring event inside the transaction that changed it, so that a listener's work is done with
 * the change or not at all. {@code before} and {@code after} are the whole appointment.
 */
public sealed interface AgendaEvent {

    Appointment after();

    /** New in the mirror and still to come to pass, or taken back after it was cancelled, missed or gone. */
    record AppointmentBooked(Appointment after) implements AgendaEvent {}

    record AppointmentMoved(Appointment before, Appointment after) implements AgendaEvent {}

    record AppointmentConfirmed(Appointment before, Appointment after) implements AgendaEvent {}

    /** Cancelled, deleted at the source, or gone from two complete reads of its window in a row. */
    record AppointmentCancelled(Appointment before, Appointment after) implements AgendaEvent {}

    record AppointmentMissed(Appointment before, Appointment after) implements AgendaEvent {}

    record AppointmentCompleted(Appointment before, Appointment after) implements AgendaEvent {}

    /**
     * Anything else: a room, a name, a phone; or a status of {@code UNKNOWN}, which an appointment also takes when one complete read of its
     * window did not have it.
     */
    record AppointmentChanged(Appointment before, Appointment after) implements AgendaEvent {}
}
