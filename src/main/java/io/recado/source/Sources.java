package io.recado.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.recado.agenda.Agenda;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.configuration.SourceId;
import io.recado.configuration.Wiring;
import io.recado.source.PullReport.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The outside systems: when each is read, from where on, and what became of it. Routes ask for the first request of a pull, read the page that
 * it names, and hand it back for the next request, until there is none. A page and how far the source has been read are stored in one
 * transaction: a crash repeats a page and never skips one.
 */
@Component("sources")
public class Sources {

    private static final Logger log = LoggerFactory.getLogger(Sources.class);

    /** Longer than the longest transaction that a source is likely to have. What takes longer, the slow lane finds. */
    static final Duration OVERLAP = Duration.ofSeconds(60);

    /** More than a page takes with all its timeouts. A node that died gives way after this. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** The window is read this much wider on both sides than it is compared: a source may count its days in any zone. */
    private static final Duration MARGIN = Duration.ofDays(1);

    /** Part of an interval after which a lane counts as due: clocks that tick at the interval must not miss every other tick. */
    private static final double DUE = 0.9;

    private final Map<SourceId, Wiring.SourceEntry> entries = new LinkedHashMap<>();
    private final Map<SourceId, RecordReader> readers = new LinkedHashMap<>();
    private final Agenda agenda;
    private final Lanes lanes;
    private final Rejections rejections;
    private final Pulls pulls;
    private final PageTaking pages;
    private final BackOff backOff;
    private final Reports reports;
    private final PullCounts counts;
    private final ObjectProvider<PullStarter> starter;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Sources(
            Wiring wiring,
            Clinics clinics,
            Agenda agenda,
            JdbcClient jdbc,
            ObjectMapper json,
            PlatformTransactionManager transactions,
            MeterRegistry meters,
            ObjectProvider<PullStarter> starter,
            Clock clock) {
        var schemas = Schemas.in(RecordFolder.SCHEMAS);
        wiring.sources().forEach(entry -> {
            var id = new SourceId(entry.id());
            entries.put(id, entry);
            readers.put(id, new RecordReader(entry.id(), entry.clinics(), clinics, schemas));
        });
        var savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.agenda = agenda;
        this.lanes = new Lanes(jdbc, json);
        this.rejections = new Rejections(jdbc, json, entries);
        this.pulls = new Pulls(jdbc);
        this.pages = new PageTaking(agenda, rejections, savepoint);
        this.backOff = new BackOff(RandomGenerator.getDefault());
        this.reports = new Reports(entries, lanes, rejections, clock);
        this.counts = new PullCounts(meters, entries.keySet(), reports);
        this.starter = starter;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        entries.keySet().forEach(lanes::add);
    }

    /**
     * The request for the first page of a source's lane; null when the lane is not due, or when the source is being pulled by somebody else.
     *
     * @param source id as in {@code recado.sources}
     * @param lane {@code fast} or {@code slow}
     */
    public @Nullable Pull firstPull(String source, String lane) {
        var id = known(new SourceId(source));
        return transaction.execute(status -> {
            var pull = begin(id, Lane.ofLabel(lane));
            if (pull == null) {
                status.setRollbackOnly();
            }
            return pull;
        });
    }

    private @Nullable Pull begin(SourceId source, Lane lane) {
        var now = now();
        var entry = entry(source);
        var interval = interval(entry, lane);
        var state = lanes.begin(source, lane, now, now.plusMillis(Math.round(interval.toMillis() * DUE)))
                .orElse(null);
        var holder = UUID.randomUUID().toString();
        if (state == null || !lanes.lease(source, holder, LEASE)) {
            return null;
        }
        return new Pull(
                source,
                lane,
                holder,
                state.run(),
                lane == Lane.FAST ? state.marks().since(OVERLAP) : null,
                null,
                now.minus(entry.window().back()).minus(MARGIN),
                now.plus(entry.window().ahead()).plus(MARGIN),
                List.copyOf(entry.clinics().keySet()),
                null,
                true,
                0);
    }

    /**
     * Takes a page and says what to ask for next.
     *
     * @param page {@code {records, cursor, serverTime, mark?, complete?}}: {@code cursor} is null on the last page; {@code mark} is what to ask
     *     {@code since} next time, by default the {@code serverTime} of the pull's first page; {@code complete: false} on the last page says
     *     that more is missing
     * @return null when the source has nothing more to say, or when this node has lost its lease
     * @throws MalformedPageException when it is no such thing
     */
    public @Nullable Pull absorb(Pull pull, @Nullable JsonNode page) {
        if (page == null || !page.path("records").isArray()) {
            throw new MalformedPageException(page == null ? "nothing" : "a " + page.getNodeType() + " without records");
        }
        var cursor = text(page, "cursor");
        if (cursor != null && cursor.equals(pull.cursor())) {
            throw new MalformedPageException("a page that names itself as the next one");
        }
        var next = transaction.execute(status -> take(pull, page, cursor));
        if (next == null) {
            startWaiting(pull.source());
        }
        return next;
    }

    private @Nullable Pull take(Pull pull, JsonNode page, @Nullable String cursor) {
        if (!lanes.keepLease(pull.source(), pull.holder(), LEASE)) {
            log.warn(
                    "The {} lane of source {} was taken over by another node",
                    pull.lane().label(),
                    pull.source());
            return null;
        }
        var now = now();
        var reader = readers.get(pull.source());
        if (reader == null) {
            throw new IllegalStateException("No source " + pull.source());
        }
        var taken = pages.take(pull.source(), page.path("records"), reader, now);
        counts.records(pull.source(), taken);
        if (pull.lane() == Lane.SLOW && !taken.ids().isEmpty()) {
            lanes.saw(pull, taken.ids());
        }
        var next = pull.next(
                cursor,
                text(page, "serverTime"),
                taken.whole(),
                page.path("records").size());
        if (cursor != null) {
            return next;
        }
        finish(next, page, now);
        return null;
    }

    private void finish(Pull pull, JsonNode lastPage, Instant now) {
        var state = lanes.get(pull.source(), pull.lane());
        if (pull.lane() == Lane.SLOW) {
            var seen = lanes.seen(pull);
            var complete = lastPage.path("complete").asBoolean(true);
            var doubt = WindowCheck.doubt(pull.whole(), complete, seen.size(), state.lastCount());
            if (doubt == null) {
                cancelAbsent(pull, seen);
                if (state.lastAttempt() != null) {
                    rejections.resolveUnseen(pull.source(), state.lastAttempt(), now);
                }
            } else {
                log.warn("The window read of source {} is not believed: {}", pull.source(), doubt);
            }
            lanes.forgetSeen(pull.source());
            lanes.succeed(pull, state.marks(), doubt, doubt == null ? seen.size() : null, now);
            pulls.keep(pull, state.lastAttempt(), now, doubt == null ? Outcome.OK : Outcome.DOUBTFUL, doubt);
        } else {
            var given = text(lastPage, "mark");
            var mark = given != null ? given : pull.firstServerTime();
            lanes.succeed(pull, mark == null ? state.marks() : state.marks().plus(mark, now, OVERLAP), null, null, now);
            pulls.keep(pull, state.lastAttempt(), now, Outcome.OK, null);
        }
        lanes.endLease(pull.source(), pull.holder());
        counts.ended(pull, "ok");
    }

    private void cancelAbsent(Pull pull, Set<String> seen) {
        var absent = agenda.expected(
                pull.source(), pull.from().plus(MARGIN), pull.to().minus(MARGIN));
        absent.removeAll(seen);
        if (!absent.isEmpty()) {
            log.info("{} appointments are gone from source {}", absent.size(), pull.source());
            agenda.absent(pull.source(), absent);
        }
    }

    /** A pull failed. What was taken of it stays; the lane waits, longer each time, and no other source waits with it. */
    public void failed(Pull pull, PullTrouble trouble) {
        transaction.executeWithoutResult(status -> {
            var source = pull.source();
            if (!lanes.endLease(source, pull.holder())) {
                return; // somebody else has it by now, and its own success or failure
            }
            var failures = lanes.fail(source, pull.lane(), trouble.code());
            var wait = backOff.after(failures, interval(entry(source), pull.lane()), trouble.pause());
            lanes.due(source, pull.lane(), now().plus(wait));
            pulls.keep(pull, lanes.get(source, pull.lane()).lastAttempt(), now(), Outcome.FAILED, trouble.code());
            if (trouble.expired() && pull.lane() == Lane.FAST) {
                lanes.due(source, Lane.SLOW, null);
            }
            counts.ended(pull, "failed");
            log.warn(
                    "The {} lane of source {} failed {} times in a row: {}; the next try is in {} s",
                    pull.lane().label(),
                    source,
                    failures,
                    trouble.code(),
                    wait.toSeconds());
        });
        startWaiting(pull.source());
    }

    /** What was asked for while the source was busy is done now. */
    private void startWaiting(SourceId source) {
        for (var lane : Lane.values()) {
            if (lanes.get(source, lane).nextDue() == null) {
                starter.ifAvailable(it -> it.start(source, lane));
            }
        }
    }

    /** How each source is doing, in the configuration's order. */
    public List<SourceReport> reports() {
        return reports.all();
    }

    /** Reads both lanes of a source as soon as nobody else does, however long it should have waited. */
    public void requestSync(SourceId source) {
        for (var lane : Lane.values()) {
            startNow(known(source), lane);
        }
    }

    /** A source said that something changed. What it said is not believed: it only means "read now". */
    public void nudge(SourceId source) {
        startNow(known(source), Lane.FAST);
    }

    private void startNow(SourceId source, Lane lane) {
        lanes.due(source, lane, null);
        starter.ifAvailable(it -> it.start(source, lane));
    }

    /** What people say to a doubtful window read: the source really has so little now. The next read is believed. */
    public void believeNextRead(SourceId source) {
        lanes.forgetCount(known(source));
    }

    /**
     * Records that could not be taken, newest first.
     *
     * @param cursor where the previous page ended; null for the first
     */
    public RejectedPage rejected(@Nullable String cursor, int limit) {
        return rejected(RejectedQuery.ALL, cursor, limit);
    }

    /**
     * Some of them, newest first.
     *
     * @param cursor where the previous page ended; null for the first
     */
    public RejectedPage rejected(RejectedQuery query, @Nullable String cursor, int limit) {
        return rejections.list(query, cursor, limit);
    }

    /**
     * Some of them in the order in which people want them.
     *
     * @param offset how many of them come before the first
     */
    public List<RejectedRecord> rejected(RejectedQuery query, RejectedOrder order, long offset, int limit) {
        return rejections.list(query, order, offset, limit);
    }

    public long countRejected(RejectedQuery query) {
        return rejections.count(query);
    }

    /** One that still cannot be taken, by its number. */
    public Optional<RejectedRecord> rejected(long number, ClinicScope clinics) {
        return rejections.find(number, RejectedQuery.ALL.within(clinics));
    }

    /** Whether a source brings the agenda of one of these clinics. */
    public boolean serves(SourceId source, ClinicScope clinics) {
        return entry(source).clinics().values().stream().map(ClinicId::new).anyMatch(clinics::sees);
    }

    /** Whether a source brings the agendas of these clinics and of no other. */
    public boolean servesOnly(SourceId source, ClinicScope clinics) {
        return entry(source).clinics().values().stream().map(ClinicId::new).allMatch(clinics::sees);
    }

    /** The last pulls of a source's lane, latest first; the hub keeps a hundred of each. */
    public List<PullReport> pulls(SourceId source, Lane lane, int limit) {
        return pulls.latest(known(source), lane, limit);
    }

    private SourceId known(SourceId source) {
        entry(source);
        return source;
    }

    private Wiring.SourceEntry entry(SourceId source) {
        var entry = entries.get(source);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "No source '%s'. Known are %s; add it under recado.sources.".formatted(source, entries.keySet()));
        }
        return entry;
    }

    private static Duration interval(Wiring.SourceEntry entry, Lane lane) {
        return lane == Lane.FAST ? entry.fastLane() : entry.slowLane();
    }

    private static @Nullable String text(JsonNode json, String field) {
        var value = json.path(field);
        return value.isMissingNode() || value.isNull() || value.asText().isEmpty() ? null : value.asText();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
