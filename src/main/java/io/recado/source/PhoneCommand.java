package io.recado.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.agenda.CorrectedPhone;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import io.recado.contact.PhoneNumbers;
import java.util.UUID;

/**
 * What the hub asks an outside system to do about a patient's number. It says which number the system had, so that a number that was
 * changed there meanwhile is a conflict and not overwritten.
 *
 * @param patient the hub's number of the patient
 * @param clinic whose business it is
 * @param phone the right number
 * @param of what the source calls the patient, and the number that it had
 */
public record PhoneCommand(long patient, ClinicId clinic, PhoneNumber phone, CorrectedPhone of) {

    static final String KIND = "set-phone";

    /**
     * As its kamelet gets it. The number comes twice, whole and in the two parts that some systems keep apart.
     *
     * <pre>{"id", "kind", "externalId", "phone", "countryCode", "nationalNumber", "before"}</pre>
     */
    String text(ObjectMapper json, UUID id) {
        var parts = PhoneNumbers.parts(phone);
        return json.createObjectNode()
                .put("id", id.toString())
                .put("kind", KIND)
                .put("externalId", of.externalId())
                .put("phone", phone.e164())
                .put("countryCode", parts.countryCode())
                .put("nationalNumber", parts.nationalNumber())
                .put("before", of.atSource())
                .toString();
    }

    /** The ids only: a phone is in no log. */
    @Override
    public String toString() {
        return "PhoneCommand[%d, %s]".formatted(patient, clinic);
    }
}
