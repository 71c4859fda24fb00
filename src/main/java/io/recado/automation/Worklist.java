package io.recado.automation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.configuration.ClinicId;
import io.recado.outbox.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whom each rule looks at again, and when. A rule reads only what is due now, by an index, and never everything; several nodes may
 * take from it at once, for what one has taken the others pass over. Everything happens in the caller's transaction.
 */
@Component
public class Worklist {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Worklist(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * News of a subject.
     *
     * @param starts when what it is about happens (UTC)
     * @param since since when that is known (UTC)
     * @param afresh whether a subject that is on the list already counts as known since now: it was moved, or taken back
     */
    public record News(String subject, ClinicId clinic, Instant starts, Instant since, boolean afresh) {}

    /** A subject whose time has come. */
    public record Entry(String subject, Instant since) {}

    /**
     * What became of an entry.
     *
     * @param seen which state of the subject was decided on (UTC)
     * @param lookAt when to look again (UTC); null: only when something changes
     */
    public record Done(
            String subject, Instant seen, @Nullable Instant lookAt) {}

    /** The subjects are looked at in the next run. Their rows stay locked until the transaction ends. */
    public void put(String rule, Collection<News> news, Instant now) {
        jdbc.sql("""
                        insert into rule_candidate as c (rule, subject, clinic, starts, since, look_at)
                        select :rule, subject, clinic, starts, since, :now
                          from jsonb_to_recordset(cast(:news as jsonb))
                               as n (subject text, clinic text, starts timestamptz, since timestamptz)
                         order by subject
                        on conflict (rule, subject) do update
                           set clinic = excluded.clinic, starts = excluded.starts, look_at = excluded.look_at,
                               since = case when c.subject = any(:afresh) then excluded.look_at else c.since end
                        """)
                .param("rule", rule)
                .param("now", Timestamp.from(now))
                .param("news", text(news.stream().map(NewsRow::of).toList()))
                .param(
                        "afresh",
                        news.stream().filter(News::afresh).map(News::subject).toArray(String[]::new))
                .update();
    }

    /** Takes up to {@code limit} subjects whose time has come; nobody else gets them before the transaction ends. */
    public List<Entry> take(String rule, Instant now, int limit) {
        return jdbc.sql("""
                        select subject, since from rule_candidate
                         where rule = :rule and look_at <= :now
                         order by look_at, subject
                         limit :limit
                           for update skip locked
                        """)
                .param("rule", rule)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(Worklist::entry)
                .list();
    }

    /** Since when subjects are known to be as they are (UTC); those that a rule has not heard of are missing. */
    public Map<String, Instant> since(String rule, Collection<String> subjects) {
        return jdbc
                .sql("select subject, since from rule_candidate where rule = :rule and subject = any(:subjects)")
                .param("rule", rule)
                .param("subjects", subjects.toArray(String[]::new))
                .query(Worklist::entry)
                .list()
                .stream()
                .collect(Collectors.toMap(Entry::subject, Entry::since));
    }

    public void done(String rule, Collection<Done> entries) {
        jdbc.sql("""
                        update rule_candidate c set look_at = d."lookAt", seen = d.seen
                          from jsonb_to_recordset(cast(:entries as jsonb))
                               as d (subject text, seen timestamptz, "lookAt" timestamptz)
                         where c.rule = :rule and c.subject = d.subject
                        """)
                .param("rule", rule)
                .param("entries", text(entries.stream().map(DoneRow::of).toList()))
                .update();
    }

    /** Forgets subjects that no longer exist. */
    public void forget(String rule, Collection<String> subjects) {
        jdbc.sql("delete from rule_candidate where rule = :rule and subject = any(:subjects)")
                .param("rule", rule)
                .param("subjects", subjects.toArray(String[]::new))
                .update();
    }

    /**
     * What is to come is looked at anew, because a setting changed.
     *
     * @param clinic only this clinic's; null for all
     * @return how many subjects that are
     */
    public int again(String rule, @Nullable ClinicId clinic, Instant now) {
        return again(rule, clinic, Set.of(Reason.values()), now);
    }

    /**
     * The same, for those alone about whom was decided for one of these reasons.
     *
     * @param clinic only this clinic's; null for all
     */
    public int again(String rule, @Nullable ClinicId clinic, Set<Reason> reasons, Instant now) {
        // rows are locked in one order everywhere, so that two transactions never wait for each other
        return jdbc.sql("""
                        with affected as (
                            select subject from rule_candidate c
                             where rule = :rule and starts > :now and clinic = coalesce(cast(:clinic as text), clinic)
                               and exists (select from decision d
                                            where d.subject = c.subject and d.rule = c.rule and d.reason = any(:reasons))
                             order by subject for update
                        )
                        update rule_candidate c set look_at = :now
                          from affected where c.rule = :rule and c.subject = affected.subject
                        """)
                .param("rule", rule)
                .param("clinic", clinic == null ? null : clinic.value())
                .param("reasons", reasons.stream().map(Reason::name).toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .update();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getString("subject"), row.getTimestamp("since").toInstant());
    }

    private record NewsRow(String subject, String clinic, String starts, String since) {

        static NewsRow of(News news) {
            return new NewsRow(
                    news.subject(),
                    news.clinic().value(),
                    news.starts().toString(),
                    news.since().toString());
        }
    }

    private record DoneRow(
            String subject, String seen, @Nullable String lookAt) {

        static DoneRow of(Done done) {
            return new DoneRow(
                    done.subject(),
                    done.seen().toString(),
                    done.lookAt() == null ? null : done.lookAt().toString());
        }
    }

    private String text(Object rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Entries of the worklist are written as JSON", e);
        }
    }
}
