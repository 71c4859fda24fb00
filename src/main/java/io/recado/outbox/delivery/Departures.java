package io.recado.outbox.delivery;

import io.recado.clinic.QuietTimetable;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Attempt;
import io.recado.outbox.Attempt.Departure;
import io.recado.outbox.Attempt.Stay;
import io.recado.outbox.LastLook;
import io.recado.outbox.MessageId;
import io.recado.outbox.Reason;
import io.recado.outbox.Status;
import io.recado.outbox.gate.Allowances;
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
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Decides, message by message but many at once, who leaves now: the last look, and the only way into {@code sending}. */
public final class Departures {

    /** A broker whose clock runs ahead of ours by less than this delivers a held-back message in time. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private static final Duration LOCK_PATIENCE = Duration.ofMillis(300);

    private static final Duration HELD_ROWS_LOOKED_AT = Duration.ofSeconds(1);

    /** What a channel's standing held is not looked at again sooner; once it may leave, it is queued as any other. */
    private static final Duration STANDING_LOOKED_AT = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final Steps steps;
    private final Clock clock;
    private final Iterable<LastLook> lastLooks;
    private final Queues queues;
    private final PairLimits pairs;
    private final Allowances allowances;
    private final RecipientClock recipients;

    public Departures(
            JdbcClient jdbc,
            Steps steps,
            Clock clock,
            Iterable<LastLook> lastLooks,
            Queues queues,
            PairLimits pairs,
            Allowances allowances,
            RecipientClock recipients) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.clock = clock;
        this.lastLooks = lastLooks;
        this.queues = queues;
        this.pairs = pairs;
        this.allowances = allowances;
        this.recipients = recipients;
    }

    public record Outcome(List<Attempt> attempts, List<Step> steps) {}

    private record Waiting(Row row, String content) {}

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
                .list()
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
        var timetable = recipients.timetable();
        var leaving = new HashMap<MessageId, Departure>();
        var heldBack = new ArrayList<>(busy);
        for (var one : fresh) {
            var row = one.row();
            var objection = objections.get(row.id());
            var step = objection != null
                    ? Optional.of(Step.ended(Status.REVOKED, row, now, objection))
                    : waiting(row, timetable, now);
            if (step.isPresent()) {
                taken.add(step.get());
                continue;
            }
            var next = pairs.next(row.channel(), row.to(), now);
            if (next.isAfter(now)) {
                taken.add(Step.again(row, now, next, Reason.PAIR_LIMIT.name()));
                heldBack.add(row.parcel().heldBack(Duration.between(now, next)));
            } else {
                taken.add(Step.to(Status.SENDING, row, now));
                leaving.put(row.id(), departure(one, now));
                allowances.left(row.channel(), row.urgency());
            }
        }
        queues.send(heldBack);
        steps.write(taken);
        return new Outcome(answers(ids, leaving), taken);
    }

    /** Quiet hours and the channel's standing keep a message in the ledger. Who waits for an answer gets it all the same. */
    private Optional<Step> waiting(Row row, QuietTimetable timetable, Instant now) {
        var quiet = recipients.quietUntil(row, timetable, now);
        if (quiet.isPresent()) {
            return Optional.of(
                    quiet.get().isBefore(row.usefulUntil())
                            ? Step.held(row, now, quiet.get(), Reason.QUIET_HOURS.name())
                            : Step.ended(Status.EXPIRED, row, now, Reason.QUIET_HOURS));
        }
        return row.urgency().notice().isEmpty()
                ? Optional.empty()
                : allowances
                        .hold(row.channel())
                        .filter(hold -> hold.holds(row.urgency()))
                        .map(hold -> Step.held(
                                row,
                                now,
                                now.plus(STANDING_LOOKED_AT),
                                hold.reason().name()));
    }

    /**
     * The status is looked at only once the rows are locked: an id may be here before the transaction that queued it has ended, and the
     * row as it was before that says something else.
     */
    private List<Waiting> lock(Collection<MessageId> ids, String others) {
        return jdbc.sql("select " + Row.COLUMNS + """
                        , m.content::text as content
                        from delivery d join message m using (id)
                        where d.id = any(:ids::uuid[])
                        order by d.id for update of d
                        """ + others)
                .param("ids", Sql.ids(ids))
                .query((row, number) -> new Waiting(Row.read(row, number), row.getString("content")))
                .list();
    }

    private Map<MessageId, Reason> objections(List<Waiting> messages) {
        var candidates = messages.stream().map(one -> candidate(one.row())).toList();
        var objections = new HashMap<MessageId, Reason>();
        for (var lastLook : lastLooks) {
            var judged = candidates.stream().filter(lastLook::judges).toList();
            if (!judged.isEmpty()) {
                lastLook.objections(judged).forEach(objections::putIfAbsent);
            }
        }
        return objections;
    }

    private static LastLook.Candidate candidate(Row row) {
        return new LastLook.Candidate(row.id(), row.key(), row.clinic(), new PhoneNumber(row.to()), row.urgency());
    }

    private static Departure departure(Waiting one, Instant now) {
        var row = one.row();
        // ids and numbers need no escaping, and the content is JSON already
        var request = "{\"id\":\"" + row.id() + "\",\"to\":\"" + row.to() + "\",\"content\":" + one.content() + "}";
        return new Departure(row.id(), row.rule(), row.channel(), row.attempts() + 1, row.to(), request, now);
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
