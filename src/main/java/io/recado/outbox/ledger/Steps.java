package io.recado.outbox.ledger;

import static io.recado.outbox.ledger.Sql.column;

import io.recado.channel.Failure;
import io.recado.configuration.ChannelId;
import io.recado.outbox.MessageId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes many steps of many messages with one statement each. Whoever calls has locked the rows, in the order of their ids. */
public final class Steps {

    private final JdbcClient jdbc;

    public Steps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most one step per message. */
    public void write(Collection<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        jdbc.sql("""
                with step as (
                    select * from unnest(:ids::uuid[], :statuses, :ats::timestamptz[], :details, :dues::timestamptz[],
                                         :settles::timestamptz[], :codes::integer[], :classes, :channels)
                        as s(id, status, at, detail, due_at, settle_after, code, class, channel)
                ), history as (
                    insert into message_event (message_id, at, status, detail) select id, at, status, detail from step
                )
                update delivery d
                set status = s.status,
                    channel = s.channel,
                    reason = case when s.status in ('revoked', 'expired') then s.detail end,
                    attempts = d.attempts + (s.status = 'sending')::integer,
                    due_at = coalesce(s.due_at, d.due_at),
                    queued_at = case when s.status = 'queued' then s.at else d.queued_at end,
                    sending_at = case when s.status = 'sending' then s.at else d.sending_at end,
                    settle_after = s.settle_after,
                    ended_at = case when s.status in ('failed', 'revoked', 'expired') then s.at end,
                    spent_wamids = case when s.status in ('planned', 'queued') and d.wamid is not null
                                        then array_append(d.spent_wamids, d.wamid) else d.spent_wamids end,
                    wamid = case when s.status in ('planned', 'queued') then null else d.wamid end,
                    failure_code = s.code,
                    failure_class = s.class
                from step s where d.id = s.id
                """)
                .param("ids", column(steps, Step::id))
                .param("statuses", column(steps, step -> step.status().code()))
                .param("ats", column(steps, Step::at))
                .param("details", column(steps, Step::detail))
                .param("dues", column(steps, Step::dueAt))
                .param("settles", column(steps, Step::settleAfter))
                .param("codes", column(steps, ofFailure(Failure::code)))
                .param("classes", column(steps, ofFailure(Failure::kind)))
                .param("channels", column(steps, Step::channel))
                .update();
        keepFailures(steps.stream().filter(step -> step.failure() != null).toList());
    }

    private void keepFailures(List<Step> failed) {
        if (failed.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into failed_message (message_id, failed_at, class, code, title, details, trace, clinic, rule)
                select f.*, m.clinic, m.rule
                from unnest(:ids::uuid[], :ats::timestamptz[], :classes, :codes::integer[], :titles, :details, :traces)
                    as f(message_id, failed_at, class, code, title, details, trace)
                join message m on m.id = f.message_id
                on conflict (message_id) where resolved_at is null do nothing
                """)
                .param("ids", column(failed, Step::id))
                .param("ats", column(failed, Step::at))
                .param("classes", column(failed, ofFailure(Failure::kind)))
                .param("codes", column(failed, ofFailure(Failure::code)))
                .param("titles", column(failed, ofFailure(Failure::title)))
                .param("details", column(failed, ofFailure(Failure::details)))
                .param("traces", column(failed, ofFailure(Failure::trace)))
                .update();
    }

    private static Function<Step, @Nullable Object> ofFailure(Function<Failure, @Nullable Object> field) {
        return step -> step.failure() == null ? null : field.apply(step.failure());
    }

    /** A try that has ended. */
    public record Try(
            MessageId id,
            ChannelId channel,
            int number,
            Instant startedAt,
            Instant endedAt,
            String outcome,
            @Nullable Failure failure) {}

    public void keepTries(Collection<Try> tries) {
        if (tries.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into message_attempt (message_id, channel, number, started_at, ended_at, outcome, code, title, details, trace)
                select * from unnest(:ids::uuid[], :channels, :numbers::integer[], :starts::timestamptz[], :ends::timestamptz[], :outcomes,
                                     :codes::integer[], :titles, :details, :traces)
                """)
                .param("ids", column(tries, Try::id))
                .param("channels", column(tries, Try::channel))
                .param("numbers", column(tries, Try::number))
                .param("starts", column(tries, Try::startedAt))
                .param("ends", column(tries, Try::endedAt))
                .param("outcomes", column(tries, Try::outcome))
                .param("codes", column(tries, of(Failure::code)))
                .param("titles", column(tries, of(Failure::title)))
                .param("details", column(tries, of(Failure::details)))
                .param("traces", column(tries, of(Failure::trace)))
                .update();
    }

    private static Function<Try, @Nullable Object> of(Function<Failure, @Nullable Object> field) {
        return attempt -> attempt.failure() == null ? null : field.apply(attempt.failure());
    }
}
