package io.recado.clinic;

import io.recado.clinic.SaveOutcome.Conflict;
import io.recado.clinic.SaveOutcome.Saved;
import io.recado.configuration.ClinicId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** "This clinic may send WhatsApp", one switch per clinic. On until somebody turns it off. */
@Component("clinicSwitches")
public class ClinicSwitches {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    ClinicSwitches(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    public boolean maySend(ClinicId clinic) {
        return get(clinic).maySend();
    }

    /** The clinics that may not send. */
    public Set<ClinicId> silent() {
        return jdbc.sql("select clinic from clinic_settings where not may_send").query(String.class).list().stream()
                .map(ClinicId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    public ClinicSwitch get(ClinicId clinic) {
        return jdbc.sql("select clinic, may_send, version from clinic_settings where clinic = :clinic")
                .param("clinic", clinic.value())
                .query(ClinicSwitches::read)
                .optional()
                .orElseGet(() -> ClinicSwitch.untouched(clinic));
    }

    /** Saves a switch that was read at {@code edited.version()}, unless it has changed since. */
    @Transactional
    public SaveOutcome<ClinicSwitch> save(ClinicSwitch edited) {
        var saved = jdbc.sql("""
                        insert into clinic_settings as s (clinic, may_send, version, changed_at)
                        select :clinic, :maySend, 1, :now where :version = 0
                            or exists (select from clinic_settings where clinic = :clinic and version = :version)
                        on conflict (clinic) do update
                           set may_send = excluded.may_send, version = s.version + 1, changed_at = excluded.changed_at
                         where s.version = :version
                        returning clinic, may_send, version
                        """)
                .param("clinic", edited.clinic().value())
                .param("maySend", edited.maySend())
                .param("version", edited.version())
                .param("now", Timestamp.from(clock.instant()))
                .query(ClinicSwitches::read)
                .optional();
        saved.ifPresent(now -> events.publishEvent(new ClinicSwitched(now.clinic(), now.maySend())));
        return saved.<SaveOutcome<ClinicSwitch>>map(Saved::new).orElseGet(() -> new Conflict<>(get(edited.clinic())));
    }

    private static ClinicSwitch read(ResultSet row, int number) throws SQLException {
        return new ClinicSwitch(
                new ClinicId(row.getString("clinic")), row.getBoolean("may_send"), row.getLong("version"));
    }
}
