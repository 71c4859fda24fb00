package io.recado.console.web;

import io.recado.console.frame.Badges.Badge;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A day as the page shows it, every word ready.
 *
 * @param date in each clinic's own calendar
 * @param today whether it is today where the first clinic is
 * @param counters how many appointments are at each stage, before the filter by stage
 * @param total how many there are, before the filter by stage
 * @param hidden how many the page leaves out because there are too many
 * @param professionals whom one may choose among
 */
record DayView(
        LocalDate date,
        String label,
        boolean today,
        List<Counter> counters,
        int total,
        int hidden,
        List<Professional> professionals,
        List<ClinicDay> clinics) {

    /** @param zone what clock the clinic has, when the clinics of the page differ in it; else null */
    record ClinicDay(String id, String name, @Nullable String zone, List<Line> lines) {}

    record Counter(String code, String tone, String icon, int count) {}

    /** @param key names a professional of a clinic */
    record Professional(String key, String name) {}

    /**
     * An appointment and what was said about it.
     *
     * @param phone null when there is none to dial; then {@code phoneProblem} says why
     */
    record Line(
            long id,
            String hour,
            String end,
            String patient,
            @Nullable String phone,
            @Nullable String phoneProblem,
            @Nullable String professional,
            String services,
            Badge status,
            boolean over,
            List<Said> said) {

        /** Names a person: not for logs. */
        @Override
        public String toString() {
            return "Line[" + id + "]";
        }
    }

    /**
     * Something that was said or asked, or why nothing was.
     *
     * @param steps what became of it with times, such as «entregado 18:02»
     * @param why a sentence where the state alone does not say it; else null
     * @param message its number in the ledger; null for a decision to say nothing
     * @param archived whether it has gone to the archive
     */
    record Said(
            String what,
            Badge state,
            List<String> steps,
            @Nullable String why,
            @Nullable String message,
            boolean archived) {}
}
