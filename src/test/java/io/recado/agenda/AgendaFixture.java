package io.recado.agenda;

import static com.fasterxml.jackson.databind.json.JsonMapper.builder;

import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.clinic.TestClinics;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.platform.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A mirror on a real database, whose clock the test sets and whose events it keeps. For tests of every module. */
public final class AgendaFixture {

    public static final SourceId PMS = new SourceId("pms");
    public static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    public static final Instant TUESDAY_MORNING = Instant.parse("2026-11-24T09:30:00Z");

    public final DataSource database = TestDatabase.fresh();
    public final JdbcClient jdbc = JdbcClient.create(database);
    public final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    public final List<AgendaEvent> events = new CopyOnWriteArrayList<>();
    public final List<Consumer<AgendaEvent>> listeners = new ArrayList<>();
    public final Agenda agenda;
    private Instant now = NOW;

    public AgendaFixture() {
        this.agenda = new Agenda(
                jdbc,
                builder().addModule(new JavaTimeModule()).build(),
                TestClinics.demo(),
                publisher(),
                transactions,
                clock());
    }

    public Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    public void nowIs(Instant instant) {
        now = instant;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    private ApplicationEventPublisher publisher() {
        return event -> {
            if (event instanceof AgendaEvent change) {
                listeners.forEach(listener -> listener.accept(change));
                events.add(change);
            }
        };
    }

    /** What was told since the last time somebody asked. */
    public List<AgendaEvent> told() {
        var told = List.copyOf(events);
        events.clear();
        return told;
    }

    /** Of the source {@link #PMS}, read back by its own id. */
    public Appointment stored(String externalId) {
        var id = jdbc.sql("select id from appointment where source = 'pms' and external_id = ?")
                .param(externalId)
                .query(Long.class)
                .single();
        return agenda.find(new AppointmentId(id)).orElseThrow();
    }

    public Appointment book(AppointmentRecord record) {
        agenda.mirror(PMS, List.of(record));
        events.clear();
        return stored(record.externalId());
    }

    public static AppointmentBuilder anAppointment(String externalId) {
        return new AppointmentBuilder(externalId);
    }

    public static PatientRecord aPatient(String externalId) {
        return aPatient(externalId, "600 00 00 17");
    }

    public static PatientRecord aPatient(String externalId, @Nullable String phone) {
        return new PatientRecord(
                externalId, new ClinicId("centro"), "Ana", "Muñoz", phone, null, null, "es", true, false);
    }

    /** An appointment of Ana Muñoz on a Tuesday morning, unless a test says otherwise. */
    public static final class AppointmentBuilder {

        private final String externalId;
        private Instant start = TUESDAY_MORNING;
        private AppointmentStatus status = AppointmentStatus.PENDING;
        private String version = "1";
        private String clinic = "centro";
        private @Nullable String room = "Cabina 2";
        private @Nullable Instant booked;
        private PatientRecord patient = aPatient("P-17");
        private boolean describesPatient = true;

        private AppointmentBuilder(String externalId) {
            this.externalId = externalId;
        }

        public AppointmentBuilder at(Instant start) {
            this.start = start;
            return this;
        }

        public AppointmentBuilder in(String clinic) {
            this.clinic = clinic;
            return this;
        }

        public AppointmentBuilder with(AppointmentStatus status) {
            this.status = status;
            return this;
        }

        public AppointmentBuilder version(int version) {
            this.version = String.valueOf(version);
            return this;
        }

        public AppointmentBuilder room(@Nullable String room) {
            this.room = room;
            return this;
        }

        public AppointmentBuilder bookedAt(Instant booked) {
            this.booked = booked;
            return this;
        }

        public AppointmentBuilder of(PatientRecord patient) {
            this.patient = patient;
            return this;
        }

        public AppointmentBuilder ofPatientNamedOnly(String patient) {
            this.patient = aPatient(patient);
            this.describesPatient = false;
            return this;
        }

        public AppointmentRecord build() {
            return new AppointmentRecord(
                    externalId,
                    new ClinicId(clinic),
                    start,
                    Duration.ofMinutes(45),
                    status,
                    version,
                    null,
                    booked,
                    false,
                    patient.externalId(),
                    describesPatient ? patient : null,
                    new Appointment.Professional("D-3", "Dra. Ruiz"),
                    List.of(new Appointment.Service("S-9", "Limpieza dental")),
                    room);
        }
    }
}
