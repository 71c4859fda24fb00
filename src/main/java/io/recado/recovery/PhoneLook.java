package io.recado.recovery;

import io.recado.agenda.Appointment;
import io.recado.agenda.Patient;
import io.recado.configuration.ClinicScope;
import io.recado.contact.PhoneCheck;
import java.util.List;

/**
 * What to know before a number is corrected.
 *
 * @param check what became of the number as it was typed
 * @param familiar whether its range is in use in its country, as far as is known; one that is not may still be a new one
 * @param sharingOld who else has the number that failed: perhaps theirs is to be corrected too
 * @param sharingNew who has the new number already
 */
public record PhoneLook(PhoneCheck check, boolean familiar, List<Sharing> sharingOld, List<Sharing> sharingNew) {

    /**
     * Somebody with a number.
     *
     * @param open what is still to come for them, in the order of start
     */
    public record Sharing(Patient patient, List<Appointment> open) {}

    /** Nothing to know about a number that cannot be used. */
    static PhoneLook unusable(PhoneCheck.Unusable check, List<Sharing> sharingOld) {
        return new PhoneLook(check, false, sharingOld, List.of());
    }

    /** As somebody may see it who works for these clinics: whom they do not know of by an appointment to come stays unnamed. */
    public PhoneLook within(ClinicScope scope) {
        return new PhoneLook(check, familiar, within(sharingOld, scope), within(sharingNew, scope));
    }

    private static List<Sharing> within(List<Sharing> sharing, ClinicScope scope) {
        return sharing.stream()
                .map(one -> new Sharing(
                        one.patient(),
                        one.open().stream()
                                .filter(appointment -> scope.sees(appointment.clinic()))
                                .toList()))
                .filter(one -> scope.all() || !one.open().isEmpty())
                .toList();
    }

    /** Whether somebody else has the new number. */
    public boolean shared() {
        return !sharingNew.isEmpty();
    }

    /** No person in logs. */
    @Override
    public String toString() {
        return "PhoneLook[%d, %d]".formatted(sharingOld.size(), sharingNew.size());
    }
}
