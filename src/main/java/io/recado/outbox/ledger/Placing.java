package io.recado.outbox.ledger;

import static io.recado.outbox.ledger.Sql.at;
import static io.recado.outbox.ledger.Sql.column;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.outbox.Content;
import io.recado.outbox.MessageId;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Placement;
import io.recado.outbox.Reason;
import io.recado.platform.Uuid7;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts orders into the ledger and takes them back. Everything happens in the caller's transaction. */
public final class Placing {

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;
    private final Uuid7 ids;

    public Placing(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.ids = new Uuid7(clock);
    }

    private record Entry(MessageId id, Order order) {}

    public List<Placement> place(Collection<Order> orders) {
        var entries = new LinkedHashMap<OrderKey, Entry>();
        orders.forEach(order -> entries.putIfAbsent(order.key(), new Entry(new MessageId(ids.next()), order)));
        var placed = insert(entries.values());
        var missed = entries.values().stream()
                .filter(entry -> !placed.contains(entry.id()))
                .toList();
        var there = missed.isEmpty() ? Map.<OrderKey, MessageId>of() : known(missed);
        var revived = revive(missed, there);
        var told = new HashSet<OrderKey>();
        var placements = new ArrayList<Placement>(orders.size());
        for (var order : orders) {
            var key = order.key();
            var entry = Objects.requireNonNull(entries.get(key));
            var id = there.getOrDefault(key, entry.id());
            var isNew = (placed.contains(id) || revived.contains(id)) && told.add(key);
            placements.add(isNew ? new Placement.Placed(key, id) : new Placement.AlreadyThere(key, id));
        }
        return placements;
    }

    private Set<MessageId> insert(Collection<Entry> entries) {
        var insertion = jdbc.sql("""
                with ordered as (
                    select * from unnest(:ids::uuid[], :rules, :subjects, :versions, :clinics, :channels, :phones, :contents,
                                         :nonces, :priorities::smallint[], :dues::timestamptz[], :useful::timestamptz[])
                        as o(id, rule, subject, version, clinic, channel, phone, content, nonce, priority, due_at, useful_until)
                ), placed as (
                    insert into message (id, rule, subject, version, clinic, channel, to_phone, content, nonce)
                    select id, rule, subject, version, clinic, channel, phone, content::jsonb, nonce from ordered
                    order by subject, rule, version -- the same on every node, so that two planners never wait for each other in a circle
                    on conflict (subject, rule, version) do nothing
                    returning id
                ), history as (
                    insert into message_event (message_id, at, status) select id, :now, 'planned' from placed
                )
                insert into delivery (id, channel, status, priority, due_at, useful_until, planned_at)
                select id, channel, 'planned', priority, due_at, useful_until, :now from placed join ordered using (id) order by id
                returning id
                """)
                .param("ids", column(entries, Entry::id))
                .param("rules", column(entries, e -> e.order().key().rule()))
                .param("subjects", column(entries, e -> e.order().key().subject()))
                .param("versions", column(entries, e -> e.order().key().version()));
        return idsOf(insertion, entries);
    }

    private Map<OrderKey, MessageId> known(Collection<Entry> entries) {
        var known = new HashMap<OrderKey, MessageId>();
        jdbc.sql("""
                select m.id, m.rule, m.subject, m.version
                from unnest(:rules, :subjects, :versions) as o(rule, subject, version)
                join message m using (subject, rule, version)
                """)
                .param("rules", column(entries, e -> e.order().key().rule()))
                .param("subjects", column(entries, e -> e.order().key().subject()))
                .param("versions", column(entries, e -> e.order().key().version()))
                .query(row -> {
                    known.put(
                            new OrderKey(row.getString("rule"), row.getString("subject"), row.getString("version")),
                            Sql.id(row));
                });
        return known;
    }

    /** An order that was taken back before it left may be placed again: an appointment that moves away and back is due as before. */
    private Set<MessageId> revive(Collection<Entry> entries, Map<OrderKey, MessageId> there) {
        if (entries.isEmpty()) {
            return Set.of();
        }
        var revival = jdbc.sql("""
                with ordered as (
                    select * from unnest(:ids::uuid[], :clinics, :channels, :phones, :contents,
                                         :nonces, :priorities::smallint[], :dues::timestamptz[], :useful::timestamptz[])
                        as o(id, clinic, channel, phone, content, nonce, priority, due_at, useful_until)
                ), revoked as (
                    select id from delivery
                    where id = any(:ids::uuid[]) and status = 'revoked' and wamid is null and not exists (
                        select from message_attempt a where a.message_id = id and a.outcome in ('accepted', 'unknown'))
                    order by id for update
                ), rewritten as (
                    update message m
                    set clinic = o.clinic, channel = o.channel, to_phone = o.phone, content = o.content::jsonb, nonce = o.nonce
                    from ordered o join revoked using (id) where m.id = o.id
                ), history as (
                    insert into message_event (message_id, at, status) select id, :now, 'planned' from revoked
                )
                update delivery d
                set status = 'planned', reason = null, ended_at = null, queued_at = null, channel = o.channel, priority = o.priority,
                    due_at = o.due_at, useful_until = o.useful_until, planned_at = :now
                from ordered o join revoked using (id) where d.id = o.id
                returning d.id
                """)
                .param("ids", column(entries, e -> there.get(e.order().key())));
        return idsOf(revival, entries);
    }

    /** Binds what orders say, one column for each thing, and tells which messages the statement wrote. */
    private Set<MessageId> idsOf(JdbcClient.StatementSpec statement, Collection<Entry> entries) {
        return statement
                .param("clinics", column(entries, e -> e.order().clinic()))
                .param("channels", column(entries, e -> e.order().channel()))
                .param("phones", column(entries, e -> e.order().to().e164()))
                .param("contents", column(entries, e -> write(e.order().content())))
                .param("nonces", column(entries, e -> e.order().nonce()))
                .param("priorities", column(entries, e -> e.order().priority().ordinal()))
                .param("dues", column(entries, e -> e.order().due()))
                .param("useful", column(entries, e -> e.order().usefulUntil()))
                .param("now", at(clock.instant()))
                .query((row, n) -> Sql.id(row))
                .set();
    }

    public int revoke(String rule, Collection<String> subjects, Reason reason) {
        return jdbc.sql("""
                with unsent as (
                    select d.id from delivery d join message m using (id)
                    where m.rule = :rule and m.subject = any(:subjects) and d.status in ('planned', 'queued')
                    order by d.id for update of d
                ), history as (
                    insert into message_event (message_id, at, status, detail) select id, :now, 'revoked', :reason from unsent
                )
                update delivery d set status = 'revoked', reason = :reason, ended_at = :now
                from unsent where d.id = unsent.id
                """)
                .param("rule", rule)
                .param("subjects", subjects.toArray(String[]::new))
                .param("reason", reason.name())
                .param("now", at(clock.instant()))
                .update();
    }

    private String write(Content content) {
        try {
            return json.writerFor(Content.class).writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A message's content cannot be written as JSON", e);
        }
    }
}
