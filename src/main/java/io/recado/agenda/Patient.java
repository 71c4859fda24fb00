package io.recado.agenda;

import io.recado.contact.PhoneCheck;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person as one source knows them.
 *
 * @param id the hub's own number
 * @param phone what became of the number that the source has
 * @param language BCP 47 tag such as {@code es} or {@code pt-BR}; null when the source does not say
 * @param serviceConsent whether messages about appointments are welcome; null when the source does not say
 * @param marketingConsent whether anything else is; null when the source does not say, which counts as no
 */
public record Patient(
        long id,
        String externalId,
        String firstName,
        String lastName,
        PhoneCheck phone,
        @Nullable String email,
        @Nullable LocalDate birthDate,
        @Nullable String language,
        @Nullable Boolean serviceConsent,
        @Nullable Boolean marketingConsent) {

    /** The id only: this goes to logs, the person does not. */
    @Override
    public String toString() {
        return "Patient[" + id + "]";
    }
}
