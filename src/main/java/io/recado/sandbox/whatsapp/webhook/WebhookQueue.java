package io.recado.sandbox.whatsapp.webhook;

import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The webhooks that still have to be told, in the database: a backlog of any length takes no memory and survives a crash. */
@Component
public class WebhookQueue {

    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(7);
    private static final int MOST_DOUBLINGS = 16;

    /**
     * @param field what it is about: {@code messages}, or something of the account
     * @param wamid of the message it is about; null when it is about none
     * @param status of the message it tells of; null when it carries a person's own message
     * @param createdAt when it was due for the first time
     */
    public record Due(
            long id,
            String field,
            @Nullable String wamid,
            @Nullable String status,
            String change,
            int attempts,
            Instant createdAt) {}

    private final JdbcClient jdbc;
    private final PhoneEvents events;

    WebhookQueue(JdbcClient jdbc, PhoneEvents events, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.events = events;
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

    /** Everybody that something waits for. */
    public List<String> lanes() {
        return jdbc.sql("select distinct lane from whatsapp.webhook")
                .query(String.class)
                .list();
    }

    public List<Due> due(String lane, Instant now, int most) {
        return jdbc.sql("""
                        select id, field, wamid, status, change, attempts, created_at
                          from whatsapp.webhook
                         where lane = :lane and due_at <= :now
                         order by due_at, id
                         limit :most
                        """)
                .param("lane", lane)
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((row, n) -> new Due(
                        row.getLong("id"),
                        row.getString("field"),
                        row.getString("wamid"),
                        row.getString("status"),
                        row.getString("change"),
                        row.getInt("attempts"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    @Nullable
    public Instant nextDue(String lane) {
        return jdbc.sql("select due_at from whatsapp.webhook where lane = :lane order by due_at limit 1")
                .param("lane", lane)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElse(null);
    }

    /** Brings the messages forward to the statuses that are told for the first time. */
    public void happened(List<Due> due) {
        Map<String, String> latest = new HashMap<>();
        for (Due webhook : due) {
            if (webhook.wamid() != null && webhook.status() != null && webhook.attempts() == 0) {
                latest.merge(webhook.wamid(), webhook.status(), (one, other) -> rank(one) >= rank(other) ? one : other);
            }
        }
        advance(latest);
    }

    private void advance(Map<String, String> statuses) {
        if (statuses.isEmpty()) {
            return;
        }
        List<Map.Entry<String, String>> rows = List.copyOf(statuses.entrySet());
        List<String> phones = jdbc.sql("""
                        update whatsapp.message m
                           set status = s.status
                          from unnest(:wamids::text[], :statuses::text[]) as s(wamid, status)
                         where m.wamid = s.wamid
                           and array_position(array['accepted', 'sent', 'delivered', 'read', 'failed'], s.status)
                             > array_position(array['accepted', 'sent', 'delivered', 'read', 'failed'], m.status)
                        returning m.wa_id
                        """)
                .param("wamids", rows.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param("statuses", rows.stream().map(Map.Entry::getValue).toArray(String[]::new))
                .query(String.class)
                .list();
        Set.copyOf(phones).forEach(events::changed);
    }

    private static int rank(String status) {
        return List.of("accepted", "sent", "delivered", "read", "failed").indexOf(status);
    }

    public void answered(List<Due> webhooks) {
        if (webhooks.isEmpty()) {
            return;
        }
        jdbc.sql("delete from whatsapp.webhook where id = any(:ids)")
                .param("ids", ids(webhooks))
                .update();
        Map<String, String> received = new HashMap<>();
        for (Due webhook : webhooks) {
            if (webhook.wamid() != null && webhook.status() == null) {
                received.put(webhook.wamid(), "delivered");
            }
        }
        advance(received);
    }

    /** Puts off what was not answered; what is too old is given up, as WhatsApp does after seven days. */
    public void again(List<Due> webhooks, Instant now, Duration first, Duration most) {
        Set<Long> givenUp = new HashSet<>();
        Map<Integer, List<Due>> byAttempts = new HashMap<>();
        for (Due webhook : webhooks) {
            if (webhook.createdAt().plus(GIVEN_UP_AFTER).isBefore(now)) {
                givenUp.add(webhook.id());
            } else {
                byAttempts
                        .computeIfAbsent(webhook.attempts(), n -> new java.util.ArrayList<>())
                        .add(webhook);
            }
        }
        if (!givenUp.isEmpty()) {
            jdbc.sql("delete from whatsapp.webhook where id = any(:ids)")
                    .param("ids", givenUp.toArray(Long[]::new))
                    .update();
        }
        byAttempts.forEach((attempts, same) -> {
            Duration delay = first.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
            jdbc.sql("update whatsapp.webhook set attempts = attempts + 1, due_at = :due where id = any(:ids)")
                    .param("due", Timestamp.from(now.plus(delay.compareTo(most) > 0 ? most : delay)))
                    .param("ids", ids(same))
                    .update();
        });
    }

    private static Long[] ids(List<Due> webhooks) {
        return webhooks.stream().map(Due::id).toArray(Long[]::new);
    }
}
