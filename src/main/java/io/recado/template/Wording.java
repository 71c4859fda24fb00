package io.recado.template;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How one language writes days, and what it says where the agenda says nothing: WhatsApp refuses an empty parameter, and nobody wants
 * to read a dash.
 *
 * @param somebody after a greeting, instead of a first name
 */
record Wording(
        Locale language,
        String weekday,
        String date,
        String day,
        String somebody,
        String client,
        String professional,
        String services) {

    private static final Wording SPANISH = new Wording(
            Locale.forLanguageTag("es"),
            "EEEE",
            "d 'de' MMMM",
            "EEEE, d 'de' MMMM",
            "qué tal",
            "cliente",
            "nuestro equipo",
            "la cita acordada");

    private static final Wording PORTUGUESE = new Wording(
            Locale.forLanguageTag("pt-BR"),
            "EEEE",
            "d 'de' MMMM",
            "EEEE, d 'de' MMMM",
            "tudo bem",
            "cliente",
            "nossa equipe",
            "o horário combinado");

    private static final Wording ENGLISH = new Wording(
            Locale.ENGLISH, "EEEE", "d MMMM", "EEEE, d MMMM", "there", "client", "our team", "the agreed appointment");

    /** The wording of a language; Spanish where the hub does not speak it. */
    static Wording of(Locale language) {
        return switch (language.getLanguage()) {
            case "en" -> ENGLISH;
            case "pt" -> PORTUGUESE;
            default -> SPANISH;
        };
    }

    String weekday(ZonedDateTime at) {
        return format(weekday, at);
    }

    String date(ZonedDateTime at) {
        return format(date, at);
    }

    String day(ZonedDateTime at) {
        return format(day, at);
    }

    String hour(ZonedDateTime at) {
        return format("HH:mm", at);
    }

    private String format(String pattern, ZonedDateTime at) {
        return DateTimeFormatter.ofPattern(pattern, language).format(at);
    }
}
