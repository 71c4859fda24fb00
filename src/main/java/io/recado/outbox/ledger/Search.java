package io.recado.outbox.ledger;

import static io.recado.outbox.ledger.Sql.at;
import static io.recado.outbox.ledger.Sql.knownInstant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.channel.FailureClass;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.ChannelFlow;
import io.recado.outbox.Content;
import io.recado.outbox.HistoryEntry;
import io.recado.outbox.Message;
import io.recado.outbox.MessageId;
import io.recado.outbox.MessageQuery;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Page;
import io.recado.outbox.Reason;
import io.recado.outbox.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the ledger for people and for the rest of the hub. */
public final class Search {

    static final String MESSAGE = """
            select m.id, m.rule, m.subject, m.version, m.clinic, d.channel, m.to_phone, m.content::text as content, m.nonce,
                   d.status, d.reason,
                   case when d.status = 'failed' then d.failure_class end as failure_class, d.wamid, d.attempts, d.due_at, d.useful_until, d.planned_at, d.queued_at, d.accepted_at,
                   d.sent_at, d.delivered_at, d.read_at
            """;

    /** Ends the columns of one that is in the ledger. */
    static final String KEPT = ", null::timestamptz as archived_at ";

    /** A message that was archived, under the names of the tables that it lay in. */
    private static final String ARCHIVED = """
            , a.archived_at from archived_message a, jsonb_populate_record(null::message, a.message) m, jsonb_populate_record(null::delivery, a.delivery) d
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    public Search(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Archived ones too. */
    public Optional<Message> find(MessageId id) {
        return one(KEPT + " from message m join delivery d using (id) where m.id = :key", id.value())
                .or(() -> one(ARCHIVED + " where a.id = :key", id.value()));
    }

    /** Archived ones too: an old button still says what it was for. */
    public Optional<Message> byNonce(String nonce) {
        return one(KEPT + " from message m join delivery d using (id) where m.nonce = :key", nonce)
                .or(() -> one(ARCHIVED + " where a.nonce = :key", nonce));
    }

    private Optional<Message> one(String where, Object key) {
        return jdbc.sql(MESSAGE + where).param("key", key).query(this::message).optional();
    }

    /** Newest first. */
    public Page<Message> search(MessageQuery query, @Nullable String cursor, int limit) {
        var items = jdbc.sql(MESSAGE + KEPT + """
                         from message m join delivery d using (id)
                        where %s
                        order by m.id desc
                        limit :limit
                        """.formatted(conditions(query, cursor)))
                .param("status", query.status() == null ? null : query.status().code())
                .param("clinics", query.clinics().names())
                .param("subject", query.subject())
                .param("since", at(query.since()))
                .param("cursor", cursor)
                .param("limit", limit + 1)
                .query(this::message)
                .list();
        return page(items, limit, message -> message.id().toString());
    }

    /** Only what is asked for: a condition that says "or all" keeps PostgreSQL from using its index, and reads the whole ledger. */
    private static String conditions(MessageQuery query, @Nullable String cursor) {
        var conditions = new ArrayList<>(List.of("true"));
        if (query.status() != null) {
            conditions.add("d.status = :status");
        }
        if (query.clinics().names() != null) {
            conditions.add("m.clinic = any(:clinics)");
        }
        if (query.subject() != null) {
            conditions.add("m.subject = :subject");
        }
        if (query.since() != null) {
            conditions.add("d.planned_at >= :since");
        }
        if (cursor != null) {
            conditions.add("m.id < :cursor::uuid");
        }
        return String.join(" and ", conditions);
    }

    /** Newest first, archived ones too. */
    public List<Message> about(Collection<String> subjects) {
        return jdbc.sql(MESSAGE + KEPT
                        + " from message m join delivery d using (id) where m.subject = any(:subjects) union all "
                        + MESSAGE + ARCHIVED + " where a.message ->> 'subject' = any(:subjects) order by id desc")
                .param("subjects", subjects.toArray(String[]::new))
                .query(this::message)
                .list();
    }

    public List<HistoryEntry> history(MessageId id) {
        return jdbc.sql("""
                        select h.at, h.status, h.detail, h.by_whom, h.note
                        from (
                            select e.number, e.at, e.status, e.detail, x.by_whom, x.note
                            from message_event e left join failed_action x on x.event = e.number where e.message_id = :id
                            union all
                            select e.number, e.at, e.status, e.detail, x.by_whom, x.note
                            from archived_message a
                                 cross join lateral jsonb_populate_recordset(null::message_event, a.events) e
                                 left join lateral jsonb_populate_recordset(null::failed_action, a.actions) x on x.event = e.number
                            where a.id = :id
                        ) h
                        order by h.number
                        """)
                .param("id", id.value())
                .query((row, number) -> new HistoryEntry(
                        knownInstant(row, "at"),
                        Status.of(row.getString("status")),
                        row.getString("detail"),
                        row.getString("by_whom"),
                        row.getString("note")))
                .list();
    }

    public ChannelFlow flow(ChannelId channel, double perSecond, Instant now) {
        return jdbc.sql("""
                        select count(*) filter (where status = 'planned' and due_at <= :now) as due,
                               count(*) filter (where status = 'queued') as queued,
                               count(*) filter (where status = 'sending') as sending,
                               count(*) filter (where status = 'in_doubt') as in_doubt
                          from delivery
                         where channel = :channel
                           and (status in ('queued', 'sending', 'in_doubt') or status = 'planned' and due_at <= :now)
                        """)
                .param("channel", channel.value())
                .param("now", at(now))
                .query((row, number) -> new ChannelFlow(
                        perSecond,
                        row.getLong("due"),
                        row.getLong("queued"),
                        row.getLong("sending"),
                        row.getLong("in_doubt")))
                .single();
    }

    static <T> Page<T> page(List<T> items, int limit, Function<T, String> cursor) {
        return items.size() <= limit
                ? new Page<>(items, null)
                : new Page<>(List.copyOf(items.subList(0, limit)), cursor.apply(items.get(limit - 1)));
    }

    Message message(ResultSet row, int number) throws SQLException {
        var reason = row.getString("reason");
        var failure = row.getString("failure_class");
        return new Message(
                Sql.id(row),
                new OrderKey(row.getString("rule"), row.getString("subject"), row.getString("version")),
                new ClinicId(row.getString("clinic")),
                new ChannelId(row.getString("channel")),
                new PhoneNumber(row.getString("to_phone")),
                content(row.getString("content")),
                row.getString("nonce"),
                Status.of(row.getString("status")),
                reason == null ? null : Reason.valueOf(reason),
                failure == null ? null : FailureClass.valueOf(failure),
                row.getString("wamid"),
                row.getInt("attempts"),
                knownInstant(row, "due_at"),
                knownInstant(row, "useful_until"),
                knownInstant(row, "planned_at"),
                Sql.instant(row, "queued_at"),
                Sql.instant(row, "accepted_at"),
                Sql.instant(row, "sent_at"),
                Sql.instant(row, "delivered_at"),
                Sql.instant(row, "read_at"),
                Sql.instant(row, "archived_at"));
    }

    private Content content(String text) {
        try {
            return json.readValue(text, Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message's content in the ledger is no longer understood", e);
        }
    }
}
