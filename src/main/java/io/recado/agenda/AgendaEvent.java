package io.recado.agenda;

/**
 * What changed in the mirror. Published as a Spring event inside the transaction that changed it, so that a listener's work is done with
 * the change or not at all. {@code before} and {@code after} are the whole appointment.
 */
public sealed interface AgendaEvent {

    Appointment after();

    record AppointmentBooked(Appointment after) implements AgendaEvent {}

    record AppointmentMoved(Appointment before, Appointment after) implements AgendaEvent {}

    record AppointmentConfirmed(Appointment before, Appointment after) implements AgendaEvent {}

    /** Cancelled, deleted at the source, or gone from a complete read of its window. */
    record AppointmentCancelled(Appointment before, Appointment after) implements AgendaEvent {}

    record AppointmentMissed(Appointment before, Appointment after) implements AgendaEvent {}

    record AppointmentCompleted(Appointment before, Appointment after) implements AgendaEvent {}

    /** Anything else: a room, a note, a name, a phone. */
    record AppointmentChanged(Appointment before, Appointment after) implements AgendaEvent {}
}
