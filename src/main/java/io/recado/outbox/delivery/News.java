package io.recado.outbox.delivery;

import static io.recado.outbox.ledger.Sql.column;

import io.recado.outbox.Applied;
import io.recado.outbox.MessageId;
import io.recado.outbox.Status;
import io.recado.outbox.StatusUpdate;
import io.recado.outbox.delivery.Consequences.Consequence;
import io.recado.outbox.ledger.Attempts;
import io.recado.outbox.ledger.Attempts.Late;
import io.recado.outbox.ledger.Row;
import io.recado.outbox.ledger.Sql;
import io.recado.outbox.ledger.Step;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.queue.Queues;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Applies what channels report after accepting a message: in any order, as often as they like, forward only. */
public final class News {

    private final JdbcClient jdbc;
    private final Steps steps;
    private final Attempts attempts;
    private final Queues queues;
    private final Consequences consequences;
    private final Clock clock;

    public News(
            JdbcClient jdbc, Steps steps, Attempts attempts, Queues queues, Consequences consequences, Clock clock) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.attempts = attempts;
        this.queues = queues;
        this.consequences = consequences;
        this.clock = clock;
    }

    public record Outcome(Applied applied, List<Step> steps) {}

    /** One message with what is new about it. */
    private static final class Change {
        final Row row;
        final Map<Status, Instant> times = new HashMap<>();
        Status status;
        String wamid;
        boolean progress;

        @Nullable
        Failing failing;

        Change(Row row, StatusUpdate first) {
            this.row = row;
            this.status = row.status();
            this.wamid = first.wamid();
        }

        boolean failed() {
            return failing != null;
        }
    }

    private record Failing(Consequence consequence, Late late) {}

    public Outcome apply(List<StatusUpdate> updates) {
        var ids = identify(updates);
        var rows = lock(ids.values());
        var changes = new HashMap<MessageId, Change>();
        var taken = new ArrayList<Step>();
        var unknown = 0;
        var byRank = updates.stream()
                .sorted(Comparator.comparingInt(
                        (StatusUpdate update) -> update.status().rank()))
                .toList();
        for (var update : byRank) {
            var id = ids.get(update);
            var row = id == null ? null : rows.get(id);
            if (row == null) {
                unknown++;
                continue;
            }
            var change = changes.computeIfAbsent(row.id(), key -> new Change(row, update));
            if (update.failure() != null) {
                failure(change, update);
            } else {
                progress(change, update, taken);
            }
        }
        var failing = changes.values().stream()
                .map(change -> change.failing)
                .filter(Objects::nonNull)
                .toList();
        var failures = failing.stream().map(one -> one.consequence().step()).toList();
        queues.send(failing.stream()
                .map(one -> one.consequence().again())
                .filter(Objects::nonNull)
                .toList());
        write(
                changes.values().stream()
                        .filter(change -> change.failed() || !change.times.isEmpty())
                        .toList(),
                taken);
        steps.write(failures);
        attempts.failedLater(failing.stream().map(Failing::late).toList());
        var changed = taken.size() + failures.size();
        taken.addAll(failures);
        return new Outcome(new Applied(changed, updates.size() - unknown - changed, unknown), taken);
    }

    private static void progress(Change change, StatusUpdate update, List<Step> taken) {
        var before = change.status;
        change.status = before.after(update.status());
        // a step that was skipped, such as delivered when the patient read at once, still gets its time
        // of several times the first counts, in whatever order they are told
        change.times.merge(update.status(), update.at(), (one, other) -> one.isBefore(other) ? one : other);
        if (change.status != before) {
            change.progress = true;
            change.wamid = update.wamid();
            taken.add(Step.to(change.status, change.row, update.at()));
        }
    }

    private void failure(Change change, StatusUpdate update) {
        var row = change.row;
        var failure = Objects.requireNonNull(update.failure());
        var earlierTry = row.spentWamids().contains(update.wamid())
                || (row.wamid() != null && !row.wamid().equals(update.wamid()));
        if (earlierTry || change.status.after(Status.FAILED) != Status.FAILED || change.status == Status.FAILED) {
            return;
        }
        change.status = Status.FAILED;
        change.wamid = update.wamid();
        change.failing = new Failing(
                consequences.of(row, failure, update.at(), clock.instant()),
                new Late(row.id(), row.attempts(), update.at(), failure));
    }

    /** By the echoed id where there is one, else by the channel's own id. */
    private Map<StatusUpdate, MessageId> identify(List<StatusUpdate> updates) {
        var byWamid = byWamid(updates.stream()
                .filter(update -> update.message() == null)
                .map(StatusUpdate::wamid)
                .collect(Collectors.toSet()));
        var ids = new HashMap<StatusUpdate, MessageId>();
        for (var update : updates) {
            var id = update.message() != null ? update.message() : byWamid.get(update.wamid());
            if (id != null) {
                ids.put(update, id);
            }
        }
        return ids;
    }

    private Map<String, MessageId> byWamid(Collection<String> wamids) {
        var ids = new HashMap<String, MessageId>();
        if (!wamids.isEmpty()) {
            jdbc.sql("select id, wamid from delivery where wamid = any(:wamids)")
                    .param("wamids", wamids.toArray(String[]::new))
                    .query(row -> {
                        ids.put(row.getString("wamid"), Sql.id(row));
                    });
        }
        return ids;
    }

    private Map<MessageId, Row> lock(Collection<MessageId> ids) {
        return jdbc.sql("select " + Row.COLUMNS + """
                        from delivery d join message m using (id)
                        where d.id = any(:ids::uuid[]) order by d.id for update of d
                        """).param("ids", Sql.ids(ids)).query(Row::read).list().stream()
                .collect(Collectors.toMap(Row::id, Function.identity()));
    }

    private void write(List<Change> changes, List<Step> taken) {
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql("""
                with news as (
                    select * from unnest(:ids::uuid[], :statuses, :wamids, :sents::timestamptz[], :delivereds::timestamptz[],
                                         :reads::timestamptz[])
                        as n(id, status, wamid, sent_at, delivered_at, read_at)
                ), history as (
                    insert into message_event (message_id, at, status)
                    select * from unnest(:taken::uuid[], :ats::timestamptz[], :steps)
                ), mended as (
                    update failed_message f set resolved_at = :now, resolution = 'arrived'
                    from news n where f.message_id = n.id and f.resolved_at is null and n.status in ('delivered', 'read')
                )
                update delivery d
                set status = coalesce(n.status, d.status), wamid = coalesce(d.wamid, n.wamid),
                    sent_at = least(d.sent_at, n.sent_at), delivered_at = least(d.delivered_at, n.delivered_at),
                    read_at = least(d.read_at, n.read_at),
                    settle_after = case when n.status is null then d.settle_after end,
                    ended_at = case when n.status is null then d.ended_at end,
                    reason = case when n.status is null then d.reason end,
                    failure_code = case when n.status is null then d.failure_code end,
                    failure_class = case when n.status is null then d.failure_class end
                from news n where d.id = n.id
                """)
                .param("ids", column(changes, change -> change.row.id()))
                .param("statuses", column(changes, News::progressed))
                .param("wamids", column(changes, change -> change.progress || change.failed() ? change.wamid : null))
                .param("sents", column(changes, change -> change.times.get(Status.SENT)))
                .param("delivereds", column(changes, change -> change.times.get(Status.DELIVERED)))
                .param("reads", column(changes, change -> change.times.get(Status.READ)))
                .param("now", Sql.at(clock.instant()))
                .param("taken", column(taken, Step::id))
                .param("ats", column(taken, Step::at))
                .param("steps", column(taken, step -> step.status().code()))
                .update();
    }

    private static @Nullable String progressed(Change change) {
        return change.progress && !change.failed() ? change.status.code() : null;
    }
}
