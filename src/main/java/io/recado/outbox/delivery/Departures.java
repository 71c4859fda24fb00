package io.recado.outbox.delivery;

import io.recado.outbox.Attempt;
import io.recado.outbox.Attempt.Departure;
import io.recado.outbox.Attempt.Stay;
import io.recado.outbox.LastLook;
import io.recado.outbox.MessageId;
import io.recado.outbox.Reason;
import io.recado.outbox.Status;
import io.recado.outbox.gate.PairLimits;
import io.recado.outbox.ledger.Row;
import io.recado.outbox.ledger.Sql;
import io.recado.outbox.ledger.Step;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.queue.Parcel;
import io.recado.outbox.queue.Queues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Decides, message by message but many at once, who leaves now: the last look, and the only way into {@code sending}. */
public final class Departures {

    /** A broker whose clock runs ahead of ours by less than this delivers a held-back message in time. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private static final Duration LOCK_PATIENCE = Duration.ofMillis(300);

    private static final Duration HELD_ROWS_LOOKED_AT = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Steps steps;
    private final Clock clock;
    private final Iterable<LastLook> lastLooks;
    private final Queues queues;
    private final PairLimits pairs;

    public Departures(
            JdbcClient jdbc, Steps steps, Clock clock, Iterable<LastLook> lastLooks, Queues queues, PairLimits pairs) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.clock = clock;
        this.lastLooks = lastLooks;
        this.queues = queues;
        this.pairs = pairs;
    }

    public record Outcome(List<Attempt> attempts, List<Step> steps) {}

    private record Waiting(Row row, String to, String content) {}

    /**
     * One answer for each id, in their order. An id that comes twice leaves at most once.
     *
     * @throws org.springframework.dao.DataAccessException that {@link Sql#lockTimedOut} recognises, when somebody holds one of the rows for
     *     longer than a moment; then the same is for {@link #beginWithoutWaiting} in a transaction of its own
     */
    public Outcome begin(List<MessageId> ids) {
        // whoever queued an id ends a moment later; whoever takes back a whole day's messages may hold them for long
        jdbc.sql("select set_config('lock_timeout', :patience, true)")
                .param("patience", LOCK_PATIENCE.toMillis() + "ms")
                .query(String.class)
                .single();
        return begin(ids, lock(ids, ""), List.of());
    }

    /** The same, but messages whose rows somebody holds go back to their queue for a while. */
    public Outcome beginWithoutWaiting(List<MessageId> ids) {
        var rows = lock(ids, " skip locked");
        var known = rows.stream().map(one -> one.row().id()).collect(Collectors.toSet());
        var busy = ids.stream().filter(id -> !known.contains(id)).toList();
        return begin(ids, rows, parcels(busy));
    }

    private List<Parcel> parcels(List<MessageId> ids) {
        return jdbc
                .sql("select " + Row.COLUMNS
                        + " from delivery d join message m using (id) where d.id = any(:ids::uuid[])")
                .param("ids", Sql.ids(ids))
                .query(Row::read)
                .stream()
                .map(row -> row.parcel().heldBack(HELD_ROWS_LOOKED_AT))
                .toList();
    }

    private Outcome begin(List<MessageId> ids, List<Waiting> rows, List<Parcel> busy) {
        var now = clock.instant();
        var waiting =
                rows.stream().filter(one -> one.row().status().revocable()).toList();
        var taken = new ArrayList<Step>();
        var fresh = new ArrayList<Waiting>();
        for (var one : waiting) {
            if (!now.isBefore(one.row().usefulUntil())) {
                taken.add(Step.ended(Status.EXPIRED, one.row(), now, Reason.TOO_LATE_TO_BE_USEFUL));
            } else if (!one.row().dueAt().isAfter(now.plus(CLOCK_SKEW))) {
                fresh.add(one);
            }
        }
        var objections = objections(fresh);
        var leaving = new HashMap<MessageId, Departure>();
        var heldBack = new ArrayList<>(busy);
        for (var one : fresh) {
            var row = one.row();
            var objection = objections.get(row.id());
            if (objection != null) {
                taken.add(Step.ended(Status.REVOKED, row, now, objection));
                continue;
            }
            var next = pairs.next(row.channel(), one.to(), now);
            if (next.isAfter(now)) {
                taken.add(Step.again(row, now, next, PairLimits.HELD_BACK));
                heldBack.add(row.parcel().heldBack(Duration.between(now, next)));
            } else {
                taken.add(Step.to(Status.SENDING, row, now));
                leaving.put(row.id(), departure(one, now));
            }
        }
        queues.send(heldBack);
        steps.write(taken);
        return new Outcome(answers(ids, leaving), taken);
    }

    /**
     * The status is looked at only once the rows are locked: an id may be here before the transaction that queued it has ended, and the
     * row as it was before that says something else.
     */
    private List<Waiting> lock(Collection<MessageId> ids, String others) {
        return jdbc.sql("select " + Row.COLUMNS + """
                        , m.to_phone, m.content::text as content
                        from delivery d join message m using (id)
                        where d.id = any(:ids::uuid[])
                        order by d.id for update of d
                        """ + others)
                .param("ids", Sql.ids(ids))
                .query((row, number) ->
                        new Waiting(Row.read(row, number), row.getString("to_phone"), row.getString("content")))
                .list();
    }

    private Map<MessageId, Reason> objections(List<Waiting> messages) {
        var byRule = messages.stream()
                .map(one -> new LastLook.Candidate(one.row().id(), one.row().key()))
                .collect(Collectors.groupingBy(candidate -> candidate.key().rule()));
        var objections = new HashMap<MessageId, Reason>();
        for (var lastLook : lastLooks) {
            var candidates = byRule.getOrDefault(lastLook.rule(), List.of());
            if (!candidates.isEmpty()) {
                objections.putAll(lastLook.objections(candidates));
            }
        }
        return objections;
    }

    private static Departure departure(Waiting one, Instant now) {
        var row = one.row();
        // ids and numbers need no escaping, and the content is JSON already
        var request = "{\"id\":\"%s\",\"to\":\"%s\",\"content\":%s}".formatted(row.id(), one.to(), one.content());
        return new Departure(row.id(), row.rule(), row.channel(), row.attempts() + 1, one.to(), request, now);
    }

    private static List<Attempt> answers(List<MessageId> ids, Map<MessageId, Departure> leaving) {
        var told = new HashSet<MessageId>();
        var answers = new ArrayList<Attempt>(ids.size());
        for (var id : ids) {
            var departure = leaving.get(id);
            answers.add(departure != null && told.add(id) ? departure : new Stay(id));
        }
        return answers;
    }
}
