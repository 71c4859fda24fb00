package io.recado.template;

import static java.util.stream.Collectors.joining;

import io.recado.agenda.Appointment;
import io.recado.agenda.Appointment.Service;
import io.recado.clinic.Clinic;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An appointment at a clinic, as the source of every token. */
public record Occasion(Appointment appointment, Clinic clinic) {

    /** WhatsApp refuses line breaks, tabs and four spaces in a row; zero-width characters alone look like nothing at all. */
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    private static final Pattern INVISIBLE = Pattern.compile("[\\u200B\\u2060\\uFEFF]");

    /** What a token says here, in one line and never empty. */
    String text(Token token, Wording wording) {
        var at = appointment.start().atZone(clinic.zone());
        var patient = appointment.patient();
        return switch (token) {
            case WEEKDAY -> wording.weekday(at);
            case DATE -> wording.date(at);
            case DAY -> wording.day(at);
            case HOUR -> wording.hour(at);
            case APPOINTMENT_ID ->
                oneLine(appointment.externalId(), appointment.id().toString());
            case SYSTEM -> appointment.source().value();
            case CLINIC_NAME -> clinicName();
            case CLIENT_NAME -> oneLine(patient.firstName() + " " + patient.lastName(), wording.client());
            case FIRST_NAME -> oneLine(patient.firstName(), wording.somebody());
            case CLINIC_PHONE -> oneLine(clinic.phone(), clinicName());
            case CLINICADRESS -> oneLine(clinic.address(), clinicName());
            case SERVICES -> oneLine(services(), wording.services());
            case PROFESSIONAL -> oneLine(professional(), wording.professional());
        };
    }

    private String clinicName() {
        return oneLine(clinic.name(), clinic.id().value());
    }

    private @Nullable String professional() {
        var professional = appointment.professional();
        return professional == null ? null : professional.name();
    }

    private String services() {
        return appointment.services().stream()
                .map(Service::name)
                .map(name -> oneLine(name, ""))
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(joining(", "));
    }

    static String oneLine(@Nullable String text, String otherwise) {
        if (text == null) {
            return otherwise;
        }
        var clean = BLANK.matcher(INVISIBLE.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
        return clean.isEmpty() ? otherwise : clean;
    }
}
