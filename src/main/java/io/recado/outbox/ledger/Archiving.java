package io.recado.outbox.ledger;

import io.recado.platform.Uuid7;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Moves messages that ended long ago out of the tables that every step of a message reads and writes. Nothing of them is lost. */
public final class Archiving {

    /** Few enough that nobody waits long for a row, or for the disk. */
    public static final int BATCH = 500;

    private final JdbcClient jdbc;

    public Archiving(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One batch, in the caller's transaction; none while another node moves one. Ids grow with time, so old messages are found by their
     * ids; one that was planned long ago and ended lately stays, and so does one that failed and still waits for somebody.
     *
     * @param before messages of which nothing was heard since then
     * @return how many were moved
     */
    public int move(Instant before, Instant now) {
        return jdbc.sql("""
                with lease as materialized (
                    select pg_try_advisory_xact_lock(hashtext('recado'), hashtext('archive')) as mine
                ), old as materialized (
                    select d.id from delivery d
                    where (select mine from lease) and d.id < :floor
                      and d.status in ('accepted', 'sent', 'delivered', 'read', 'failed', 'revoked', 'expired')
                      and greatest(d.planned_at, d.queued_at, d.accepted_at, d.sent_at, d.delivered_at, d.read_at, d.ended_at) < :before
                      and not exists (select from failed_message f where f.message_id = d.id and f.resolved_at is null)
                    order by d.id limit :batch for update of d skip locked
                ), kept as (
                    insert into archived_message (id, nonce, archived_at, message, delivery, events, attempts, failures, actions)
                    select m.id, m.nonce, :now, to_jsonb(m), to_jsonb(d),
                           coalesce((select jsonb_agg(to_jsonb(e) order by e.number) from message_event e where e.message_id = m.id), '[]'),
                           coalesce((select jsonb_agg(to_jsonb(a) order by a.number) from message_attempt a where a.message_id = m.id), '[]'),
                           coalesce((select jsonb_agg(to_jsonb(f) order by f.id) from failed_message f where f.message_id = m.id), '[]'),
                           coalesce((select jsonb_agg(to_jsonb(x) order by x.id) from failed_action x
                                     join failed_message f on f.id = x.failed_message where f.message_id = m.id), '[]')
                    from old join message m using (id) join delivery d using (id)
                ), events as (
                    delete from message_event e using old where e.message_id = old.id
                ), attempts as (
                    delete from message_attempt a using old where a.message_id = old.id
                ), failures as (
                    delete from failed_message f using old where f.message_id = old.id
                ), deliveries as (
                    delete from delivery d using old where d.id = old.id
                )
                delete from message m using old where m.id = old.id
                """)
                .param("floor", Uuid7.floor(before))
                .param("before", Sql.at(before))
                .param("batch", BATCH)
                .param("now", Sql.at(now))
                .update();
    }
}
