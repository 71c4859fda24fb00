package io.recado.inbound;

import io.recado.configuration.ChannelId;
import io.recado.inbound.InboundStore.State;
import io.recado.inbound.Settling.Done;
import io.recado.inbound.Settling.NotDead;
import io.recado.inbound.Settling.NothingLeft;
import io.recado.inbound.Settling.Unknown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Webhooks that could not be read, and what people do about them. Nothing is deleted by it: the state changes, and who changed it is kept. */
@Component
class DeadWebhooks {

    private static final String COLUMNS =
            "id, channel, received_at, state, reason, raw is not null as kept from inbound_payload\n";

    private final JdbcClient jdbc;
    private final InboundStore store;
    private final PayloadReader reader;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DeadWebhooks(
            JdbcClient jdbc, InboundStore store, PayloadReader reader, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.reader = reader;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Row(long id, UUID receipt, State state, Letter letter, boolean kept) {}

    /** Newest first, older than {@code before}. */
    List<DeadWebhook> list(long before, int limit) {
        return withActions(jdbc.sql("select " + COLUMNS + """
                         where state in ('partial', 'rejected') and id < :before
                         order by id desc limit :limit""")
                .param("before", before)
                .param("limit", limit)
                .query(DeadWebhooks::read)
                .list());
    }

    /** One that is dead, or was until somebody acted. */
    Optional<DeadWebhook> find(long id) {
        return withActions(jdbc.sql("select " + COLUMNS + """
                         where id = :id and (state in ('partial', 'rejected', 'discarded')
                                             or exists (select from inbound_payload_action where payload = :id))""")
                        .param("id", id)
                        .query(DeadWebhooks::read)
                        .list())
                .stream()
                .findFirst();
    }

    private static DeadWebhook read(ResultSet row, int number) throws SQLException {
        return new DeadWebhook(
                row.getLong("id"),
                new ChannelId(row.getString("channel")),
                row.getTimestamp("received_at").toInstant(),
                row.getString("state"),
                row.getString("reason"),
                row.getBoolean("kept"),
                List.of());
    }

    private List<DeadWebhook> withActions(List<DeadWebhook> webhooks) {
        var actions = new HashMap<Long, List<DeadWebhook.Action>>();
        jdbc.sql("""
                        select payload, at, by, action, outcome, reason from inbound_payload_action
                         where payload = any(:ids::bigint[]) order by id""").param("ids", Columns.texts(webhooks, DeadWebhook::id)).query(row -> {
            actions.computeIfAbsent(row.getLong("payload"), id -> new ArrayList<>())
                    .add(new DeadWebhook.Action(
                            row.getTimestamp("at").toInstant(),
                            row.getString("by"),
                            row.getString("action"),
                            row.getString("outcome"),
                            row.getString("reason")));
        });
        return webhooks.stream()
                .map(webhook -> webhook.with(actions.getOrDefault(webhook.id(), List.of())))
                .toList();
    }

    /** Its bytes as they came; empty for one that is not dead, or too old. */
    Optional<byte[]> raw(long id) {
        return find(id).flatMap(found -> jdbc.sql("select raw from inbound_payload where id = :id and raw is not null")
                .param("id", id)
                .query(byte[].class)
                .optional());
    }

    Settling retry(long id, String by) {
        var row = row(id);
        var refusal = refusal(id, row);
        if (refusal != null) {
            return refusal;
        }
        if (!row.get().kept()) {
            return new NothingLeft(id);
        }
        var outcome = reader.partByPart(id, reader.understand(row.get().letter()));
        inTransaction(() -> note(id, by, "retry", outcome.state(), outcome.reason()));
        return done(id);
    }

    Settling discard(long id, String by, String reason) {
        var refusal = inTransaction(() -> {
            var row = row(id);
            var no = refusal(id, row);
            if (no == null) {
                store.settle(id, State.DISCARDED, reasonOf(id));
                note(id, by, "discard", State.DISCARDED, reason);
            }
            return Optional.ofNullable(no);
        });
        return refusal.isPresent() ? refusal.get() : done(id);
    }

    private Settling done(long id) {
        return new Done(find(id).orElseThrow());
    }

    private static @Nullable Settling refusal(long id, Optional<Row> row) {
        if (row.isEmpty()) {
            return new Unknown(id);
        }
        var state = row.get().state();
        return state == State.PARTIAL || state == State.REJECTED ? null : new NotDead(id, state.code());
    }

    private Optional<Row> row(long id) {
        return jdbc.sql("select * from inbound_payload where id = :id for update")
                .param("id", id)
                .query((row, number) -> {
                    var raw = row.getBytes("raw");
                    return new Row(
                            id,
                            row.getObject("receipt", UUID.class),
                            State.of(row.getString("state")),
                            new Letter(
                                    row.getObject("receipt", UUID.class),
                                    new ChannelId(row.getString("channel")),
                                    row.getTimestamp("received_at").toInstant(),
                                    raw == null ? new byte[0] : raw),
                            raw != null);
                })
                .optional();
    }

    private @Nullable String reasonOf(long id) {
        return jdbc.sql("select reason from inbound_payload where id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private boolean note(long id, String by, String action, State outcome, @Nullable String reason) {
        return jdbc.sql("""
                        insert into inbound_payload_action (payload, at, by, action, outcome, reason)
                        values (:id, :now, :by, :action, :outcome, :reason)""")
                        .param("id", id)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("by", by)
                        .param("action", action)
                        .param("outcome", outcome.code())
                        .param("reason", reason)
                        .update()
                > 0;
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(transaction -> work.get()));
    }
}
