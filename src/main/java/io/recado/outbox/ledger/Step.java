package io.recado.outbox.ledger;

import io.recado.channel.Failure;
import io.recado.outbox.MessageId;
import io.recado.outbox.Reason;
import io.recado.outbox.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a message that the hub itself takes.
 *
 * @param detail for the history: a reason or a code
 * @param channel the one that it takes from now on
 * @param dueAt when a message that is queued or planned again shall be tried
 * @param settleAfter until when a message in doubt waits for news
 */
public record Step(
        MessageId id,
        String rule,
        String channel,
        Status status,
        Instant at,
        @Nullable String detail,
        @Nullable Instant dueAt,
        @Nullable Instant settleAfter,
        @Nullable Failure failure) {

    public static Step to(Status status, Row row, Instant at) {
        return new Step(row.id(), row.rule(), row.channel().value(), status, at, null, null, null, null);
    }

    public static Step ended(Status status, Row row, Instant at, Reason reason) {
        return new Step(row.id(), row.rule(), row.channel().value(), status, at, reason.name(), null, null, null);
    }

    public static Step inDoubt(Row row, Instant at, Instant settleAfter) {
        return new Step(
                row.id(), row.rule(), row.channel().value(), Status.IN_DOUBT, at, null, null, settleAfter, null);
    }

    public static Step again(Row row, Instant at, Instant dueAt, @Nullable String detail) {
        return new Step(row.id(), row.rule(), row.channel().value(), Status.QUEUED, at, detail, dueAt, null, null);
    }

    /** It waits in the ledger, off its queue, until a later time. */
    public static Step held(Row row, Instant at, Instant dueAt, String detail) {
        return new Step(row.id(), row.rule(), row.channel().value(), Status.PLANNED, at, detail, dueAt, null, null);
    }

    public static Step failed(Row row, Instant at, Failure failure) {
        var code = Integer.toString(failure.code());
        return new Step(row.id(), row.rule(), row.channel().value(), Status.FAILED, at, code, null, null, failure);
    }
}
