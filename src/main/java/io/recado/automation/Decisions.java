package io.recado.automation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the rules decided and why: one current decision for each version of each subject, and those that it replaced. Rules keep their
 * decisions here, in the transaction that places their orders.
 */
@Component("decisions")
public class Decisions {

    private static final String COLUMNS = "rule, subject, version, outcome, reason, until, decided_at, facts";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Decisions(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The current decisions about a subject such as {@code appointment:4711}, the latest first. */
    public List<DecisionRecord> of(String subject) {
        return jdbc.sql("select " + COLUMNS
                        + " from decision where subject = :subject order by decided_at desc, version desc")
                .param("subject", subject)
                .query(this::read)
                .list();
    }

    /** The decisions about a subject that later ones replaced, the latest first. */
    public List<DecisionRecord> replaced(String subject) {
        return jdbc.sql("select " + COLUMNS + " from decision_history where subject = :subject order by id desc")
                .param("subject", subject)
                .query(this::read)
                .list();
    }

    /** Every rule's current decisions about many subjects, each subject's with the latest first; asked once for a page of them. */
    public Map<String, List<DecisionRecord>> of(Collection<String> subjects) {
        return jdbc
                .sql("select " + COLUMNS
                        + " from decision where subject = any(:subjects) order by decided_at desc, version desc")
                .param("subjects", subjects.toArray(String[]::new))
                .query(this::read)
                .list()
                .stream()
                .collect(Collectors.groupingBy(DecisionRecord::subject));
    }

    /** A rule's current decisions about many subjects, each subject's in the order in which they were made. */
    public Map<String, List<DecisionRecord>> of(String rule, Collection<String> subjects) {
        return jdbc
                .sql("select " + COLUMNS
                        + " from decision where rule = :rule and subject = any(:subjects) order by decided_at, version")
                .param("rule", rule)
                .param("subjects", subjects.toArray(String[]::new))
                .query(this::read)
                .list()
                .stream()
                .collect(Collectors.groupingBy(DecisionRecord::subject));
    }

    /** Keeps decisions, at most one for each key. A decision that differs from the one it replaces leaves that one in the history. */
    public void keep(Collection<? extends Decision> decisions, Instant now) {
        if (decisions.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with made as (
                            select * from jsonb_to_recordset(cast(:decisions as jsonb)) as m (
                                rule text, subject text, version text, outcome text, reason text, until timestamptz, facts jsonb)
                        ), replaced as (
                            insert into decision_history (rule, subject, version, outcome, reason, until, decided_at, facts)
                            select d.rule, d.subject, d.version, d.outcome, d.reason, d.until, d.decided_at, d.facts
                              from made m join decision d using (subject, rule, version)
                             where (d.outcome, d.reason, d.until) is distinct from (m.outcome, m.reason, m.until)
                        )
                        insert into decision as d (rule, subject, version, outcome, reason, until, decided_at, facts)
                        select rule, subject, version, outcome, reason, until, :now, facts from made order by subject, version
                        on conflict (subject, rule, version) do update
                           set outcome = excluded.outcome, reason = excluded.reason, until = excluded.until,
                               decided_at = excluded.decided_at, facts = excluded.facts
                        """)
                .param("decisions", text(decisions.stream().map(Row::of).toList()))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Turns decisions into skips without deciding anew, because what they were about is no more. Their facts stay. */
    public void close(Collection<OrderKey> keys, Reason reason, Instant now) {
        if (keys.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with closed as (
                            select d.* from jsonb_to_recordset(cast(:keys as jsonb)) as k (rule text, subject text, version text)
                              join decision d using (subject, rule, version)
                        ), replaced as (
                            insert into decision_history (rule, subject, version, outcome, reason, until, decided_at, facts)
                            select rule, subject, version, outcome, reason, until, decided_at, facts from closed
                        )
                        update decision d set outcome = 'skip', reason = :reason, until = null, decided_at = :now
                          from closed c where (d.subject, d.rule, d.version) = (c.subject, c.rule, c.version)
                        """)
                .param("keys", text(keys))
                .param("reason", reason.name())
                .param("now", Timestamp.from(now))
                .update();
    }

    private record Row(
            String rule,
            String subject,
            String version,
            String outcome,
            String reason,
            @Nullable String until,
            Record facts) {

        static Row of(Decision decision) {
            OrderKey key = decision.candidate().key();
            return switch (decision) {
                case Decision.Send send -> row(key, Outcome.SEND, send, null);
                case Decision.Defer defer ->
                    row(key, Outcome.DEFER, defer, defer.until().toString());
                case Decision.Skip skip -> row(key, Outcome.SKIP, skip, null);
            };
        }

        private static Row row(OrderKey key, Outcome outcome, Decision decision, @Nullable String until) {
            return new Row(
                    key.rule(),
                    key.subject(),
                    key.version(),
                    outcome.code(),
                    decision.reason().name(),
                    until,
                    decision.candidate().facts());
        }
    }

    private DecisionRecord read(ResultSet row, int number) throws SQLException {
        var until = row.getTimestamp("until");
        try {
            return new DecisionRecord(
                    row.getString("rule"),
                    row.getString("subject"),
                    row.getString("version"),
                    Outcome.of(row.getString("outcome")),
                    Reason.valueOf(row.getString("reason")),
                    until == null ? null : until.toInstant(),
                    row.getTimestamp("decided_at").toInstant(),
                    json.readTree(row.getString("facts")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The facts of a decision are JSON, found something else", e);
        }
    }

    private String text(Object rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The facts of a decision cannot be written as JSON", e);
        }
    }
}
