package io.recado.outbox;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.recado.channel.Failure;
import io.recado.channel.Standings;
import io.recado.configuration.ChannelId;
import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.ChannelEntry;
import io.recado.outbox.Attempt.Departure;
import io.recado.outbox.delivery.Consequences;
import io.recado.outbox.delivery.Departures;
import io.recado.outbox.delivery.DueLanes;
import io.recado.outbox.delivery.News;
import io.recado.outbox.delivery.Outcomes;
import io.recado.outbox.delivery.Outcomes.Acceptance;
import io.recado.outbox.delivery.Outcomes.Rejection;
import io.recado.outbox.delivery.Queueing;
import io.recado.outbox.delivery.RecipientClock;
import io.recado.outbox.delivery.RetrySchedule;
import io.recado.outbox.gate.Allowances;
import io.recado.outbox.gate.Breakers;
import io.recado.outbox.gate.Gates;
import io.recado.outbox.gate.Lanes;
import io.recado.outbox.gate.Leases;
import io.recado.outbox.gate.Pace;
import io.recado.outbox.gate.PairLimits;
import io.recado.outbox.gate.Parks;
import io.recado.outbox.ledger.Attempts;
import io.recado.outbox.ledger.OutboxMetrics;
import io.recado.outbox.ledger.Placing;
import io.recado.outbox.ledger.Reach;
import io.recado.outbox.ledger.Search;
import io.recado.outbox.ledger.Sql;
import io.recado.outbox.ledger.Step;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.ledger.UntilReached;
import io.recado.outbox.queue.Queues;
import io.recado.platform.GroupCommit;
import io.recado.platform.Nudge;
import jakarta.annotation.PreDestroy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger of messages. Orders come in by {@link #place}; routes carry their ids to queues, through the last look and to the channel,
 * and report back. A message leaves at most once for all the ledger knows, and nothing that was placed is forgotten.
 */
@Component("outbox")
public class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int REPORTS_AT_ONCE = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final ObjectMapper json;
    private final Channels channels;
    private final TransactionTemplate transaction;
    private final Placing placing;
    private final Search search;
    private final Queueing queueing;
    private final News news;
    private final OutboxMetrics metrics;
    private final Nudge nudge = new Nudge();
    private final Nudge answers = new Nudge();
    private final Duration sendingTimeout;
    private final Clock clock;
    private final PairLimits pairs;
    private final Parks parks;
    private final Breakers breakers;
    private final Allowances allowances;
    private final Attempts attempts;
    private final Departures departures;
    private final Gates gates;
    private final UntilReached reached = new UntilReached(LOOK_EVERY);
    private final GroupCommit<Acceptance, Boolean> acceptances;
    private final GroupCommit<Rejection, Boolean> rejections;
    private final GroupCommit<List<StatusUpdate>, Applied> reports;

    Outbox(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ObjectMapper json,
            Clock clock,
            Queues queues,
            Channels channels,
            Standings standings,
            RecipientClock recipients,
            ChannelAlarms alarms,
            Wiring wiring,
            ObjectProvider<LastLook> lastLooks,
            ApplicationEventPublisher events,
            MeterRegistry registry) {
        var delivery = wiring.delivery();
        this.sendingTimeout = delivery.sendingTimeout();
        var steps = new Steps(jdbc);
        var schedule = new RetrySchedule(new SecureRandom());
        this.json = json;
        this.clock = clock;
        this.pairs = new PairLimits();
        this.parks = new Parks(jdbc, clock, delivery.probeEvery(), alarms);
        this.breakers = new Breakers(clock, alarms);
        this.allowances = new Allowances(standings, channels, new Reach(jdbc), clock, alarms);
        this.channels = channels;
        this.transaction = new TransactionTemplate(transactions);
        this.placing = new Placing(jdbc, json, clock);
        this.search = new Search(jdbc, json);
        this.attempts = new Attempts(jdbc, channels);
        this.queueing = new Queueing(
                jdbc,
                steps,
                queues,
                new DueLanes(jdbc, channels, allowances),
                clock,
                delivery.settlingTime(),
                delivery.sendingTimeout());
        var consequences = new Consequences(channels, standings, schedule, parks, recipients, events);
        this.news = new News(jdbc, steps, attempts, queues, consequences, clock);
        this.metrics = new OutboxMetrics(registry);
        this.departures = new Departures(jdbc, steps, clock, lastLooks, queues, pairs, allowances, recipients);
        var outcomes = new Outcomes(jdbc, steps, queues, consequences, clock, delivery.settlingTime());
        var lanes = wiring.channels().stream().collect(toMap(entry -> new ChannelId(entry.id()), ChannelEntry::lanes));
        var paces = channels.all().stream()
                .collect(toMap(Channel::id, channel -> new Pace(channel.messagesPerSecond(), clock)));
        this.gates = new Gates(
                queues,
                new Leases(jdbc, Leases.LENGTH),
                parks,
                new Lanes(lanes),
                paces,
                breakers,
                allowances,
                this::begin);
        this.acceptances = new GroupCommit<>("outbox-acceptances", reached.persistent(batch -> {
            transaction.executeWithoutResult(status -> outcomes.accepted(batch));
            batch.forEach(one -> metrics.count(
                    Status.ACCEPTED,
                    one.attempt().rule(),
                    one.attempt().channel().value()));
            return batch.stream().map(one -> true).toList();
        }));
        this.rejections = new GroupCommit<>("outbox-refusals", reached.persistent(batch -> {
            metrics.count(inTransaction(() -> outcomes.refused(batch)));
            return batch.stream().map(one -> true).toList();
        }));
        this.reports = new GroupCommit<>("outbox-reports", this::applyTogether);
    }

    /**
     * Puts orders into the ledger, in the caller's transaction if there is one. An order that is there already is left alone, unless it
     * was taken back before it ever left: then it is planned again as it is now.
     *
     * @return what became of each order, in their order
     */
    public List<Placement> place(Collection<Order> orders) {
        if (orders.isEmpty()) {
            return List.of();
        }
        var placements = inTransaction(() -> {
            var placed = placing.place(orders);
            (orders.stream().allMatch(order -> order.priority() == Priority.ANSWER) ? answers : nudge).give();
            return placed;
        });
        var told = placements.iterator();
        for (var order : orders) {
            if (told.next() instanceof Placement.Placed) {
                metrics.count(
                        Status.PLANNED, order.key().rule(), order.channel().value());
            }
        }
        return placements;
    }

    /**
     * Takes back what a rule ordered about a subject, as far as it has not left, in the caller's transaction if there is one. A message
     * that is under way at this moment leaves.
     *
     * @return how many were taken back
     */
    public int revoke(String rule, String subject, Reason reason) {
        return revoke(rule, List.of(subject), reason);
    }

    /** The same for many subjects. */
    public int revoke(String rule, Collection<String> subjects, Reason reason) {
        return inTransaction(() -> placing.revoke(rule, subjects, reason));
    }

    /** {@link #queueDue} as soon as something is placed, and every half second. */
    public int queueNext() {
        nudge.await(LOOK_EVERY);
        return queueDue();
    }

    /**
     * Brings answers to their channels' queues as soon as they are placed, and every half second: a patient does not wait for a batch of a
     * campaign.
     *
     * @return how many were queued
     */
    public int queueAnswers() {
        answers.await(LOOK_EVERY);
        return queue(queueing::queueAnswers);
    }

    /**
     * Brings the messages that are due to their channels' queues, the urgent ones first.
     *
     * @return how many were queued
     */
    public int queueDue() {
        return queue(queueing::queueDue);
    }

    private int queue(Supplier<List<Step>> batch) {
        var queued = 0;
        List<Step> taken;
        do {
            taken = inTransaction(batch);
            metrics.count(taken);
            queued += (int) taken.stream()
                    .filter(step -> step.status() == Status.QUEUED)
                    .count();
        } while (taken.size() == Queueing.BATCH);
        return queued;
    }

    /**
     * Looks after messages that got stuck: a node that died in mid-call, an answer that never came, a broker that lost its disk.
     *
     * @return how many were moved on
     */
    public int sweep() {
        var moved = 0;
        for (Supplier<List<Step>> broom :
                List.<Supplier<List<Step>>>of(queueing::doubt, queueing::settle, queueing::recover, queueing::expire)) {
            List<Step> taken;
            do {
                taken = inTransaction(broom);
                metrics.count(taken);
                moved += taken.size();
            } while (taken.size() == Queueing.BATCH);
        }
        return moved;
    }

    /**
     * The last look at the next messages of a channel. Each departure is sent once and reported by {@link #accepted} or {@link #refused}.
     *
     * @return the messages that leave now; empty when none came within a second
     */
    public List<Departure> depart(String channel) {
        return gates.depart(new ChannelId(channel));
    }

    /** The last look at messages whose ids lay on a queue: one answer for each, in their order. */
    List<Attempt> begin(List<MessageId> ids) {
        var outcome = lookAt(ids);
        metrics.count(outcome.steps());
        return outcome.attempts();
    }

    private Departures.Outcome lookAt(List<MessageId> ids) {
        try {
            return inTransaction(() -> departures.begin(ids));
        } catch (DataAccessException held) {
            if (!Sql.lockTimedOut(held)) {
                throw held;
            }
            return inTransaction(() -> departures.beginWithoutWaiting(ids));
        }
    }

    /**
     * What a departing message says, in the hub's words, for the kamelet of its channel.
     *
     * @throws OverdueDepartureException when this node stood still for so long that others take the call for made
     */
    public String request(Departure attempt) {
        if (clock.instant().isAfter(attempt.startedAt().plus(sendingTimeout))) {
            throw new OverdueDepartureException(attempt.id());
        }
        return attempt.request();
    }

    /**
     * What cannot be written down here is left to the sweep and to the channel's reports: an error would be taken for the channel's.
     *
     * @param answer the channel's answer, as its kamelet passes it on: {@code {"messages":[{"id":…}]}}
     */
    public void accepted(@Variable("attempt") Departure attempt, @Body String answer) {
        try {
            breakers.worked(attempt.channel());
            acceptances.join(new Acceptance(attempt, wamid(answer)));
            parks.passed(attempt.channel(), attempt.startedAt());
        } catch (RuntimeException notWritten) {
            log.warn("Message {} was accepted, which the ledger will learn from its reports", attempt.id(), notWritten);
        } finally {
            gates.arrived(attempt);
        }
    }

    /** @param failure what the channel's kamelet threw */
    public void refused(Departure attempt, Exception failure) {
        try {
            var refusal = channels.refusal(failure);
            heed(attempt, refusal.failure());
            rejections.join(new Rejection(attempt, refusal));
        } finally {
            gates.arrived(attempt);
        }
    }

    /** What a refusal says about the channel or about the person holds for more than the message that it came for. */
    private void heed(Departure attempt, Failure failure) {
        if (channels.outage(failure)) {
            breakers.failed(attempt.channel());
        } else {
            breakers.worked(attempt.channel());
        }
        switch (channels.haste(failure.code())) {
            case TOO_FAST -> gates.slowDown(attempt.channel());
            case TOO_OFTEN_TO_ONE -> pairs.refused(attempt.channel(), attempt.to(), clock.instant());
            case NONE -> {
                // nothing to do with speed
            }
        }
    }

    /** What waits for a channel, and how fast it may leave. */
    public ChannelFlow flow(ChannelId channel) {
        return search.flow(channel, gates.rate(channel), clock.instant());
    }

    /** How each channel is doing, in the configuration's order. */
    public List<ChannelState> channelStates() {
        var closed = parked().stream().collect(toMap(ParkedChannel::channel, Function.identity()));
        return channels.all().stream()
                .map(Channel::id)
                .map(id -> new ChannelState(
                        id,
                        closed.get(id),
                        breakers.state(id),
                        allowances.hold(id).orElse(null),
                        allowances.standing(id),
                        allowances.reached(id)))
                .toList();
    }

    /** Channels that are closed until people act, the longest closed first. */
    public List<ParkedChannel> parked() {
        return parks.all();
    }

    /**
     * Lets a parked channel send again, from where it stopped.
     *
     * @param by who says that the trouble is over
     * @return whether it was parked
     */
    public boolean resume(ChannelId channel, String by) {
        return parks.resume(channel, by);
    }

    /**
     * What channels report about messages after accepting them; in any order, repeated, or late. Within a transaction it is part of it;
     * without one it is joined with what others apply at the moment, and on disk when this returns.
     */
    public Applied apply(List<StatusUpdate> updates) {
        if (updates.isEmpty()) {
            return Applied.NOTHING;
        }
        return TransactionSynchronizationManager.isActualTransactionActive() || updates.size() >= REPORTS_AT_ONCE
                ? applyAll(updates)
                : reports.join(updates);
    }

    private Applied applyAll(List<StatusUpdate> updates) {
        var applied = Applied.NOTHING;
        for (var from = 0; from < updates.size(); from += REPORTS_AT_ONCE) {
            var piece = updates.subList(from, Math.min(from + REPORTS_AT_ONCE, updates.size()));
            var outcome = inTransaction(() -> news.apply(piece));
            metrics.count(outcome.steps());
            applied = applied.plus(outcome.applied());
        }
        return applied;
    }

    private List<Applied> applyTogether(List<List<StatusUpdate>> batch) {
        var together = new ArrayList<StatusUpdate>();
        batch.forEach(together::addAll);
        var applied = applyAll(together);
        // whoever joined others learns what all of them changed
        return batch.stream().map(one -> applied).toList();
    }

    public Optional<Message> find(MessageId id) {
        return search.find(id);
    }

    /** The message whose buttons carry this nonce. */
    public Optional<Message> byNonce(String nonce) {
        return search.byNonce(nonce);
    }

    /**
     * Newest first.
     *
     * @param cursor of the page before; null for the first
     */
    public Page<Message> search(MessageQuery query, @Nullable String cursor, int limit) {
        return search.search(query, cursor, limit);
    }

    /** Whatever was ordered about these subjects, newest first; asked once for a page of them. */
    public List<Message> about(Collection<String> subjects) {
        return subjects.isEmpty() ? List.of() : search.about(subjects);
    }

    /** Every step of a message, oldest first. */
    public List<HistoryEntry> history(MessageId id) {
        return search.history(id);
    }

    /** Every try of a message that has ended, oldest first. */
    public List<PastAttempt> attempts(MessageId id) {
        return attempts.of(id);
    }

    @PreDestroy
    void close() {
        gates.close();
        reached.close();
        acceptances.close();
        rejections.close();
        reports.close();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private @Nullable String wamid(String answer) {
        try {
            JsonNode id = json.readTree(answer).path("messages").path(0).path("id");
            return id.isTextual() ? id.asText() : null;
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            // it was accepted all the same; its statuses will name it
            return null;
        }
    }
}
