package io.recado.sandbox.demo;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of the demonstration.
 *
 * @param typed the phone as somebody typed it; null when there is none
 * @param code the dialling code as somebody typed it, in the CRM; null when empty
 * @param reminders yes, no, or null where nobody asked; likewise advertising
 * @param whatsApp E.164; null when no phone of the sandbox belongs to the person
 */
record Person(
        long id,
        Place place,
        String firstName,
        String surname,
        @Nullable String typed,
        @Nullable String code,
        LocalDate born,
        String language,
        @Nullable Boolean reminders,
        @Nullable Boolean advertising,
        @Nullable String whatsApp) {

    enum Place {
        MADRID("ES", 1),
        BUENOS_AIRES("AR", 2),
        BOGOTA("CO", 3);

        private final String country;
        private final int number;

        Place(String country, int number) {
            this.country = country;
            this.number = number;
        }

        String country() {
            return country;
        }

        int number() {
            return number;
        }
    }

    /** The id only: no person in logs, not even an invented one. */
    @Override
    public String toString() {
        return "Person[%s %d]".formatted(place, id);
    }
}
