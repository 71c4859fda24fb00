package io.recado.console.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.configuration.ClinicId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who did or looked at what, when, and from where. An entry is part of the caller's transaction: what was taken back was not done. The
 * database refuses to change or delete entries.
 *
 * <p>Entries name things by their ids and hold nothing personal besides the account's name: no patients' names, phones or texts.
 */
@Component
public class AuditLog {

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

    private void record(
            String who,
            String kind,
            @Nullable String address,
            Action action,
            @Nullable ClinicId clinic,
            String subject,
            Map<String, String> details) {
        jdbc.sql("""
                        insert into audit_entry (at, who, kind, address, action, clinic, subject, details)
                        values (:at, :who, :kind, :address, :action, :clinic, :subject, :details::jsonb)
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("who", who)
                .param("kind", kind.toLowerCase(Locale.ROOT))
                .param("address", address)
                .param("action", action.name().toLowerCase(Locale.ROOT))
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
