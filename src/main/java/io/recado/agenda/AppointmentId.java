package io.recado.agenda;

/** The hub's own number of an appointment; it stays when the appointment moves or changes at its source. */
public record AppointmentId(long value) {

    /** As a message's subject names it, such as {@code appointment:4711}. */
    public String subject() {
        return "appointment:" + value;
    }

    /** The inverse of {@link #subject()}. */
    public static AppointmentId ofSubject(String subject) {
        if (!subject.startsWith("appointment:")) {
            throw new IllegalArgumentException("Expected a subject such as appointment:4711, found " + subject);
        }
        return new AppointmentId(Long.parseLong(subject.substring("appointment:".length())));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
