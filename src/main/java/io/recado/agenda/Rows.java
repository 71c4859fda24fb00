package io.recado.agenda;

import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumbers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as rows of the mirror, with a fingerprint that changes whenever the source says something else. */
final class Rows {

    private Rows() {}

    /** A person is compared apart from the appointments: one changed name must not look like twenty changed appointments. */
    static String fingerprint(AppointmentRecord appointment) {
        return hash(List.of(
                appointment.externalId(),
                appointment.clinic(),
                appointment.start(),
                appointment.length(),
                appointment.status(),
                String.valueOf(appointment.version()),
                appointment.doubtfulTime(),
                appointment.patientId(),
                String.valueOf(appointment.professional()),
                appointment.services(),
                String.valueOf(appointment.room())));
    }

    static String fingerprint(PatientRecord patient) {
        return hash(List.of(
                patient.externalId(),
                patient.firstName(),
                patient.lastName(),
                String.valueOf(patient.phone()),
                String.valueOf(patient.email()),
                String.valueOf(patient.birthDate()),
                String.valueOf(patient.language()),
                String.valueOf(patient.serviceConsent()),
                String.valueOf(patient.marketingConsent())));
    }

    static Map<String, @Nullable Object> row(AppointmentRecord appointment) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        var booked = appointment.bookedAt() != null ? appointment.bookedAt() : appointment.changedAt();
        row.put("external_id", appointment.externalId());
        row.put("clinic", appointment.clinic().value());
        row.put("starts_at", appointment.start().toString());
        row.put("minutes", appointment.length().toMinutes());
        row.put("time_doubtful", appointment.doubtfulTime());
        row.put("status", appointment.status().name());
        row.put("source_version", appointment.version());
        row.put("source_changed_at", text(appointment.changedAt()));
        row.put("patient", appointment.patientId());
        var professional = appointment.professional();
        row.put("professional_id", professional == null ? null : professional.externalId());
        row.put("professional_name", professional == null ? null : professional.name());
        row.put("services", appointment.services());
        row.put("room", appointment.room());
        row.put("fingerprint", fingerprint(appointment));
        row.put("first_seen_at", text(booked));
        return row;
    }

    /** @param country ISO 3166 code; the prefix of a number without one */
    static Map<String, @Nullable Object> row(PatientRecord patient, String country) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        var phone = PhoneNumbers.check(patient.phone(), country);
        row.put("external_id", patient.externalId());
        row.put("first_name", patient.firstName());
        row.put("last_name", patient.lastName());
        row.put("country", country);
        row.put("phone_raw", patient.phone());
        row.put(
                "phone",
                phone instanceof PhoneCheck.Usable usable ? usable.number().e164() : null);
        row.put(
                "phone_problem",
                phone instanceof PhoneCheck.Unusable unusable
                        ? unusable.problem().name()
                        : null);
        row.put("email", patient.email());
        row.put("birth_date", text(patient.birthDate()));
        row.put("language", patient.language());
        row.put("service_consent", patient.serviceConsent());
        row.put("marketing_consent", patient.marketingConsent());
        row.put("fingerprint", fingerprint(patient));
        return row;
    }

    static Map<String, @Nullable Object> change(AgendaEvent event, @Nullable Appointment before) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("appointment", event.after().id().value());
        row.put("kind", event.getClass().getSimpleName());
        row.put("before", before == null ? null : facts(before));
        row.put("after", facts(event.after()));
        return row;
    }

    /** What a history may keep for years: times, status and ids, no person. */
    private static Map<String, @Nullable Object> facts(Appointment appointment) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("start", appointment.start().toString());
        facts.put("minutes", appointment.length().toMinutes());
        facts.put("status", appointment.status().name());
        facts.put("clinic", appointment.clinic().value());
        facts.put("patient", appointment.patient().id());
        facts.put("version", appointment.sourceVersion());
        return facts;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** Lists and records write themselves with brackets and commas, which keeps neighbouring fields apart. */
    private static String hash(List<Object> fields) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var field : fields) {
                digest.update(field.toString().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
