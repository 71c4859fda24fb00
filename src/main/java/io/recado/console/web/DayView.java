package io.recado.console.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clinic's day as the page shows it, every word ready.
 *
 * @param which {@code today}, {@code tomorrow} or the date itself
 * @param next cursor of the appointments that follow; null when these are all
 */
record DayView(
        String clinic,
        String clinicName,
        LocalDate date,
        String which,
        String label,
        List<Line> lines,
        @Nullable String next) {

    /**
     * An appointment and what was said about it.
     *
     * @param status the appointment's, as a code for colours
     */
    record Line(
            long id,
            String hour,
            String patient,
            String phone,
            String what,
            String status,
            String statusText,
            List<Said> said) {

        /** Names a person: not for logs. */
        @Override
        public String toString() {
            return "Line[" + id + "]";
        }
    }

    /**
     * Something that was said, or why nothing was.
     *
     * @param tone {@code good}, {@code bad}, {@code busy} or {@code calm}
     */
    record Said(String tone, String text) {}
}
