package io.recado.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.recado.configuration.ChannelId;
import io.recado.configuration.Wiring.ChannelEntry;
import io.recado.platform.Uuid7;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The door for what WhatsApp sends: checks it, queues it, and later reads it. */
@Component("inbound")
public class Inbound {

    private static final String UNKNOWN = "unknown";

    private final InboundChannels channels;
    private final Door door;
    private final PayloadReader reader;
    private final StatusReader statuses;
    private final InboundStore store;
    private final DeadWebhooks dead;
    private final Retention retention;
    private final Uuid7 receipts;
    private final Clock clock;
    private final MeterRegistry meters;

    Inbound(
            InboundChannels channels,
            Door door,
            PayloadReader reader,
            StatusReader statuses,
            InboundStore store,
            DeadWebhooks dead,
            Retention retention,
            Clock clock,
            MeterRegistry meters) {
        this.channels = channels;
        this.door = door;
        this.reader = reader;
        this.statuses = statuses;
        this.store = store;
        this.dead = dead;
        this.retention = retention;
        this.receipts = new Uuid7(clock);
        this.clock = clock;
        this.meters = meters;
        meters.gauge("recado.webhooks.waiting", door, Door::size);
    }

    /** What became of a webhook at the door. */
    public enum Receipt {
        /** On the broker's disk, or on the database's: WhatsApp may forget it. */
        STORED,
        UNKNOWN_CHANNEL,
        /** Not signed, or not by the channel's app. Nothing of it was kept. */
        NOT_SIGNED,
        /** Neither broker nor database answer. WhatsApp tries again for seven days. */
        NOT_STORED
    }

    /** Whether a channel of the Cloud API has this id. */
    public boolean knows(String channel) {
        return channels.find(channel).isPresent();
    }

    /** Whether the token is the one that WhatsApp was told to show when it asks for the channel's webhook. */
    public boolean expects(String channel, @Nullable String verifyToken) {
        return channels.find(channel)
                .map(ChannelEntry::verifyToken)
                .filter(expected -> verifyToken != null
                        && MessageDigest.isEqual(
                                expected.getBytes(StandardCharsets.UTF_8),
                                verifyToken.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    /**
     * Takes a webhook. Returns only when it is safe, or refused.
     *
     * @param signature the header {@code X-Hub-Signature-256}; null when there was none
     * @param raw the body as it came
     */
    public Receipt receive(String channel, @Nullable String signature, byte[] raw) {
        var entry = channels.find(channel);
        var receipt = entry.map(known -> receive(known, signature, raw)).orElse(Receipt.UNKNOWN_CHANNEL);
        // the name comes from outside: only known ones may become a label
        meters.counter(
                        "recado.webhooks",
                        "channel",
                        entry.map(ChannelEntry::id).orElse(UNKNOWN),
                        "outcome",
                        receipt.name().toLowerCase(Locale.ROOT))
                .increment();
        return receipt;
    }

    private Receipt receive(ChannelEntry channel, @Nullable String signature, byte[] raw) {
        var secret = channel.appSecret();
        if (secret == null || secret.isEmpty() || !Signature.matches(raw, secret, signature)) {
            return Receipt.NOT_SIGNED;
        }
        var letter = new Letter(receipts.next(), new ChannelId(channel.id()), clock.instant(), raw);
        return door.take(letter) ? Receipt.STORED : Receipt.NOT_STORED;
    }

    /**
     * Reads a webhook that the queue hands out; reading it again changes nothing. Statuses go to the outbox, messages are told as
     * {@link InboundMessage} inside the transaction that remembers them.
     *
     * @param receivedAt milliseconds since 1970
     * @param delivery how often the queue has handed it out, this time included
     */
    public void read(String receipt, String channel, long receivedAt, int delivery, byte[] raw) {
        reader.read(
                new Letter(UUID.fromString(receipt), new ChannelId(channel), Instant.ofEpochMilli(receivedAt), raw),
                delivery);
    }

    /** Reads the statuses that wait, many at a time; how many webhooks. Waits a while for the first one. */
    public int readStatuses() {
        return statuses.readNext();
    }

    /** Brings webhooks that came while the broker was away to its queues; how many. */
    public int forwardWaiting() {
        return door.forward();
    }

    /** Forgets webhooks that are older than {@code recado.inbound.keep}; how many. */
    public int forgetOld() {
        return retention.forget();
    }

    /** Webhooks that were kept but not wholly understood, newest first. {@code before} is the id of the last one seen; null from the start. */
    public List<DeadWebhook> dead(@Nullable Long before, int limit) {
        return dead.list(before == null ? Long.MAX_VALUE : before, limit);
    }

    /** One of them, also when somebody has settled it meanwhile. */
    public Optional<DeadWebhook> deadOne(long id) {
        return dead.find(id);
    }

    /** Its bytes as they came, with whatever a patient wrote; empty when it is none of them, or too old. */
    public Optional<byte[]> deadBytes(long id) {
        return dead.raw(id);
    }

    /**
     * Reads a dead webhook again, part by part: what was taken before is not taken twice.
     *
     * @param by who asks for it
     */
    public Settling retry(long id, String by) {
        return dead.retry(id, by);
    }

    /**
     * Takes a dead webhook off the list. It is kept with the reason.
     *
     * @param by who decides it
     */
    public Settling discard(long id, String by, String reason) {
        return dead.discard(id, by, reason);
    }

    /**
     * When a patient last wrote (UTC): free text may be sent to them for 24 h from then.
     *
     * @param senders the names WhatsApp may know the patient by: digits of numbers, user ids; at least one
     */
    public Optional<Instant> lastInbound(ChannelId channel, List<String> senders) {
        return store.lastInbound(channel, senders);
    }
}
