package io.recado.outbox.delivery;

import static io.recado.outbox.ledger.Sql.at;
import static io.recado.outbox.ledger.Sql.column;

import io.recado.channel.Refusal;
import io.recado.outbox.Attempt.Departure;
import io.recado.outbox.Status;
import io.recado.outbox.ledger.Row;
import io.recado.outbox.ledger.Step;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.ledger.Steps.Try;
import io.recado.outbox.queue.Parcel;
import io.recado.outbox.queue.Queues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down what came of tries: many at once, one statement each. */
public final class Outcomes {

    private final JdbcClient jdbc;
    private final Steps steps;
    private final Queues queues;
    private final Consequences consequences;
    private final Clock clock;
    private final Duration settlingTime;

    public Outcomes(
            JdbcClient jdbc,
            Steps steps,
            Queues queues,
            Consequences consequences,
            Clock clock,
            Duration settlingTime) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.queues = queues;
        this.consequences = consequences;
        this.clock = clock;
        this.settlingTime = settlingTime;
    }

    public record Acceptance(Departure attempt, @Nullable String wamid) {}

    public record Rejection(Departure attempt, Refusal refusal) {}

    /** News may have overtaken the answer: then only the channel's id is new. */
    public void accepted(List<Acceptance> acceptances) {
        jdbc.sql("""
                with accepted as (
                    select * from unnest(:ids::uuid[], :channels, :numbers::integer[], :starts::timestamptz[], :wamids)
                        as a(id, channel, number, started_at, wamid)
                ), locked as (
                    select id, status in ('planned', 'queued', 'sending', 'in_doubt', 'revoked', 'expired') as news
                    from delivery where id = any(:ids::uuid[]) order by id for update
                ), tries as (
                    insert into message_attempt (message_id, channel, number, started_at, ended_at, outcome, wamid)
                    select id, channel, number, started_at, :now, 'accepted', wamid from accepted
                ), history as (
                    insert into message_event (message_id, at, status) select id, :now, 'accepted' from locked where news
                )
                update delivery d
                set status = case when l.news then 'accepted' else d.status end, wamid = coalesce(a.wamid, d.wamid),
                    accepted_at = coalesce(d.accepted_at, :now), settle_after = null, reason = null, ended_at = case when l.news then null else d.ended_at end
                from accepted a join locked l using (id) where d.id = a.id
                """)
                .param("ids", column(acceptances, a -> a.attempt().id()))
                .param("channels", column(acceptances, a -> a.attempt().channel()))
                .param("numbers", column(acceptances, a -> a.attempt().number()))
                .param("starts", column(acceptances, a -> a.attempt().startedAt()))
                .param("wamids", column(acceptances, Acceptance::wamid))
                .param("now", at(clock.instant()))
                .update();
    }

    public List<Step> refused(List<Rejection> rejections) {
        var now = clock.instant();
        var rows = jdbc
                .sql("select " + Row.COLUMNS + """
                        from delivery d join message m using (id)
                        where d.id = any(:ids::uuid[]) order by d.id for update of d
                        """)
                .param("ids", column(rejections, r -> r.attempt().id()))
                .query(Row::read)
                .list()
                .stream()
                .collect(Collectors.toMap(Row::id, Function.identity()));
        var taken = new ArrayList<Step>();
        var again = new ArrayList<Parcel>();
        for (var rejection : rejections) {
            var row = rows.get(rejection.attempt().id());
            // news that overtook the answer knows better, and so does a later try
            if (row != null
                    && row.status() == Status.SENDING
                    && row.attempts() == rejection.attempt().number()) {
                taken.add(step(row, rejection.refusal(), now, again));
            }
        }
        // to the broker first: a crash before the ledger commits leaves an id too many there, which nobody minds
        queues.send(again);
        steps.write(taken);
        steps.keepTries(rejections.stream().map(r -> attempt(r, now)).toList());
        return taken;
    }

    private Step step(Row row, Refusal refusal, Instant now, List<Parcel> again) {
        if (refusal instanceof Refusal.Unknown) {
            return Step.inDoubt(row, now, now.plus(settlingTime));
        }
        var consequence = consequences.of(row, refusal.failure(), now, now);
        if (consequence.again() != null) {
            again.add(consequence.again());
        }
        return consequence.step();
    }

    private static Try attempt(Rejection rejection, Instant now) {
        var outcome =
                switch (rejection.refusal()) {
                    case Refusal.Answered answered -> "refused";
                    case Refusal.NotSent notSent -> "not_sent";
                    case Refusal.Unknown unknown -> "unknown";
                };
        var attempt = rejection.attempt();
        return new Try(
                attempt.id(),
                attempt.channel(),
                attempt.number(),
                attempt.startedAt(),
                now,
                outcome,
                rejection.refusal().failure());
    }
}
