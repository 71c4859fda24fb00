package io.recado.console.web;

import io.recado.agenda.Appointment;
import io.recado.console.web.Days.Case;
import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which order «Hoy» shows a clinic's appointments; those that are alike in it come by the hour. */
enum DayOrder {
    TIME,
    PATIENT,
    PROFESSIONAL,
    STAGE;

    /** Any that nobody knows is by the hour. */
    static DayOrder of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(order -> order.code().equals(code))
                .findFirst()
                .orElse(TIME);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param language by whose alphabet names are ordered */
    Comparator<Case> comparator(Locale language) {
        var letters = Collator.getInstance(language);
        Comparator<Case> hour = Comparator.comparing(one -> one.appointment().start());
        return switch (this) {
            case TIME -> hour;
            case PATIENT ->
                Comparator.<Case, String>comparing(one -> DayLines.name(one.appointment()), letters)
                        .thenComparing(hour);
            case PROFESSIONAL ->
                Comparator.<Case, String>comparing(one -> professional(one.appointment()), letters)
                        .thenComparing(hour);
            case STAGE -> Comparator.<Case, Stage>comparing(Case::stage).thenComparing(hour);
        };
    }

    private static String professional(Appointment appointment) {
        var who = appointment.professional();
        return who == null ? "" : who.name();
    }
}
