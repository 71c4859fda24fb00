package io.recado.console.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who did or looked at what, when, and from where. An entry is part of the caller's transaction: what was taken back was not done. The
 * database refuses to change or delete entries.
 *
 * <p>A look that is repeated within minutes, as a page does that renews itself, is one look.
 *
 * <p>Entries name things by their ids and hold nothing personal besides the account's name: no patients' names, phones or texts.
 */
@Component
public class AuditLog {

    /** Pages renew themselves: whoever keeps looking looks once. */
    private static final Duration ONE_LOOK = Duration.ofMinutes(5);

    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** For what belongs to no clinic. */
    public void record(Viewer who, Action action, String subject) {
        record(who, action, null, subject, Map.of());
    }

    public void record(Viewer who, Action action, @Nullable ClinicId clinic, String subject) {
        record(who, action, clinic, subject, Map.of());
    }

    /**
     * @param clinic whose business it was; null for what belongs to none
     * @param subject what it was done to, such as {@code appointment:4711} or {@code user:ana}
     * @param details what changed, by ids and codes, such as {@code role → receptionist}
     */
    public void record(
            Viewer who, Action action, @Nullable ClinicId clinic, String subject, Map<String, String> details) {
        record(who.name(), who.kind().name(), who.address(), action, clinic, subject, details);
    }

    /** For somebody at the door, who is nobody's viewer yet or no more. */
    void recordAtTheDoor(String name, @Nullable String address, Action action) {
        record(name, Viewer.Kind.PERSON.name(), address, action, null, "user:" + name, Map.of());
    }

    /**
     * Which entries to read, latest first. A null asks for all.
     *
     * @param clinics whose entries; what belongs to no clinic is for those who see all
     * @param from inclusive
     * @param to exclusive
     * @param before the id of the last entry of the page before
     */
    public record Query(
            ClinicScope clinics,
            @Nullable String who,
            @Nullable Action action,
            @Nullable ClinicId clinic,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before) {}

    /**
     * What somebody did.
     *
     * @param action its code, which may be one that the hub no longer knows
     */
    public record Entry(
            long id,
            Instant at,
            String who,
            @Nullable String address,
            String action,
            @Nullable String clinic,
            String subject,
            Map<String, String> details) {}

    /** What entries may be sorted by. Under a name or an action the latest comes first; the other way round, everything is the other way round. */
    public record Order(By by, boolean descending) {

        public static final Order LATEST_FIRST = new Order(By.WHEN, true);

        /** A column; what is equal stands by time. */
        public enum By {
            WHEN,
            WHO,
            ACTION
        }

        /** Each is an index read to one side or the other. */
        private String sql() {
            var first = by == By.WHEN ? "" : column() + (descending ? " desc, " : ", ");
            return first + (latestFirst() ? "at desc, id desc" : "at, id");
        }

        /** Behind the entry {@code :before}, which never changes. */
        private String beyond() {
            var later = "(at, id) %s (%s, :before)".formatted(latestFirst() ? "<" : ">", of("at"));
            return by == By.WHEN
                    ? later
                    : "(%1$s %2$s= %3$s and (%1$s <> %3$s or %4$s))"
                            .formatted(column(), descending ? "<" : ">", of(column()), later);
        }

        private static String of(String column) {
            return "(select b.%s from audit_entry b where b.id = :before)".formatted(column);
        }

        private boolean latestFirst() {
            return by == By.WHEN ? descending : !descending;
        }

        private String column() {
            return by.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Latest first. */
    public List<Entry> search(Query query, int limit) {
        return search(query, Order.LATEST_FIRST, limit);
    }

    public List<Entry> search(Query query, Order order, int limit) {
        var action = query.action();
        return jdbc.sql("""
                        select id, at, who, address, action, clinic, subject, details::text as details from audit_entry
                         where (:clinics::text[] is null or clinic = any(:clinics))
                           and (:who::text is null or who = :who)
                           and (:action::text is null or action = :action)
                           and (:clinic::text is null or clinic = :clinic)
                           and (:from::timestamptz is null or at >= :from)
                           and (:to::timestamptz is null or at < :to)
                           and (:before::bigint is null
                                or %s)
                         order by %s
                         limit :limit
                        """.formatted(order.beyond(), order.sql()))
                .param("clinics", query.clinics().names())
                .param("who", query.who())
                .param("action", action == null ? null : code(action))
                .param("clinic", query.clinic() == null ? null : query.clinic().value())
                .param("from", Rows.at(query.from()))
                .param("to", Rows.at(query.to()))
                .param("before", query.before())
                .param("limit", limit)
                .query(this::entry)
                .list();
    }

    private Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("id"),
                Rows.known(row, "at"),
                row.getString("who"),
                row.getString("address"),
                row.getString("action"),
                row.getString("clinic"),
                row.getString("subject"),
                read(row.getString("details")));
    }

    private Map<String, String> read(String details) {
        try {
            return json.readValue(details, TEXTS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The details of an entry are texts", impossible);
        }
    }

    private static String code(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private void record(
            String who,
            String kind,
            @Nullable String address,
            Action action,
            @Nullable ClinicId clinic,
            String subject,
            Map<String, String> details) {
        var now = clock.instant();
        jdbc.sql("""
                        insert into audit_entry (at, who, kind, address, action, clinic, subject, details)
                        select :at, :who, :kind, :address, :action, :clinic, :subject, :details::jsonb
                         where not :look or not exists (
                               select from audit_entry
                                where subject = :subject and at > :recently and who = :who and action = :action
                                  and address is not distinct from :address and details = :details::jsonb)
                        """)
                .param("at", Rows.at(now))
                .param("look", action.look())
                .param("recently", Rows.at(now.minus(ONE_LOOK)))
                .param("who", who)
                .param("kind", kind.toLowerCase(Locale.ROOT))
                .param("address", address)
                .param("action", code(action))
                .param("clinic", clinic == null ? null : clinic.value())
                .param("subject", subject)
                .param("details", written(details))
                .update();
    }

    private String written(Map<String, String> details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts can be written as JSON", impossible);
        }
    }
}
