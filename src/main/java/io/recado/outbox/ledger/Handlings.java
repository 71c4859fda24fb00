package io.recado.outbox.ledger;

import static io.recado.outbox.ledger.Sql.at;
import static io.recado.outbox.ledger.Sql.column;

import io.recado.contact.PhoneNumber;
import io.recado.outbox.FailedMessage;
import io.recado.outbox.Handling;
import io.recado.outbox.Handling.Done;
import io.recado.outbox.Handling.Means;
import io.recado.outbox.Handling.NotWaiting;
import io.recado.outbox.Handling.TooLate;
import io.recado.outbox.Handling.Unknown;
import io.recado.outbox.Handling.Way;
import io.recado.outbox.MessageId;
import io.recado.outbox.Status;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Closes failures at somebody's wish, in the caller's transaction. Whoever closes one holds the message's row, so of two people at once the
 * second finds out what the first one did.
 */
public final class Handlings {

    private final JdbcClient jdbc;
    private final Search search;
    private final FailedRows failures;
    private final Clock clock;

    public Handlings(JdbcClient jdbc, Search search, FailedRows failures, Clock clock) {
        this.jdbc = jdbc;
        this.search = search;
        this.failures = failures;
        this.clock = clock;
    }

    /** A message that shall go again, to another number than before when there is one. */
    public record Again(MessageId id, @Nullable PhoneNumber to) {}

    public Handling resend(Again wish, String by) {
        return resend(List.of(wish), by).contains(wish.id()) ? new Done(wish.id()) : refused(wish.id());
    }

    /** @return those that are planned again; the others are not waiting, or nobody wants them any more */
    public Set<MessageId> resend(Collection<Again> wishes, String by) {
        if (wishes.isEmpty()) {
            return Set.of();
        }
        return jdbc.sql("""
                with wish as (
                    select * from unnest(:ids::uuid[], :phones) as w(id, phone)
                ), fit as (
                    select id from delivery
                    where id = any(:ids::uuid[]) and status = 'failed' and useful_until > :now order by id for update
                ), closed as (
                    update failed_message f set resolved_at = :now, resolution = 'resent', resolved_by = :by
                    from fit where f.message_id = fit.id and f.resolved_at is null
                    returning f.id as failure, f.message_id
                ), history as (
                    insert into message_event (message_id, at, status, detail)
                    select message_id, :now, 'planned', 'resent' from closed
                    returning number, message_id
                ), action as (
                    insert into failed_action (failed_message, event, at, by_whom, action)
                    select c.failure, h.number, :now, :by, 'resent' from closed c join history h using (message_id)
                ), readdressed as (
                    update message m set to_phone = w.phone
                    from wish w join closed c on c.message_id = w.id where m.id = w.id and w.phone is not null
                )
                update delivery d
                set status = 'planned', due_at = :now, ended_at = null, failure_code = null, failure_class = null,
                    spent_wamids = case when wamid is null then spent_wamids else array_append(spent_wamids, wamid) end, wamid = null
                from closed where d.id = closed.message_id
                returning d.id
                """)
                .param("ids", column(wishes, Again::id))
                .param(
                        "phones",
                        column(
                                wishes,
                                wish -> wish.to() == null ? null : wish.to().e164()))
                .param("by", by)
                .param("now", at(clock.instant()))
                .query((row, number) -> Sql.id(row))
                .set();
    }

    public Handling contacted(MessageId id, Means means, @Nullable String note, String by) {
        return close(id, Way.CONTACTED, means, note, by);
    }

    public Handling discard(MessageId id, String reason, String by) {
        return close(id, Way.DISCARDED, null, reason, by);
    }

    private Handling close(MessageId id, Way way, @Nullable Means means, @Nullable String note, String by) {
        var closed = jdbc.sql("""
                with mine as (
                    select id from delivery where id = :id and status = 'failed' for update
                ), closed as (
                    update failed_message f set resolved_at = :now, resolution = :way, resolved_by = :by
                    from mine where f.message_id = mine.id and f.resolved_at is null
                    returning f.id as failure, f.message_id
                ), history as (
                    insert into message_event (message_id, at, status, detail)
                    select message_id, :now, 'failed', :detail from closed
                    returning number, message_id
                )
                insert into failed_action (failed_message, event, at, by_whom, action, means, note)
                select c.failure, h.number, :now, :by, :way, :means, :note from closed c join history h using (message_id)
                """)
                .param("id", id.value())
                .param("way", way.code())
                .param("detail", means == null ? way.code() : way.code() + "_" + means.code())
                .param("means", means == null ? null : means.code())
                .param("note", note)
                .param("by", by)
                .param("now", at(clock.instant()))
                .update();
        return closed == 1 ? new Done(id) : refused(id);
    }

    /** Notes on a failure that waits that its patient has another number now. It goes on waiting. */
    public Handling phoneCorrected(MessageId id, String by) {
        var noted = jdbc.sql("""
                with mine as (
                    select id from delivery where id = :id and status = 'failed' for update
                ), open as (
                    select f.id as failure, f.message_id from failed_message f join mine on f.message_id = mine.id
                    where f.resolved_at is null for update of f
                ), history as (
                    insert into message_event (message_id, at, status, detail)
                    select message_id, :now, 'failed', 'phone_corrected' from open
                    returning number, message_id
                )
                insert into failed_action (failed_message, event, at, by_whom, action)
                select o.failure, h.number, :now, :by, 'phone_corrected' from open o join history h using (message_id)
                """)
                .param("id", id.value())
                .param("by", by)
                .param("now", at(clock.instant()))
                .update();
        return noted == 1 ? new Done(id) : refused(id);
    }

    private Handling refused(MessageId id) {
        var message = search.find(id);
        if (message.isEmpty()) {
            return new Unknown(id);
        }
        var latest = failures.latest(id);
        var before = latest.map(FailedMessage::handled).orElse(null);
        var waits = message.get().status() == Status.FAILED && latest.isPresent() && before == null;
        return waits ? new TooLate(id) : new NotWaiting(id, message.get().status(), before);
    }
}
