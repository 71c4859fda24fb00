package io.recado.sandbox.whatsapp.webhook;

import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.price.Conversation;
import io.recado.sandbox.whatsapp.price.Price;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The webhooks that still have to be told, in the database: a backlog of any length takes no memory and survives a crash. */
@Component
public class WebhookQueue {

    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(7);
    private static final int MOST_DOUBLINGS = 40;

    /**
     * @param field what it is about: {@code messages}, or something of the account
     * @param wamid of the message it is about; null when it is about none
     * @param status of the message it tells of; null when it carries a person's own message
     * @param waId whose phone it is about; null when it is about none, or carries a person's own message
     * @param attempts made so far
     * @param createdAt when it was due for the first time
     * @param bulk whether it goes out together with all others that do
     */
    public record Due(
            long id,
            String field,
            @Nullable String wamid,
            @Nullable String status,
            @Nullable String waId,
            String change,
            int attempts,
            Instant createdAt,
            boolean bulk) {}

    private final JdbcClient jdbc;
    private final PhoneEvents events;
    private final Statuses statuses;

    WebhookQueue(JdbcClient jdbc, PhoneEvents events, Statuses statuses, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.events = events;
        this.statuses = statuses;
    }

    /** Stores one more, due at this moment. */
    void add(String lane, String field, String change, Instant dueAt) {
        jdbc.sql("""
                        insert into whatsapp.webhook (lane, field, change, due_at, created_at)
                        values (:lane, :field, :change, :due, :due)
                        """)
                .param("lane", lane)
                .param("field", field)
                .param("change", change)
                .param("due", Timestamp.from(dueAt))
                .update();
    }

    /** How many were not answered with 200 yet, those of later included. */
    public long waiting() {
        return jdbc.sql("select count(*) from whatsapp.webhook")
                .query(Long.class)
                .single();
    }

    /** Everybody that something waits for. */
    public List<String> lanes() {
        return jdbc.sql("select distinct lane from whatsapp.webhook")
                .query(String.class)
                .list();
    }

    /** What is due, with its words; what tells of a message that is forgotten has none. */
    public List<Due> due(String lane, Instant now, int most) {
        return jdbc.sql("""
                        select w.id, w.field, w.wamid, w.status as told, w.change, w.attempts, w.created_at, w.due_at, w.bulk,
                               m.wa_id, m.opaque, m.failure, m.failure_details, m.sent_at, m.delivered_at, m.read_at, m.failed_at, m.price_model,
                               m.price_type, m.price_category, m.market, m.price, m.currency, m.conversation,
                               m.conversation_until
                          from (select * from whatsapp.webhook
                                 where lane = :lane and due_at <= :now
                                 order by due_at, id
                                 limit :most) w
                          left join whatsapp.message m on w.change is null and m.wamid = w.wamid
                         order by w.due_at, w.id
                        """)
                .param("lane", lane)
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((row, n) -> due(lane, row))
                .list();
    }

    private Due due(String lane, ResultSet row) throws SQLException {
        String status = row.getString("told");
        String waId = row.getString("wa_id");
        String change = row.getString("change");
        if (change == null) {
            change = waId == null || status == null ? "" : statuses.change(lane, facts(row, waId, status));
        }
        return new Due(
                row.getLong("id"),
                row.getString("field"),
                row.getString("wamid"),
                status,
                waId,
                change,
                row.getInt("attempts"),
                instant(row, "created_at"),
                row.getBoolean("bulk"));
    }

    private static Statuses.Facts facts(ResultSet row, String waId, String status) throws SQLException {
        Timestamp reached =
                switch (status) {
                    case "sent" -> row.getTimestamp("sent_at");
                    case "delivered" -> row.getTimestamp("delivered_at");
                    case "failed" -> row.getTimestamp("failed_at");
                    default -> row.getTimestamp("read_at");
                };
        String model = row.getString("price_model");
        String conversation = row.getString("conversation");
        return new Statuses.Facts(
                row.getString("wamid"),
                waId,
                status,
                reached == null ? instant(row, "created_at") : reached.toInstant(),
                row.getString("opaque"),
                row.getString("failure"),
                row.getString("failure_details"),
                model == null
                        ? null
                        : new Price(
                                model,
                                row.getString("price_type"),
                                row.getString("price_category"),
                                row.getString("market"),
                                row.getBigDecimal("price"),
                                row.getString("currency")),
                conversation == null ? null : new Conversation(conversation, instant(row, "conversation_until")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    @Nullable
    public Instant nextDue(String lane) {
        return jdbc.sql("select due_at from whatsapp.webhook where lane = :lane order by due_at limit 1")
                .param("lane", lane)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElse(null);
    }

    /** Lets pages draw what is told for the first time. */
    void happened(List<Due> due) {
        due.stream()
                .filter(webhook -> webhook.attempts() == 0)
                .map(Due::waId)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(events::changed);
    }

    /** Lets go of what was answered, or has no words. People's own messages have then arrived. */
    public void answered(List<Due> webhooks) {
        if (webhooks.isEmpty()) {
            return;
        }
        delete(ids(webhooks));
        String[] received = webhooks.stream()
                .filter(webhook -> webhook.wamid() != null && webhook.status() == null)
                .map(Due::wamid)
                .toArray(String[]::new);
        if (received.length > 0) {
            Set.copyOf(jdbc.sql("""
                            update whatsapp.message set status = 'delivered'
                             where wamid = any(:wamids) and direction = 'inbound' and status = 'sent'
                            returning wa_id
                            """)
                            .param("wamids", received)
                            .query(String.class)
                            .list())
                    .forEach(events::changed);
        }
    }

    /**
     * Puts off what was not answered: once it comes again at once, then with a delay that doubles. What is too old is given up, as
     * WhatsApp does after seven days.
     *
     * @param first the first delay, and {@code most} the longest
     */
    public void again(List<Due> webhooks, Instant now, Duration first, Duration most) {
        Map<Boolean, List<Due>> byAge = webhooks.stream()
                .collect(Collectors.partitioningBy(
                        webhook -> webhook.createdAt().plus(GIVEN_UP_AFTER).isBefore(now)));
        List<Due> givenUp = byAge.getOrDefault(true, List.of());
        if (!givenUp.isEmpty()) {
            delete(ids(givenUp));
        }
        Map<Integer, List<Due>> byAttempts = new HashMap<>();
        byAge.getOrDefault(false, List.of()).forEach(webhook -> byAttempts
                .computeIfAbsent(webhook.attempts(), n -> new ArrayList<>())
                .add(webhook));
        byAttempts.forEach((attempts, same) -> {
            jdbc.sql("update whatsapp.webhook set attempts = attempts + 1, due_at = :due where id = any(:ids)")
                    .param("due", Timestamp.from(now.plus(delay(attempts, first, most))))
                    .param("ids", ids(same))
                    .update();
        });
    }

    static Duration delay(int attempts, Duration first, Duration most) {
        if (attempts == 0) {
            return Duration.ZERO;
        }
        double millis = first.toMillis() * Math.pow(2, Math.min(attempts - 1, MOST_DOUBLINGS));
        return millis > most.toMillis() ? most : Duration.ofMillis((long) millis);
    }

    private void delete(Long[] ids) {
        jdbc.sql("delete from whatsapp.webhook where id = any(:ids)")
                .param("ids", ids)
                .update();
    }

    private static Long[] ids(List<Due> webhooks) {
        return webhooks.stream().map(Due::id).toArray(Long[]::new);
    }
}
