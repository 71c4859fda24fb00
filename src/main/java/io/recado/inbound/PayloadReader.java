package io.recado.inbound;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.channel.AccountNews;
import io.recado.channel.Channels;
import io.recado.channel.Standings;
import io.recado.configuration.ChannelId;
import io.recado.inbound.InboundStore.Kept;
import io.recado.inbound.InboundStore.State;
import io.recado.inbound.Reading.Received;
import io.recado.outbox.DeliveryReports;
import io.recado.outbox.StatusUpdate;
import io.recado.platform.Outage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes letters from a queue: keeps them, reads them, and tells what they say, all in one transaction. The queue may bring them again at any
 * time; that changes nothing. While database or broker are away the letters stay in hand.
 */
@Component
class PayloadReader {

    /** A letter that the queue has handed out this often may be what the hub died of; it is taken part by part. */
    private static final int TOGETHER_AT_MOST = 3;

    private static final Logger log = LoggerFactory.getLogger(PayloadReader.class);

    private final ObjectMapper json;
    private final InboundChannels channels;
    private final Statuses statuses;
    private final Standings standings;
    private final InboundStore store;
    private final DeliveryReports reports;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Outage outage;

    PayloadReader(
            ObjectMapper json,
            InboundChannels channels,
            Channels failures,
            Standings standings,
            InboundStore store,
            DeliveryReports reports,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Outage outage) {
        this.json = json;
        this.channels = channels;
        this.statuses = new Statuses(failures);
        this.standings = standings;
        this.store = store;
        this.reports = reports;
        this.events = events;
        this.transactions = transactions;
        this.outage = outage;
    }

    /**
     * Reads a letter.
     *
     * @param delivery how often the queue has handed it out, this time included
     */
    void read(Letter letter, int delivery) {
        if (delivery <= TOGETHER_AT_MOST) {
            read(List.of(letter));
        } else {
            partByPart(letter, understand(letter));
        }
    }

    /** Reads letters in one transaction; when that fails because of one of them, each in its own. */
    void read(List<Letter> letters) {
        Map<UUID, Letter> byReceipt = new LinkedHashMap<>();
        letters.forEach(letter -> byReceipt.putIfAbsent(letter.receipt(), letter));
        var understood = byReceipt.values().stream().map(this::understood).toList();
        try {
            inOneGo(() -> together(understood));
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                // the hub is stopping: the queue keeps them for the next one
                throw e;
            }
            apart(understood);
        }
    }

    private record Understood(Letter letter, Reading reading) {}

    private Understood understood(Letter letter) {
        return new Understood(letter, understand(letter));
    }

    private void apart(List<Understood> letters) {
        if (letters.size() == 1) {
            var only = letters.getFirst();
            partByPart(only.letter(), only.reading());
        } else {
            letters.forEach(each -> read(List.of(each.letter())));
        }
    }

    Reading understand(Letter letter) {
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

    private void together(List<Understood> letters) {
        var ids = store.keep(letters.stream()
                .map(each -> new Kept(
                        each.letter(), each.reading().state(), each.reading().reason()))
                .toList());
        var updates = new ArrayList<StatusUpdate>();
        for (var each : letters) {
            var payload = ids.get(each.letter().receipt());
            if (payload != null) {
                each.reading().messages().forEach(received -> tell(received, payload));
                updates.addAll(each.reading().statuses());
                each.reading().wishes().forEach(events::publishEvent);
                believed(each.letter(), each.reading()).forEach(standings::told);
            }
        }
        if (!updates.isEmpty()) {
            reports.apply(updates);
        }
    }

    private List<AccountNews> believed(Letter letter, Reading reading) {
        return reading.accounts().stream()
                .filter(news -> channels.speaksFor(letter.channel(), news.account()))
                .toList();
    }

    private void partByPart(Letter letter, Reading reading) {
        var payload = new ArrayList<Long>(1);
        inOneGo(() -> payload.addAll(
                store.keep(List.of(new Kept(letter, State.READING, null))).values()));
        if (!payload.isEmpty()) {
            believed(letter, reading).forEach(news -> inOneGo(() -> standings.told(news)));
            partByPart(payload.getFirst(), reading);
        }
    }

    /** Takes each part in a transaction of its own, and notes what could not be taken. */
    Reading partByPart(long payload, Reading reading) {
        var problems = new ArrayList<>(reading.problems());
        reading.messages().forEach(received -> attempt(problems, "a message", () -> tell(received, payload)));
        reading.statuses().forEach(status -> attempt(problems, "a status", () -> reports.apply(List.of(status))));
        reading.wishes().forEach(wish -> attempt(problems, "a wish", () -> events.publishEvent(wish)));
        var outcome =
                new Reading(reading.messages(), reading.statuses(), reading.wishes(), reading.accounts(), problems);
        inOneGo(() -> store.settle(payload, outcome.state(), outcome.reason()));
        return outcome;
    }

    private void attempt(List<String> problems, String what, Runnable part) {
        try {
            inOneGo(part);
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            log.warn("Taking {} failed", what, e);
            problems.add(
                    "%s could not be taken: %s".formatted(what, e.getClass().getSimpleName()));
        }
    }

    private void inOneGo(Runnable work) {
        outage.outlast("Webhooks", () -> {
            transactions.executeWithoutResult(transaction -> work.run());
            return true;
        });
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
}
