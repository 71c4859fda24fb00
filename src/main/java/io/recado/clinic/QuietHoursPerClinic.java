package io.recado.clinic;

import io.recado.clinic.SaveOutcome.Conflict;
import io.recado.clinic.SaveOutcome.Saved;
import io.recado.configuration.ClinicId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The quiet hours of each clinic and kind of message, as its people set them. */
@Component("quietHours")
public class QuietHoursPerClinic {

    private static final String COLUMNS = "clinic, kind, quiet, from_time, to_time, version";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    QuietHoursPerClinic(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** One for each kind, in the kinds' order. */
    public List<QuietHours> of(ClinicId clinic) {
        return Arrays.stream(NoticeKind.values()).map(kind -> get(clinic, kind)).toList();
    }

    public QuietHours get(ClinicId clinic, NoticeKind kind) {
        return jdbc.sql("select " + COLUMNS + " from quiet_hours where clinic = :clinic and kind = :kind")
                .param("clinic", clinic.value())
                .param("kind", kind.name())
                .query(QuietHoursPerClinic::read)
                .optional()
                .orElseGet(() -> QuietHours.untouched(clinic, kind));
    }

    /** Those of every clinic, to be asked one by one. */
    public QuietTimetable timetable() {
        return new QuietTimetable(jdbc.sql("select " + COLUMNS + " from quiet_hours")
                .query(QuietHoursPerClinic::read)
                .list());
    }

    /** Saves hours that were read at {@code edited.version()}, unless they have changed since. */
    @Transactional
    public SaveOutcome<QuietHours> save(QuietHours edited) {
        var saved = jdbc.sql("""
                        insert into quiet_hours as q (clinic, kind, quiet, from_time, to_time, version, changed_at)
                        select :clinic, :kind, :quiet, :from, :to, 1, :now where :version = 0
                            or exists (select from quiet_hours where clinic = :clinic and kind = :kind and version = :version)
                        on conflict (clinic, kind) do update
                           set quiet = excluded.quiet, from_time = excluded.from_time, to_time = excluded.to_time,
                               version = q.version + 1, changed_at = excluded.changed_at
                         where q.version = :version
                        returning clinic, kind, quiet, from_time, to_time, version
                        """)
                .param("clinic", edited.clinic().value())
                .param("kind", edited.kind().name())
                .param("quiet", edited.quiet())
                .param("from", edited.from())
                .param("to", edited.to())
                .param("version", edited.version())
                .param("now", Timestamp.from(clock.instant()))
                .query(QuietHoursPerClinic::read)
                .optional();
        saved.ifPresent(now -> events.publishEvent(new QuietHoursChanged(now.clinic(), now.kind())));
        return saved.<SaveOutcome<QuietHours>>map(Saved::new)
                .orElseGet(() -> new Conflict<>(get(edited.clinic(), edited.kind())));
    }

    private static QuietHours read(ResultSet row, int number) throws SQLException {
        return new QuietHours(
                new ClinicId(row.getString("clinic")),
                NoticeKind.valueOf(row.getString("kind")),
                row.getBoolean("quiet"),
                row.getObject("from_time", LocalTime.class),
                row.getObject("to_time", LocalTime.class),
                row.getLong("version"));
    }
}
