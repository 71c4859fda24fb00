package io.recado.outbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What years of sending leave behind: messages that ended, most of them read, each with the steps it took. */
public final class OldLedger {

    private static final int PIECE = 250_000;
    private static final List<String> TABLES =
            List.of("message", "delivery", "message_event", "message_attempt", "failed_message");

    private OldLedger() {}

    /**
     * Adds messages to the ledger of a database that nobody else writes to at the moment. Indexes are built afterwards, and references are
     * not looked at: that is what makes millions bearable.
     *
     * @param last when the last of them was planned; the others were in the 300 days before, so that none is old enough for the archive
     */
    public static void seed(JdbcClient jdbc, int messages, Instant last) {
        var references = jdbc.sql("""
                select conrelid::regclass::text as owner, conname, pg_get_constraintdef(oid) as definition
                from pg_constraint where contype = 'f' and confrelid in ('message'::regclass, 'delivery'::regclass)
                """).query(Definition.class).list();
        var indexes = jdbc.sql("""
                select null as owner, indexrelid::regclass::text as conname, pg_get_indexdef(indexrelid) as definition
                from pg_index join pg_class c on c.oid = indrelid
                where c.relname = any(:tables) and not exists (select from pg_constraint k where k.conindid = indexrelid)
                """)
                .param("tables", TABLES.toArray(String[]::new))
                .query(Definition.class)
                .list();
        references.forEach(reference -> jdbc.sql(
                        "alter table %s drop constraint %s".formatted(reference.owner(), reference.conname()))
                .update());
        indexes.forEach(index -> jdbc.sql("drop index " + index.conname()).update());
        for (var from = 0; from < messages; from += PIECE) {
            piece(jdbc, from, Math.min(from + PIECE, messages), messages, last);
        }
        indexes.forEach(index -> jdbc.sql(index.definition()).update());
        references.forEach(reference -> jdbc.sql("alter table %s add constraint %s %s not valid"
                        .formatted(reference.owner(), reference.conname(), reference.definition()))
                .update());
        TABLES.forEach(table -> jdbc.sql("vacuum analyze " + table).update());
    }

    /** A constraint's or an index's own words. */
    public record Definition(String owner, String conname, String definition) {}

    private static void piece(JdbcClient jdbc, int from, int to, int messages, Instant last) {
        jdbc.sql("""
                with old as materialized (
                    select n, at, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7000' ||
                                   '8' || lpad(to_hex(n), 15, '0'))::uuid as id,
                           case when n % 100 = 0 then 'failed' when n % 50 = 1 then 'revoked' else 'read' end as status
                    from generate_series(:from, :to - 1) as n,
                         lateral (select :last::timestamptz - (:messages - n) * (interval '300 days' / :messages) as at) as planned
                ), messages as (
                    insert into message (id, rule, subject, version, clinic, channel, to_phone, content, nonce)
                    select id, 'reminder', 'appointment:old-' || n, at::text, 'centro', 'centro-cloud', '+346' || lpad((n % 50000)::text, 8, '0'),
                           '{"kind": "template", "name": "recordatorio_cita", "language": "es", "parameters": ["Ana", "Clínica Sol Centro",
                             "martes 24 de noviembre", "10:30", "Dra. Ruiz", "Limpieza dental"], "buttons": [],
                             "text": "Hola Ana, te recordamos tu cita en Clínica Sol Centro el martes 24 de noviembre a las 10:30."}',
                           'old-' || n
                    from old order by n
                ), deliveries as (
                    insert into delivery (id, channel, status, reason, priority, due_at, useful_until, attempts, wamid, planned_at, queued_at,
                                          sending_at, accepted_at, sent_at, delivered_at, read_at, ended_at, failure_code, failure_class)
                    select id, 'centro-cloud', status, case when status = 'revoked' then 'APPOINTMENT_MOVED' end, 1, at, at + interval '1 day',
                           1, case when status = 'read' then 'wamid.old-' || n end, at, at, at, at, at, at, at,
                           case when status <> 'read' then at end, case when status = 'failed' then 131026 end,
                           case when status = 'failed' then 'FIX_RECIPIENT' end
                    from old order by n
                ), events as (
                    insert into message_event (message_id, at, status)
                    select id, at, step from old, unnest(array['planned', 'queued', 'sending', 'accepted', 'sent', 'delivered', status]) as step
                ), attempts as (
                    insert into message_attempt (message_id, number, started_at, ended_at, outcome, wamid)
                    select id, 1, at, at, 'accepted', 'wamid.old-' || n from old
                )
                insert into failed_message (message_id, clinic, rule, failed_at, class, code, title, resolved_at, resolution)
                select id, 'centro', 'reminder', at, 'FIX_RECIPIENT', 131026, 'Message undeliverable', at, 'arrived' from old where status = 'failed'
                """)
                .param("from", from)
                .param("to", to)
                .param("messages", messages)
                .param("last", last.atOffset(ZoneOffset.UTC))
                .update();
    }
}
