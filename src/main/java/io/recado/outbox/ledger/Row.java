package io.recado.outbox.ledger;

import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.outbox.MessageId;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Priority;
import io.recado.outbox.Status;
import io.recado.outbox.queue.Parcel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message's row as the ledger's own machinery needs it.
 *
 * @param to whom it goes to, E.164
 * @param orderedChannel the channel that it was ordered for
 * @param channel the one that it takes now
 */
public record Row(
        MessageId id,
        OrderKey key,
        ClinicId clinic,
        String to,
        ChannelId orderedChannel,
        ChannelId channel,
        Status status,
        int priority,
        int attempts,
        Instant dueAt,
        Instant usefulUntil,
        @Nullable Instant sendingAt,
        @Nullable String wamid,
        List<String> spentWamids) {

    /** What {@link #read} reads; {@code d} is the delivery and {@code m} the message. */
    public static final String COLUMNS = """
             d.id, m.rule, m.subject, m.version, m.clinic, m.to_phone, m.channel as ordered_channel, d.channel, d.status, d.priority, d.attempts, d.due_at, d.useful_until, d.sending_at,
             d.wamid, d.spent_wamids
             """;

    public static Row read(ResultSet row, int number) throws SQLException {
        var spent = row.getArray("spent_wamids");
        return new Row(
                Sql.id(row),
                new OrderKey(row.getString("rule"), row.getString("subject"), row.getString("version")),
                new ClinicId(row.getString("clinic")),
                row.getString("to_phone"),
                new ChannelId(row.getString("ordered_channel")),
                new ChannelId(row.getString("channel")),
                Status.of(row.getString("status")),
                row.getInt("priority"),
                row.getInt("attempts"),
                Sql.knownInstant(row, "due_at"),
                Sql.knownInstant(row, "useful_until"),
                Sql.instant(row, "sending_at"),
                row.getString("wamid"),
                spent == null ? List.of() : List.of((String[]) spent.getArray()));
    }

    public String rule() {
        return key.rule();
    }

    public Priority urgency() {
        return Priority.values()[priority];
    }

    public Parcel parcel() {
        return new Parcel(channel, id, urgency(), null);
    }

    /** The same on another channel. */
    public Row movedTo(ChannelId other) {
        return new Row(
                id,
                key,
                clinic,
                to,
                orderedChannel,
                other,
                status,
                priority,
                attempts,
                dueAt,
                usefulUntil,
                sendingAt,
                wamid,
                spentWamids);
    }

    /** Without the recipient. */
    @Override
    public String toString() {
        return "Row[%s, %s]".formatted(id, status);
    }
}
