package io.recado.console.search;

import io.recado.configuration.ClinicScope;
import io.recado.console.search.Finds.AppointmentFind;
import io.recado.console.search.Finds.MessageFind;
import io.recado.console.search.Finds.PatientFind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the tables of agenda and ledger, each question by an index. Whoever sees some clinics finds patients who have, or had, an
 * appointment at one of them, and nothing of the other clinics about those.
 */
@Component
class Finder {

    /** What a scope lets through; the first part decides without looking when it is all. */
    private static final String SEEN = """
             and (:clinics::text[] is null or exists (select 1 from appointment a where a.patient = p.id and a.clinic = any(:clinics)))
            """;

    static final String BY_NAME = "words_of(p.first_name || ' ' || p.last_name) @@ :words::tsquery";

    static final String PATIENTS = """
            with found as materialized (select p.id, p.first_name, p.last_name, p.phone from patient p where %s limit :limit)
            select f.*, a.starts_at, a.clinic
              from found f
              left join lateral (
                  select starts_at, clinic from appointment a
                   where a.patient = f.id and (:clinics::text[] is null or a.clinic = any(:clinics))
                   order by a.starts_at < :now, abs(extract(epoch from a.starts_at - :now)) limit 1) a on true
             order by f.last_name, f.first_name, f.id
            """;

    private static final String APPOINTMENTS = """
            select a.id, a.external_id, a.starts_at, a.status, a.clinic, p.first_name, p.last_name
              from appointment a join patient p on p.id = a.patient
             where (:clinics::text[] is null or a.clinic = any(:clinics)) and %s
            """;

    private static final String MESSAGES = """
            select m.id, m.rule, m.to_phone, m.clinic, d.status, d.planned_at
              from message m join delivery d using (id)
             where (:clinics::text[] is null or m.clinic = any(:clinics)) and %s
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Finder(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param callingCodes what a number without a prefix may begin with
     * @param messages whether the viewer may see messages
     * @param limit of each kind
     */
    Finds find(Question question, ClinicScope scope, Set<Integer> callingCodes, boolean messages, int limit) {
        var patients = patients(question, scope, callingCodes, limit);
        var appointments = new ArrayList<AppointmentFind>(byNumber(question, scope, limit));
        appointments.addAll(comingOf(patients, scope, limit - appointments.size()));
        return new Finds(
                patients,
                appointments.stream().distinct().toList(),
                messages ? messages(question, scope, appointments, limit) : List.of());
    }

    private List<PatientFind> patients(Question question, ClinicScope scope, Set<Integer> callingCodes, int limit) {
        if (question.asksForNames()) {
            return patients(BY_NAME, "words", question.nameQuery(), scope, limit);
        }
        if (question.digits().isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<PatientFind>();
        for (var start : question.phoneStarts(callingCodes)) {
            found.addAll(patients("p.phone like :start", "start", start, scope, limit));
        }
        if (question.digits().length() > 3 && found.size() < limit) {
            found.addAll(patients("reverse(p.phone) like :end", "end", question.phoneEnd(), scope, limit));
        }
        return found.stream().distinct().limit(limit).toList();
    }

    private List<PatientFind> patients(String condition, String name, String value, ClinicScope scope, int limit) {
        return jdbc.sql(PATIENTS.formatted(condition + (scope.all() ? "" : SEEN)))
                .param(name, value)
                .param("clinics", scope.names())
                .param("limit", limit)
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .query((row, number) -> {
                    var next = row.getObject("starts_at", OffsetDateTime.class);
                    return new PatientFind(
                            row.getLong("id"),
                            name(row),
                            row.getString("phone"),
                            next == null ? null : next.toInstant(),
                            row.getString("clinic"));
                })
                .list();
    }

    /** By the source's number of it. */
    private List<AppointmentFind> byNumber(Question question, ClinicScope scope, int limit) {
        if (question.text().length() < 2 || question.text().contains(" ")) {
            return List.of();
        }
        return appointments(
                "a.external_id like :number order by a.external_id limit :limit",
                "number",
                question.text().replaceAll("([\\\\%_])", "\\\\$1") + "%",
                scope,
                limit);
    }

    private List<AppointmentFind> comingOf(List<PatientFind> patients, ClinicScope scope, int limit) {
        if (patients.isEmpty() || limit <= 0) {
            return List.of();
        }
        return appointments(
                "a.patient = any(:patients) order by a.starts_at < :now, abs(extract(epoch from a.starts_at - :now)) limit :limit",
                "patients",
                patients.stream().map(PatientFind::id).toArray(Long[]::new),
                scope,
                limit);
    }

    private List<AppointmentFind> appointments(
            String condition, String name, Object value, ClinicScope scope, int limit) {
        return jdbc.sql(APPOINTMENTS.formatted(condition))
                .param(name, value)
                .param("clinics", scope.names())
                .param("limit", limit)
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .query((row, number) -> new AppointmentFind(
                        row.getLong("id"),
                        row.getString("external_id"),
                        name(row),
                        instant(row, "starts_at"),
                        row.getString("status"),
                        row.getString("clinic")))
                .list();
    }

    /** By the ledger's number, by WhatsApp's, or about what was found. */
    private List<MessageFind> messages(
            Question question, ClinicScope scope, List<AppointmentFind> appointments, int limit) {
        var id = question.messageId().orElse(null);
        if (id != null) {
            return messages("m.id = :id", "id", id.value(), scope);
        }
        if (question.text().startsWith("wamid.")) {
            return messages("d.wamid = :wamid", "wamid", question.text(), scope);
        }
        if (appointments.isEmpty()) {
            return List.of();
        }
        var subjects =
                appointments.stream().map(one -> "appointment:" + one.id()).toArray(String[]::new);
        return messages("m.subject = any(:subjects) order by m.id desc limit " + limit, "subjects", subjects, scope);
    }

    private List<MessageFind> messages(String condition, String name, Object value, ClinicScope scope) {
        return jdbc.sql(MESSAGES.formatted(condition))
                .param(name, value)
                .param("clinics", scope.names())
                .query((row, number) -> new MessageFind(
                        row.getString("id"),
                        row.getString("rule"),
                        row.getString("to_phone"),
                        row.getString("status"),
                        instant(row, "planned_at"),
                        row.getString("clinic")))
                .list();
    }

    private static String name(ResultSet row) throws SQLException {
        return (row.getString("first_name") + " " + row.getString("last_name")).strip();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
