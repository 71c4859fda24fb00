package io.recado.console.failed;

import static java.util.stream.Collectors.toMap;

import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.console.access.Viewer;
import io.recado.outbox.FailedCount;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The panel is worth something only when somebody looks at it every day: who did, at which clinic, and when. */
@Component
class Reviews {

    private static final int DAYS = 14;

    private final JdbcClient jdbc;
    private final Clinics clinics;
    private final FailedDesk desk;
    private final Clock clock;

    Reviews(JdbcClient jdbc, Clinics clinics, FailedDesk desk, Clock clock) {
        this.jdbc = jdbc;
        this.clinics = clinics;
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * The latest review of a clinic's failures.
     *
     * @param person null when there never was one
     * @param today whether it was on this day of the clinic's calendar
     * @param waiting how many wait now
     */
    record Review(
            Clinic clinic,
            @Nullable String person,
            @Nullable Instant at,
            boolean today,
            long waiting) {}

    private record Row(String clinic, LocalDate day, String person, Instant at) {}

    /** One for each of the viewer's clinics. */
    List<Review> latest(Viewer viewer) {
        var rows = jdbc.sql("""
                        select distinct on (clinic) clinic, day, by_whom, at from failure_review order by clinic, at desc
                        """)
                .query((row, number) -> new Row(
                        row.getString("clinic"),
                        row.getObject("day", LocalDate.class),
                        row.getString("by_whom"),
                        row.getTimestamp("at").toInstant()))
                .list();
        var waiting = desk.waiting(viewer);
        return seen(viewer).stream()
                .map(clinic -> review(
                        clinic,
                        rows.stream()
                                .filter(row -> row.clinic().equals(clinic.id().value()))
                                .findFirst()
                                .orElse(null),
                        waiting(waiting, clinic.id())))
                .toList();
    }

    private Review review(Clinic clinic, @Nullable Row row, long waiting) {
        return row == null
                ? new Review(clinic, null, null, false, waiting)
                : new Review(clinic, row.person(), row.at(), row.day().equals(today(clinic)), waiting);
    }

    /** Who went through them, day by day, in the last two weeks; the latest day first. */
    List<Day> days(Viewer viewer) {
        var names = seen(viewer).stream().collect(toMap(Clinic::id, Clinic::name));
        var days = new TreeMap<LocalDate, Map<String, SequencedSet<String>>>(Comparator.reverseOrder());
        desk.reviews(
                        viewer,
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS))
                .forEach(review -> days.computeIfAbsent(review.day(), day -> new TreeMap<>())
                        .computeIfAbsent(review.by(), person -> new LinkedHashSet<>())
                        .add(names.getOrDefault(review.clinic(), review.clinic().value())));
        return days.entrySet().stream()
                .map(day -> new Day(day.getKey(), day.getValue()))
                .toList();
    }

    /**
     * A day of the clinics' calendars.
     *
     * @param people who went through them, each with the names of the clinics
     */
    record Day(LocalDate day, Map<String, SequencedSet<String>> people) {}

    /** The viewer has gone through what waits at all of their clinics. */
    void mark(Viewer viewer) {
        desk.reviewed(viewer, seen(viewer).stream().map(Clinic::id).toList());
    }

    private static long waiting(List<FailedCount> counts, ClinicId clinic) {
        return counts.stream()
                .filter(count -> count.clinic().equals(clinic))
                .mapToLong(FailedCount::count)
                .sum();
    }

    private LocalDate today(Clinic clinic) {
        return LocalDate.ofInstant(clock.instant(), clinic.zone());
    }

    private List<Clinic> seen(Viewer viewer) {
        return clinics.all().stream().filter(clinic -> viewer.sees(clinic.id())).toList();
    }
}
