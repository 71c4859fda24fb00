package io.recado.recovery;

import io.recado.agenda.Appointment;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.FailedMessage;
import org.jspecify.annotations.Nullable;

/**
 * A failed message and what it was about.
 *
 * @param appointment with its patient, as they are now; null when the message was about something else, or the mirror has lost it
 */
public record FailedCase(FailedMessage failed, @Nullable Appointment appointment) {

    /** The number that a new try goes to: the patient's present one, where the message is about a patient that has one. */
    public PhoneNumber nextTo() {
        return appointment != null && appointment.patient().phone() instanceof PhoneCheck.Usable(var number)
                ? number
                : failed.message().to();
    }

    /** Whether the patient's number is another one by now than the one that failed. */
    public boolean phoneChanged() {
        return !nextTo().equals(failed.message().to());
    }
}
