package io.recado.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.channel.Channels;
import io.recado.channel.Failure;
import io.recado.configuration.ChannelId;
import io.recado.configuration.Wiring;
import io.recado.outbox.Attempt.Departure;
import io.recado.outbox.delivery.Consequences;
import io.recado.outbox.delivery.Outcomes;
import io.recado.outbox.delivery.Outcomes.Acceptance;
import io.recado.outbox.delivery.Outcomes.Rejection;
import io.recado.outbox.gate.Breakers;
import io.recado.outbox.gate.Gates;
import io.recado.outbox.gate.PairLimits;
import io.recado.outbox.gate.Parks;
import io.recado.outbox.ledger.OutboxMetrics;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.queue.Queues;
import io.recado.platform.GroupCommit;
import io.recado.platform.Outage;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way out of one channel after the other, for the routes that send: what leaves now, what it says, and what its channel answered. A message
 * leaves at most once for all the ledger knows.
 */
@Component("dispatch")
public class Dispatch {

    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);
    private static final String OUTCOMES = "Outcomes of messages";

    private final ObjectMapper json;
    private final Clock clock;
    private final Channels channels;
    private final Duration sendingTimeout;
    private final Gates gates;
    private final Parks parks;
    private final Breakers breakers;
    private final PairLimits pairs;
    private final GroupCommit<Acceptance, Boolean> acceptances;
    private final GroupCommit<Rejection, Boolean> rejections;

    Dispatch(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ObjectMapper json,
            Clock clock,
            Queues queues,
            Channels channels,
            Wiring wiring,
            Gates gates,
            Parks parks,
            Breakers breakers,
            PairLimits pairs,
            Consequences consequences,
            OutboxMetrics metrics,
            Outage outage) {
        this.json = json;
        this.clock = clock;
        this.channels = channels;
        this.sendingTimeout = wiring.delivery().sendingTimeout();
        this.gates = gates;
        this.parks = parks;
        this.breakers = breakers;
        this.pairs = pairs;
        var transaction = new TransactionTemplate(transactions);
        var outcomes = new Outcomes(
                jdbc,
                new Steps(jdbc),
                queues,
                consequences,
                clock,
                wiring.delivery().settlingTime());
        this.acceptances = new GroupCommit<>("outbox-acceptances", batch -> {
            outage.outlast(OUTCOMES, () -> {
                transaction.executeWithoutResult(status -> outcomes.accepted(batch));
                return true;
            });
            batch.forEach(one -> metrics.count(
                    Status.ACCEPTED,
                    one.attempt().rule(),
                    one.attempt().channel().value()));
            return batch.stream().map(one -> true).toList();
        });
        this.rejections = new GroupCommit<>("outbox-refusals", batch -> {
            metrics.count(outage.outlast(
                    OUTCOMES, () -> Objects.requireNonNull(transaction.execute(status -> outcomes.refused(batch)))));
            return batch.stream().map(one -> true).toList();
        });
    }

    /**
     * The last look at the next messages of a channel. Each departure is sent once and reported by {@link #accepted} or {@link #refused}.
     *
     * @return the messages that leave now; empty when none came within a second
     */
    public List<Departure> depart(String channel) {
        return gates.depart(new ChannelId(channel));
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

    @PreDestroy
    void close() {
        gates.close();
        acceptances.close();
        rejections.close();
    }

    private @Nullable String wamid(String answer) {
        try {
            JsonNode id = json.readTree(answer).path("messages").path(0).path("id");
            return id.isTextual() ? id.asText() : null;
        } catch (JsonProcessingException notJson) {
            // it was accepted all the same; its statuses will name it
            return null;
        }
    }
}
