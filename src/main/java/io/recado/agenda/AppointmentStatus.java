package io.recado.agenda;

/** Where an appointment stands. {@code UNKNOWN} is a source's word that nobody has mapped: it suppresses messages and is never guessed. */
public enum AppointmentStatus {
    PENDING,
    CONFIRMED,
    ARRIVED,
    COMPLETED,
    CANCELLED,
    MISSED,
    UNKNOWN;

    /** Whether the patient is still expected. */
    public boolean open() {
        return this == PENDING || this == CONFIRMED;
    }
}
