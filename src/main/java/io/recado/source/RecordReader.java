package io.recado.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.agenda.AgendaRecord;
import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.AgendaRecord.RemovedRecord;
import io.recado.agenda.Appointment;
import io.recado.agenda.Appointment.Professional;
import io.recado.agenda.AppointmentStatus;
import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.source.Reading.Sound;
import io.recado.source.Reading.Unsound;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the records of one source's pages: checks each against the schema of its type, and puts our clinics in place of the source's. */
final class RecordReader {

    private final String source;
    private final Map<String, String> clinicIds;
    private final Clinics clinics;
    private final Schemas schemas;

    /** @param clinicIds the source's clinic ids and ours */
    RecordReader(String source, Map<String, String> clinicIds, Clinics clinics, Schemas schemas) {
        this.source = source;
        this.clinicIds = Map.copyOf(clinicIds);
        this.clinics = clinics;
        this.schemas = schemas;
    }

    Reading read(JsonNode json) {
        var type = json.path("type").asText("");
        var id = json.path("externalId").isValueNode() ? json.path("externalId").asText("") : "";
        boolean named = !id.isBlank() && !json.path("externalId").isNull() && id.length() <= 200;
        var name =
                named ? clean(id) : "#" + UUID.nameUUIDFromBytes(json.toString().getBytes(StandardCharsets.UTF_8));
        if (!schemas.types().contains(type)) {
            return new Unsound(
                    type.isBlank() ? "none" : clean(type),
                    name,
                    named,
                    RejectionReason.UNSUPPORTED_TYPE,
                    "known types are " + schemas.types());
        }
        var complaint = schemas.complaint(type, json);
        if (complaint.isPresent()) {
            return new Unsound(type, name, named, RejectionReason.MALFORMED, complaint.get());
        }
        var clinic = clinic(json);
        if (clinic == null && !json.path("deleted").asBoolean()) {
            return new Unsound(
                    type,
                    name,
                    named,
                    RejectionReason.UNKNOWN_CLINIC,
                    "clinic '%s' is not in recado.sources[%s].clinics, which has %s"
                            .formatted(clean(json.path("clinic").asText()), source, clinicIds.keySet()));
        }
        try {
            return new Sound(type, record(type, json, clinic));
        } catch (DateTimeException | IllegalArgumentException e) {
            return new Unsound(
                    type, name, named, RejectionReason.MALFORMED, "a date, a time or a length is impossible");
        }
    }

    /** Null for an id that nobody connected. A patient of no clinic in particular belongs to the source's first. */
    private @Nullable Clinic clinic(JsonNode json) {
        var theirs = json.path("clinic");
        if (theirs.isMissingNode() || theirs.isNull()) {
            return clinics.get(new ClinicId(clinicIds.values().iterator().next()));
        }
        var ours = clinicIds.get(theirs.asText());
        return ours == null ? null : clinics.get(new ClinicId(ours));
    }

    private static AgendaRecord record(String type, JsonNode json, @Nullable Clinic clinic) {
        var id = json.path("externalId").asText();
        if (json.path("deleted").asBoolean() || clinic == null) {
            return new RemovedRecord(id, text(json, "version"));
        }
        return switch (type) {
            case "appointment" -> appointment(id, json, clinic);
            case "patient" -> patient(json, clinic.id());
            default ->
                throw new IllegalArgumentException("There is a schema for '%s' and nobody to take it".formatted(type));
        };
    }

    private static AppointmentRecord appointment(String id, JsonNode json, Clinic clinic) {
        var zone = text(json, "zone") == null
                ? clinic.zone()
                : ZoneId.of(json.path("zone").asText());
        var start = LocalTime.read(json.path("start").asText(), zone);
        var end = text(json, "end");
        var patient = json.path("patient");
        return new AppointmentRecord(
                id,
                clinic.id(),
                start.instant(),
                end == null
                        ? Duration.ofMinutes(json.path("minutes").asLong())
                        : Duration.between(
                                start.instant(), LocalTime.read(end, zone).instant()),
                AppointmentStatus.valueOf(json.path("status").asText().toUpperCase(Locale.ROOT)),
                text(json, "version"),
                instant(json, "changedAt", zone),
                instant(json, "bookedAt", zone),
                start.doubtful(),
                patient.path("externalId").asText(),
                describes(patient) ? patient(patient, clinic.id()) : null,
                professional(json.path("professional")),
                services(json.path("services")),
                text(json, "room"));
    }

    /** An id alone, or with nothing but nulls beside it, names a patient and describes none. */
    private static boolean describes(JsonNode patient) {
        return patient.hasNonNull("firstName") || patient.hasNonNull("lastName") || patient.hasNonNull("phone");
    }

    private static PatientRecord patient(JsonNode json, ClinicId clinic) {
        var consent = json.path("consent");
        var birthDate = text(json, "birthDate");
        return new PatientRecord(
                json.path("externalId").asText(),
                clinic,
                json.path("firstName").asText("").strip(),
                json.path("lastName").asText("").strip(),
                text(json, "phone"),
                text(json, "email"),
                birthDate == null ? null : LocalDate.parse(birthDate),
                text(json, "language"),
                consent.hasNonNull("service") ? consent.path("service").asBoolean() : null,
                consent.hasNonNull("marketing") ? consent.path("marketing").asBoolean() : null);
    }

    private static @Nullable Professional professional(JsonNode json) {
        return json.hasNonNull("name")
                ? new Professional(
                        json.path("externalId").asText(), json.path("name").asText())
                : null;
    }

    private static List<Appointment.Service> services(JsonNode json) {
        var services = new ArrayList<Appointment.Service>();
        json.forEach(service -> services.add(new Appointment.Service(
                service.path("externalId").asText(), service.path("name").asText(""))));
        return services;
    }

    private static @Nullable Instant instant(JsonNode json, String field, ZoneId zone) {
        var text = text(json, field);
        return text == null ? null : LocalTime.read(text, zone).instant();
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.hasNonNull(field) ? json.path(field).asText() : null;
    }

    /** PostgreSQL stores no NUL, not even to say that it was there. */
    static String clean(String text) {
        return text.replace('\u0000', '\ufffd');
    }
}
