package io.recado.recovery;

import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who looked through the failed messages of a clinic, and on which of its days. */
@Component
public class FailureReviews {

    private final JdbcClient jdbc;
    private final Clinics clinics;
    private final Clock clock;

    FailureReviews(JdbcClient jdbc, Clinics clinics, Clock clock) {
        this.jdbc = jdbc;
        this.clinics = clinics;
        this.clock = clock;
    }

    /** Notes that somebody has looked through a clinic's failed messages today, by its own calendar; once a day is enough. */
    public Review reviewed(ClinicId clinic, String by) {
        var now = clock.instant();
        var day = now.atZone(clinics.get(clinic).zone()).toLocalDate();
        jdbc.sql("""
                        insert into failure_review (clinic, day, by_whom, at) values (:clinic, :day, :by, :now)
                        on conflict (clinic, day, by_whom) do update set at = excluded.at
                        """)
                .param("clinic", clinic.value())
                .param("day", day)
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return new Review(clinic, day, by, now);
    }

    /** The latest first. */
    public List<Review> since(ClinicScope scope, LocalDate day) {
        return jdbc.sql("""
                        select clinic, day, by_whom, at from failure_review
                         where day >= :day and (:clinics::text[] is null or clinic = any(:clinics))
                         order by day desc, at desc, clinic limit 500
                        """)
                .param("day", day)
                .param("clinics", scope.names())
                .query((row, number) -> new Review(
                        new ClinicId(row.getString("clinic")),
                        row.getObject("day", LocalDate.class),
                        row.getString("by_whom"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
