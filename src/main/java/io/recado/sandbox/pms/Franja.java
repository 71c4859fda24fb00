package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.DayOfWeek;
import java.time.LocalTime;

/**
 * Some hours of a day of the week, by the clinic's wall clock.
 *
 * @param dia 1 Monday … 7 Sunday
 * @param hasta not included; after {@code desde}
 */
record Franja(
        int dia,
        @JsonFormat(pattern = "HH:mm") LocalTime desde,
        @JsonFormat(pattern = "HH:mm") LocalTime hasta) {

    Franja {
        if (dia < DayOfWeek.MONDAY.getValue() || dia > DayOfWeek.SUNDAY.getValue()) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "dia: se esperaba de 1 (lunes) a 7 (domingo), vino " + dia);
        }
        if (desde == null || hasta == null || !hasta.isAfter(desde)) {
            throw new Problema(
                    Codigo.PARAMETRO_INVALIDO,
                    "Una franja va de desde a hasta, como 09:00 y 14:00; vino %s y %s".formatted(desde, hasta));
        }
    }
}
