package io.recado.agenda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import io.recado.platform.PageCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads appointments, each with its patient, from the tables of the mirror. */
final class Appointments {

    private static final String SELECT = """
            select a.id, a.source, a.external_id, a.clinic, a.starts_at, a.minutes, a.status, a.source_version, a.professional_id,
                   a.professional_name, a.services, a.room, a.first_seen_at, a.changed_at,
                   p.id as patient_id, p.external_id as patient_external_id, p.first_name, p.last_name, p.phone, p.phone_problem,
                   p.email, p.birth_date, p.language, p.service_consent, p.marketing_consent
              from appointment a
              join patient p on p.id = a.patient
            """;
    private static final TypeReference<List<Appointment.Service>> SERVICES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Appointments(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Those of the ids that exist, in the order of their start. */
    List<Appointment> byId(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SELECT + " where a.id = any(:ids) order by a.starts_at, a.id")
                .param("ids", ids.toArray(Long[]::new))
                .query(this::appointment)
                .list();
    }

    /** From one instant (inclusive) to another (exclusive). */
    List<Appointment> at(ClinicId clinic, Instant from, Instant to) {
        return jdbc.sql(
                        SELECT
                                + " where a.clinic = :clinic and a.starts_at >= :from and a.starts_at < :to order by a.starts_at, a.id")
                .param("clinic", clinic.value())
                .param("from", utc(from))
                .param("to", utc(to))
                .query(this::appointment)
                .list();
    }

    /** The conditions are added as needed, so that each combination finds its index. */
    AppointmentPage search(AppointmentSearch search) {
        var where = new StringBuilder(" where true");
        var cursor = search.cursor() == null ? null : PageCursor.parse(search.cursor());
        var clinics = search.clinics().names();
        // one clinic by equality, so that the page is read in the order of its index
        add(
                where,
                clinics,
                search.clinics().ids().size() == 1 ? " and a.clinic = :clinics" : " and a.clinic = any(:clinics)");
        add(where, search.from(), " and a.starts_at >= :from");
        add(where, search.to(), " and a.starts_at < :to");
        add(where, search.status(), " and a.status = :status");
        add(where, search.patient(), " and a.patient = :patient");
        add(where, cursor, " and (a.starts_at, a.id) > (:lastStart, :lastId)");
        var query = jdbc.sql(SELECT + where + " order by a.starts_at, a.id limit :limit")
                .param("limit", search.limit() + 1);
        if (clinics != null) {
            query = query.param("clinics", clinics.length == 1 ? clinics[0] : clinics);
        }
        if (search.from() != null) {
            query = query.param("from", utc(search.from()));
        }
        if (search.to() != null) {
            query = query.param("to", utc(search.to()));
        }
        if (search.status() != null) {
            query = query.param("status", search.status().name());
        }
        if (search.patient() != null) {
            query = query.param("patient", search.patient());
        }
        if (cursor != null) {
            query = query.param("lastStart", utc(cursor.at())).param("lastId", cursor.id());
        }
        return page(query.query(this::appointment).list(), search.limit());
    }

    /** One more than the limit was read: whether it came says whether there is a next page. */
    private static AppointmentPage page(List<Appointment> found, int limit) {
        if (found.size() <= limit) {
            return new AppointmentPage(found, null);
        }
        var items = found.subList(0, limit);
        var last = items.getLast();
        return new AppointmentPage(items, new PageCursor(last.start(), last.id().value()).toString());
    }

    private static void add(StringBuilder where, @Nullable Object value, String condition) {
        if (value != null) {
            where.append(condition);
        }
    }

    List<String> ofPeople(String name) {
        var words = Stream.of(name.strip().split("\\s+"))
                .map(word -> "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .toArray(String[]::new);
        return jdbc.sql("""
                        select a.id from patient p join appointment a on a.patient = p.id
                         where p.first_name || ' ' || p.last_name ilike all(:words)
                         order by a.starts_at desc limit 1000
                        """)
                .param("words", words)
                .query((row, number) -> new AppointmentId(row.getLong("id")).subject())
                .list();
    }

    List<Patient> peopleWith(PhoneNumber phone) {
        return jdbc.sql("""
                        select id as patient_id, external_id as patient_external_id, first_name, last_name, phone, phone_problem, email,
                               birth_date, language, service_consent, marketing_consent
                          from patient where phone = :phone order by first_name, last_name, id limit 50
                        """)
                .param("phone", phone.e164())
                .query((row, number) -> patient(row))
                .list();
    }

    List<Appointment> openOf(Collection<Long> patients, Instant from) {
        return jdbc.sql(SELECT + """
                         where a.patient = any(:patients) and a.starts_at >= :from and a.status in ('PENDING', 'CONFIRMED')
                         order by a.starts_at, a.id limit 200
                        """)
                .param("patients", patients.toArray(Long[]::new))
                .param("from", utc(from))
                .query(this::appointment)
                .list();
    }

    List<String> ofPerson(long patient) {
        return jdbc.sql("select id from appointment where patient = :patient order by starts_at desc limit 1000")
                .param("patient", patient)
                .query((row, number) -> new AppointmentId(row.getLong("id")).subject())
                .list();
    }

    /** The source's ids of all that the source should still know between two instants. */
    Set<String> expected(SourceId source, Instant from, Instant to) {
        return jdbc.sql("""
                        select external_id from appointment
                         where source = :source and starts_at >= :from and starts_at < :to
                           and status in ('PENDING', 'CONFIRMED', 'UNKNOWN')
                        """)
                .param("source", source.value())
                .param("from", utc(from))
                .param("to", utc(to))
                .query(String.class)
                .set();
    }

    /** Upcoming ones of some clinics whose time the source wrote so that it may be another; in the order of their start. */
    List<Appointment> doubtful(SourceId source, Collection<ClinicId> clinics, Instant from, int limit) {
        return jdbc.sql(SELECT + """
                         where a.time_doubtful and a.source = :source and a.clinic = any(:clinics) and a.starts_at >= :from
                         order by a.starts_at, a.id limit :limit
                        """)
                .param("source", source.value())
                .param("clinics", clinics.stream().map(ClinicId::value).toArray(String[]::new))
                .param("from", utc(from))
                .param("limit", limit)
                .query(this::appointment)
                .list();
    }

    List<AppointmentChange> history(AppointmentId id) {
        return jdbc.sql("""
                        select at, kind, coalesce(before::text, 'null') as before, after::text as after
                          from appointment_change where appointment = :id order by id
                        """)
                .param("id", id.value())
                .query((row, number) -> new AppointmentChange(
                        instant(row, "at"), row.getString("kind"), row.getString("before"), row.getString("after")))
                .list();
    }

    private Appointment appointment(ResultSet row, int number) throws SQLException {
        var professional = row.getString("professional_id");
        return new Appointment(
                new AppointmentId(row.getLong("id")),
                new SourceId(row.getString("source")),
                row.getString("external_id"),
                new ClinicId(row.getString("clinic")),
                instant(row, "starts_at"),
                Duration.ofMinutes(row.getInt("minutes")),
                AppointmentStatus.valueOf(row.getString("status")),
                row.getString("source_version"),
                patient(row),
                professional == null
                        ? null
                        : new Appointment.Professional(professional, row.getString("professional_name")),
                services(row.getString("services")),
                row.getString("room"),
                instant(row, "first_seen_at"),
                instant(row, "changed_at"));
    }

    private static Patient patient(ResultSet row) throws SQLException {
        var phone = row.getString("phone");
        return new Patient(
                row.getLong("patient_id"),
                row.getString("patient_external_id"),
                row.getString("first_name"),
                row.getString("last_name"),
                phone == null
                        ? new PhoneCheck.Unusable(PhoneCheck.Problem.valueOf(row.getString("phone_problem")))
                        : new PhoneCheck.Usable(new PhoneNumber(phone)),
                row.getString("email"),
                row.getObject("birth_date", LocalDate.class),
                row.getString("language"),
                row.getObject("service_consent", Boolean.class),
                row.getObject("marketing_consent", Boolean.class));
    }

    private List<Appointment.Service> services(String text) {
        try {
            return json.readValue(text, SERVICES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The column appointment.services holds a list of {externalId, name}", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The driver knows no Instant. */
    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
