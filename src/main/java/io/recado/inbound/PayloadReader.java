package io.recado.inbound;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.channel.Channels;
import io.recado.configuration.ChannelId;
import io.recado.inbound.InboundStore.State;
import io.recado.inbound.Reading.Received;
import io.recado.outbox.Outbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a letter from the queue: keeps it, reads it, and tells what it says, all in one transaction. The queue may bring it again at any
 * time; that changes nothing.
 */
@Component
class PayloadReader {

    /** A letter that failed this often as a whole is taken part by part, so that one poisonous message does not hold the others. */
    private static final int TOGETHER_AT_MOST = 3;

    private static final Logger log = LoggerFactory.getLogger(PayloadReader.class);

    private final ObjectMapper json;
    private final InboundChannels channels;
    private final Statuses statuses;
    private final InboundStore store;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    PayloadReader(
            ObjectMapper json,
            InboundChannels channels,
            Channels failures,
            InboundStore store,
            Outbox outbox,
            ApplicationEventPublisher events,
            TransactionTemplate transactions) {
        this.json = json;
        this.channels = channels;
        this.statuses = new Statuses(failures);
        this.store = store;
        this.outbox = outbox;
        this.events = events;
        this.transactions = transactions;
    }

    /**
     * Reads a letter.
     *
     * @param delivery how often the queue has handed it out, this time included
     */
    void read(Letter letter, int delivery) {
        var reading = understand(letter);
        if (delivery <= TOGETHER_AT_MOST) {
            transactions.executeWithoutResult(transaction -> together(letter, reading));
        } else {
            oneByOne(letter, reading);
        }
    }

    private Reading understand(Letter letter) {
        try {
            var root = json.readTree(letter.raw());
            if (root == null || !root.isObject()) {
                return Reading.rejected("the body is not a JSON object");
            }
            return CloudPayload.read(
                    root,
                    statuses,
                    number -> channelOf(letter.channel(), number),
                    letter.channel(),
                    letter.receivedAt());
        } catch (JacksonException e) {
            var at = e.getLocation();
            return Reading.rejected(
                    at == null
                            ? "the body is not JSON"
                            : "the body is not JSON from line %d column %d on"
                                    .formatted(at.getLineNr(), at.getColumnNr()));
        } catch (IOException e) {
            return Reading.rejected("the body cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private Optional<ChannelId> channelOf(ChannelId addressed, String phoneNumberId) {
        return channels.get(addressed).flatMap(via -> channels.ofNumber(phoneNumberId, via));
    }

    private void together(Letter letter, Reading reading) {
        var payload = store.keep(letter, stateOf(reading), reading.problems().isEmpty() ? null : reading.reason());
        if (payload.isEmpty()) {
            return;
        }
        reading.messages().forEach(received -> tell(received, payload.getAsLong()));
        if (!reading.statuses().isEmpty()) {
            outbox.apply(reading.statuses());
        }
    }

    private void oneByOne(Letter letter, Reading reading) {
        var payload = transactions.execute(transaction -> store.keep(letter, State.READING, null));
        if (payload == null || payload.isEmpty()) {
            return;
        }
        long id = payload.getAsLong();
        var problems = new ArrayList<>(reading.problems());
        reading.messages().forEach(received -> attempt(problems, "a message", () -> tell(received, id)));
        reading.statuses().forEach(status -> attempt(problems, "a status", () -> outbox.apply(List.of(status))));
        var outcome = new Reading(reading.messages(), reading.statuses(), problems);
        transactions.executeWithoutResult(
                transaction -> store.settle(id, stateOf(outcome), problems.isEmpty() ? null : outcome.reason()));
    }

    private void attempt(List<String> problems, String what, Runnable part) {
        try {
            transactions.executeWithoutResult(transaction -> part.run());
        } catch (RuntimeException e) {
            log.warn("Taking {} failed", what, e);
            problems.add(
                    "%s could not be taken: %s".formatted(what, e.getClass().getSimpleName()));
        }
    }

    private void tell(Received received, long payload) {
        boolean first = store.firstTime(received, payload);
        if (received.opensWindow()) {
            store.openWindow(received.message());
        }
        if (first && !received.placeholder()) {
            events.publishEvent(received.message());
        }
    }

    private static State stateOf(Reading reading) {
        if (reading.problems().isEmpty()) {
            return State.READ;
        }
        return reading.useless() ? State.REJECTED : State.PARTIAL;
    }
}
