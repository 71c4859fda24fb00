package io.recado.console.live;

import io.recado.configuration.ClinicId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks the histories that every node writes what is new in them. A short question once a second costs the same however much is sent and
 * takes no lock, where {@code NOTIFY} would put all commits of the ledger in one line.
 *
 * <p>Numbers are given out before their transactions end, so a lower one may show up after a higher one: each question reaches back a few
 * seconds and leaves out what it has told already. Whatever shows up later than that, the pages find when they look at everything again.
 */
final class ChangeReader {

    static final int AT_ONCE = 1_000;
    private static final Duration REACHES_BACK = Duration.ofSeconds(10);

    private static final List<Feed> FEEDS = List.of(
            new Feed("message_event_number_seq", """
                    select e.number::text as key, m.clinic, substring(m.subject from 13)::bigint as appointment
                      from message_event e join message m on m.id = e.message_id
                     where e.number > :after and m.subject like 'appointment:%'
                     order by e.number desc limit :limit
                    """),
            new Feed("appointment_change_id_seq", """
                    select c.id::text as key, a.clinic, a.id as appointment
                      from appointment_change c join appointment a on a.id = c.appointment
                     where c.id > :after
                     order by c.id desc limit :limit
                    """),
            new Feed("write_back_event_id_seq", """
                    select e.id::text as key, a.clinic, a.id as appointment
                      from write_back_event e join write_back w on w.id = e.write_back join appointment a on a.id = w.appointment
                     where e.id > :after
                     order by e.id desc limit :limit
                    """));

    private static final String DECISIONS = """
            select d.subject || ' ' || d.version || ' ' || d.rule || ' ' || d.decided_at as key, a.clinic, a.id as appointment
              from decision d join appointment a on a.id = substring(d.subject from 13)::bigint
             where d.decided_at > :since and d.outcome <> 'send' and d.subject like 'appointment:%'
             order by d.decided_at desc limit :limit
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<String, Long> floors = new HashMap<>();
    private final Map<String, Instant> told = new HashMap<>();

    ChangeReader(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Feed(String sequence, String sql) {}

    /** Forgets what was; what happens from now on is news. */
    void start() {
        floors.clear();
        told.clear();
        FEEDS.forEach(feed -> floors.put(feed.sequence(), last(feed)));
    }

    News read() {
        var now = clock.instant();
        var fresh = new ArrayList<Change>();
        var tooMany = false;
        for (var feed : FEEDS) {
            var found = jdbc.sql(feed.sql())
                    .param("after", floors.get(feed.sequence()))
                    .param("limit", AT_ONCE)
                    .query(ChangeReader::change)
                    .list();
            found.stream()
                    .filter(change -> told.putIfAbsent(feed.sequence() + change.key(), now) == null)
                    .forEach(fresh::add);
            if (found.size() == AT_ONCE) {
                tooMany = true;
                floors.put(feed.sequence(), Long.parseLong(found.getFirst().key()));
            }
        }
        var decided = jdbc.sql(DECISIONS)
                .param("since", OffsetDateTime.ofInstant(now.minus(REACHES_BACK), ZoneOffset.UTC))
                .param("limit", AT_ONCE)
                .query(ChangeReader::change)
                .list();
        decided.stream()
                .filter(change -> told.putIfAbsent(change.key(), now) == null)
                .forEach(fresh::add);
        forget(now.minus(REACHES_BACK.multipliedBy(2)));
        return new News(fresh, tooMany);
    }

    /** What was told long ago is out of the questions' reach. */
    private void forget(Instant before) {
        told.entrySet().removeIf(entry -> {
            if (entry.getValue().isAfter(before)) {
                return false;
            }
            FEEDS.stream()
                    .filter(feed -> entry.getKey().startsWith(feed.sequence()))
                    .forEach(feed -> floors.merge(
                            feed.sequence(),
                            Long.parseLong(
                                    entry.getKey().substring(feed.sequence().length())),
                            Math::max));
            return true;
        });
    }

    private long last(Feed feed) {
        // a name of ours, never a visitor's
        return jdbc.sql("select case when is_called then last_value else last_value - 1 end from " + feed.sequence())
                .query(Long.class)
                .single();
    }

    private static Change change(ResultSet row, int number) throws SQLException {
        return new Change(row.getString("key"), new ClinicId(row.getString("clinic")), row.getLong("appointment"));
    }
}
