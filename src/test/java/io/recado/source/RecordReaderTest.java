package io.recado.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.AgendaRecord.RemovedRecord;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentStatus;
import io.recado.clinic.TestClinics;
import io.recado.configuration.ClinicId;
import io.recado.source.Reading.Sound;
import io.recado.source.Reading.Unsound;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The example of the design. */
    private static final String SOUND = """
            {"type":"appointment","externalId":"A-88121","clinic":"1","start":"2026-11-24T10:30:00+01:00","minutes":45,
             "status":"pending","changedAt":"2026-11-20T09:12:00Z","deleted":false,
             "patient":{"externalId":"P-17","firstName":"Ana","lastName":"Muñoz","phone":"600 111 222","email":null,
                        "birthDate":"1988-03-02","language":"es","consent":{"service":true,"marketing":false}},
             "professional":{"externalId":"D-3","name":"Dra. Ruiz"},
             "services":[{"externalId":"S-9","name":"Limpieza dental","minutes":45}],"room":"Cabina 2","note":null}
            """;

    private final RecordReader reader = new RecordReader(
            "pms", Map.of("1", "centro", "7", "sala-norte"), TestClinics.demo(), Schemas.in(RecordFolder.SCHEMAS));

    private Reading read(Consumer<ObjectNode> change) throws JsonProcessingException {
        var record = (ObjectNode) JSON.readTree(SOUND);
        change.accept(record);
        return reader.read(record);
    }

    private AppointmentRecord appointment(Consumer<ObjectNode> change) throws JsonProcessingException {
        var reading = read(change);
        assertThat(reading).isInstanceOf(Sound.class);
        return (AppointmentRecord) ((Sound) reading).record();
    }

    private static ObjectNode patient(ObjectNode record) {
        return (ObjectNode) record.path("patient");
    }

    @Test
    void readsTheExampleOfTheDesign() throws JsonProcessingException {
        assertThat(appointment(record -> {}))
                .isEqualTo(new AppointmentRecord(
                        "A-88121",
                        new ClinicId("centro"),
                        Instant.parse("2026-11-24T09:30:00Z"),
                        Duration.ofMinutes(45),
                        AppointmentStatus.PENDING,
                        null,
                        Instant.parse("2026-11-20T09:12:00Z"),
                        null,
                        false,
                        "P-17",
                        new PatientRecord(
                                "P-17",
                                new ClinicId("centro"),
                                "Ana",
                                "Muñoz",
                                "600 111 222",
                                null,
                                LocalDate.parse("1988-03-02"),
                                "es",
                                true,
                                false),
                        new Appointment.Professional("D-3", "Dra. Ruiz"),
                        List.of(new Appointment.Service("S-9", "Limpieza dental")),
                        "Cabina 2"));
    }

    @Test
    void takesAnEndInPlaceOfMinutes() throws JsonProcessingException {
        assertThat(appointment(record ->
                                record.put("end", "2026-11-24T11:00:00+01:00").putNull("minutes"))
                        .length())
                .isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void readsALocalTimeInTheRecordsZoneOrElseTheClinics() throws JsonProcessingException {
        assertThat(appointment(record -> record.put("start", "2026-11-24T10:30:00"))
                        .start())
                .isEqualTo("2026-11-24T09:30:00Z");
        assertThat(appointment(record ->
                                record.put("start", "2026-11-24T10:30:00").put("zone", "America/Bogota"))
                        .start())
                .isEqualTo("2026-11-24T15:30:00Z");
        assertThat(appointment(record ->
                                record.put("start", "2026-11-24T10:30:00").put("clinic", 7))
                        .start())
                .isEqualTo("2026-11-24T15:30:00Z");
        assertThat(appointment(record -> record.put("start", "2027-03-28T02:30:00"))
                        .doubtfulTime())
                .isTrue();
    }

    @Test
    void aDeletedOneNeedsNothingButItsId() {
        var reading = reader.read(JSON.createObjectNode()
                .put("type", "appointment")
                .put("externalId", "A-1")
                .put("deleted", true));

        assertThat(reading).isEqualTo(new Sound("appointment", new RemovedRecord("A-1", null)));
    }

    @Test
    void aPatientWithAnIdAloneIsOnlyNamed() throws JsonProcessingException {
        assertThat(appointment(record -> record.putObject("patient")
                                .put("externalId", 17)
                                .putNull("phone"))
                        .patient())
                .isNull();
    }

    @Test
    void whatNobodySaidAboutConsentStaysUnsaid() throws JsonProcessingException {
        assertThat(appointment(record -> patient(record).putNull("consent")).patient())
                .isNotNull()
                .extracting(PatientRecord::serviceConsent, PatientRecord::marketingConsent)
                .containsExactly(null, null);
    }

    @ParameterizedTest(name = "{0} = {1} breaks {2}")
    @CsvSource(delimiter = '|', textBlock = """
            start     | "mañana"                    | $.start: pattern
            start     | 1764000000                  | $.start: type
            status    | "pendiente"                 | $.status: enum
            minutes   | 0                           | $.minutes: minimum
            minutes   | null                        | $.minutes: type
            externalId| ""                          | $.externalId: minLength; $.externalId: pattern
            externalId| "a\\u0000b"                 | $.externalId: pattern
            room      | "a\\u0000b"                 | $.room: pattern
            patient   | {}                          | $.patient.externalId: required
            patient   | null                        | $.patient: type
            services  | [{"externalId": 1}]         | $.services[0].name: required
            """)
    void namesThePlaceAndTheRuleThatARecordBreaks(String field, String value, String detail)
            throws JsonProcessingException {
        var json = JSON.readTree(value);

        var reading = read(record -> record.set(field, json));

        assertThat(reading).isInstanceOfSatisfying(Unsound.class, unsound -> {
            assertThat(unsound.reason()).isEqualTo(RejectionReason.MALFORMED);
            assertThat(unsound.detail()).contains(detail);
        });
    }

    @Test
    void aDateThatIsNoneIsMalformedAndNotACrash() throws JsonProcessingException {
        assertThat(read(record -> patient(record).put("birthDate", "2026-02-30")))
                .isInstanceOfSatisfying(
                        Unsound.class, unsound -> assertThat(unsound.reason()).isEqualTo(RejectionReason.MALFORMED));
        assertThat(read(record -> record.put("start", "2026-13-45T10:30:00Z"))).isInstanceOf(Unsound.class);
        assertThat(read(record -> record.put("end", "2026-11-24T09:00:00+01:00").remove("minutes")))
                .as("ends before it starts")
                .isInstanceOf(Unsound.class);
    }

    @Test
    void noValueOfAPersonReachesTheDetail() throws JsonProcessingException {
        var reading = read(record -> {
            patient(record).put("birthDate", "Ana nació en mayo").put("language", "Ana habla gallego");
            record.put("start", "cuando Ana pueda");
        });

        assertThat(reading).isInstanceOfSatisfying(Unsound.class, unsound -> assertThat(unsound.detail())
                .doesNotContain("Ana"));
    }

    @Test
    void whatHasNoIdIsToldApartByWhatItSays() throws JsonProcessingException {
        var one = (Unsound) read(record -> record.remove("externalId"));
        var same = (Unsound) read(record -> record.remove("externalId"));
        var other = (Unsound) read(record -> record.put("room", "Cabina 9").remove("externalId"));

        assertThat(one.named()).isFalse();
        assertThat(one.externalId()).isEqualTo(same.externalId()).isNotEqualTo(other.externalId());
    }

    @Test
    void saysWhichTypesThereAre() throws JsonProcessingException {
        assertThat(read(record -> record.put("type", "gap"))).isInstanceOfSatisfying(Unsound.class, unsound -> {
            assertThat(unsound.reason()).isEqualTo(RejectionReason.UNSUPPORTED_TYPE);
            assertThat(unsound.detail()).contains("appointment").contains("patient");
        });
        assertThat(reader.read(JSON.createArrayNode())).isInstanceOf(Unsound.class);
        assertThat(reader.read(JSON.nullNode())).isInstanceOf(Unsound.class);
    }
}
