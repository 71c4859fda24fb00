package io.recado.inbound;

import io.recado.configuration.ChannelId;
import io.recado.inbound.Reading.Received;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of what came in. Every method belongs into its caller's transaction. */
@Repository
class InboundStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    InboundStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A letter and how its reading ended. */
    record Kept(Letter letter, State state, @Nullable String reason) {}

    /** Keeps payloads; their ids by receipt, without those that have been read before. Each receipt at most once. */
    Map<UUID, Long> keep(List<Kept> payloads) {
        var ids = new HashMap<UUID, Long>();
        jdbc.sql("""
                        insert into inbound_payload as known (receipt, channel, received_at, raw, state, reason, read_at)
                        select receipt, channel, received_at, raw, state, reason, :now
                          from unnest(:receipts::uuid[], :channels, :times::timestamptz[], :raws, :states, :reasons)
                            as payload(receipt, channel, received_at, raw, state, reason)
                        on conflict (receipt) do update
                           set state = excluded.state, reason = excluded.reason, read_at = excluded.read_at
                         where known.state = 'reading'
                        returning id, receipt""")
                .param("receipts", Columns.texts(payloads, kept -> kept.letter().receipt()))
                .param("channels", Columns.texts(payloads, kept -> kept.letter().channel()))
                .param("times", Columns.texts(payloads, kept -> kept.letter().receivedAt()))
                .param("raws", Columns.bytes(payloads, kept -> kept.letter().raw()))
                .param("states", Columns.texts(payloads, kept -> kept.state().code()))
                .param("reasons", Columns.texts(payloads, Kept::reason))
                .param("now", Timestamp.from(clock.instant()))
                .query(row -> {
                    ids.put(row.getObject("receipt", UUID.class), row.getLong("id"));
                });
        return ids;
    }

    void settle(long payload, State state, @Nullable String reason) {
        jdbc.sql("update inbound_payload set state = :state, reason = :reason, read_at = :now where id = :id")
                .param("state", state.code())
                .param("reason", reason)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", payload)
                .update();
    }

    /** Whether the message is heard for the first time. A placeholder does not count as the message that may still come. */
    boolean firstTime(Received received, long payload) {
        var message = received.message();
        return jdbc.sql("""
                        insert into inbound_message as known
                               (channel, wamid, wa_id, user_id, type, body, reply_to, sent_at, seen_at, payload)
                        values (:channel, :wamid, :waId, :userId, :type, :body, :replyTo, :sentAt, :now, :payload)
                        on conflict (channel, wamid) do update
                           set type = excluded.type, body = excluded.body, reply_to = excluded.reply_to,
                               sent_at = excluded.sent_at, seen_at = excluded.seen_at, payload = excluded.payload
                         where known.type in ('unsupported', 'unknown') and not :placeholder""")
                        .param("channel", message.channel().value())
                        .param("wamid", message.wamid())
                        .param("waId", message.waId())
                        .param("userId", message.userId())
                        .param("type", received.type())
                        .param("body", received.body())
                        .param("replyTo", message.replyTo())
                        .param("sentAt", Timestamp.from(message.at()))
                        .param("now", Timestamp.from(clock.instant()))
                        .param("payload", payload)
                        .param("placeholder", received.placeholder())
                        .update()
                > 0;
    }

    void openWindow(InboundMessage message) {
        Stream.of(message.waId(), message.userId())
                .filter(java.util.Objects::nonNull)
                .forEach(sender -> jdbc.sql("""
                                insert into service_window as known (channel, sender, last_inbound_at)
                                values (:channel, :sender, :at)
                                on conflict (channel, sender) do update
                                   set last_inbound_at = excluded.last_inbound_at
                                 where known.last_inbound_at < excluded.last_inbound_at""")
                        .param("channel", message.channel().value())
                        .param("sender", sender)
                        .param("at", Timestamp.from(message.at()))
                        .update());
    }

    Optional<Instant> lastInbound(ChannelId channel, List<String> senders) {
        return jdbc.sql("""
                        select max(last_inbound_at) from service_window
                         where channel = :channel and sender in (:senders)""")
                .param("channel", channel.value())
                .param("senders", senders)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** How far the reading of a payload has come. */
    enum State {
        /** Its parts are being taken one by one, because taking them together failed. */
        READING,
        READ,
        PARTIAL,
        REJECTED,
        /** Somebody decided that it does not matter. */
        DISCARDED;

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
