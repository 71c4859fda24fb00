package io.recado.automation.reminder;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.recado.clinic.SaveOutcome;
import io.recado.clinic.SaveOutcome.Conflict;
import io.recado.clinic.SaveOutcome.Saved;
import io.recado.configuration.ClinicId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalTime;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How each clinic reminds. Saving plans everything anew that has not been sent. */
@Component("reminderSettings")
public class RemindersPerClinic {

    private static final String SELECT =
            "select clinic, enabled, days_before, send_at, template, late_booking, version from reminder_settings";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    RemindersPerClinic(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    public ReminderSettings get(ClinicId clinic) {
        return jdbc.sql(SELECT + " where clinic = :clinic")
                .param("clinic", clinic.value())
                .query(RemindersPerClinic::read)
                .optional()
                .orElseGet(() -> ReminderSettings.untouched(clinic));
    }

    /** Those that somebody has touched. */
    Map<ClinicId, ReminderSettings> touched() {
        return jdbc.sql(SELECT).query(RemindersPerClinic::read).list().stream()
                .collect(toUnmodifiableMap(ReminderSettings::clinic, settings -> settings));
    }

    /** Saves settings that were read at {@code edited.version()}, unless they have changed since. */
    @Transactional
    public SaveOutcome<ReminderSettings> save(ReminderSettings edited) {
        var saved = jdbc.sql("""
                        insert into reminder_settings as s
                               (clinic, enabled, days_before, send_at, template, late_booking, version, changed_at)
                        select :clinic, :enabled, :daysBefore, :sendAt, :template, :lateBooking, 1, :now
                         where :version = 0
                            or exists (select from reminder_settings where clinic = :clinic and version = :version)
                        on conflict (clinic) do update
                           set enabled = excluded.enabled, days_before = excluded.days_before, send_at = excluded.send_at,
                               template = excluded.template, late_booking = excluded.late_booking,
                               version = s.version + 1, changed_at = excluded.changed_at
                         where s.version = :version
                        returning clinic, enabled, days_before, send_at, template, late_booking, version
                        """)
                .param("clinic", edited.clinic().value())
                .param("enabled", edited.enabled())
                .param("daysBefore", edited.daysBefore())
                .param("sendAt", edited.sendAt())
                .param("template", edited.template())
                .param("lateBooking", edited.lateBooking().name())
                .param("version", edited.version())
                .param("now", Timestamp.from(clock.instant()))
                .query(RemindersPerClinic::read)
                .optional();
        saved.ifPresent(now -> events.publishEvent(new ReminderSettingsChanged(now.clinic())));
        return saved.<SaveOutcome<ReminderSettings>>map(Saved::new)
                .orElseGet(() -> new Conflict<>(get(edited.clinic())));
    }

    private static ReminderSettings read(ResultSet row, int number) throws SQLException {
        return new ReminderSettings(
                new ClinicId(row.getString("clinic")),
                row.getBoolean("enabled"),
                row.getInt("days_before"),
                row.getObject("send_at", LocalTime.class),
                row.getString("template"),
                LateBooking.valueOf(row.getString("late_booking")),
                row.getLong("version"));
    }
}
