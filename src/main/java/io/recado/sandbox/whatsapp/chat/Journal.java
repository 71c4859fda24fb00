package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import jakarta.annotation.PreDestroy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes messages and the webhooks that tell of them, many at a time. What it has written survives the process. */
@Component
public class Journal {

    /** @param failure what its failed status will say; null when it will arrive */
    public record Message(
            String wamid,
            String phoneNumberId,
            String waId,
            String direction,
            String type,
            String text,
            String view,
            String category,
            @Nullable String opaque,
            String status,
            @Nullable String failure,
            Instant at) {}

    /** @param status of the message it tells of; null when it carries a person's own message */
    public record Webhook(
            String phoneNumberId, String wamid, @Nullable String status, String change, Instant dueAt) {}

    /** What is stored together. */
    public record Entry(Message message, Phone phone, List<Webhook> webhooks) {}

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Phones phones;
    private final GroupCommit<Entry> commits;

    Journal(JdbcTemplate jdbc, PlatformTransactionManager transactions, Phones phones) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.phones = phones;
        this.commits = new GroupCommit<>("sandbox-journal", this::write);
    }

    @PreDestroy
    public void close() {
        commits.close();
    }

    /** Returns when it is stored. */
    public void store(Entry entry) {
        commits.store(entry);
    }

    private void write(List<Entry> entries) {
        List<Phone> strangers = entries.stream()
                .map(Entry::phone)
                .filter(phone -> phones.find(phone.waId()) == null)
                .distinct()
                .toList();
        List<Message> messages = entries.stream().map(Entry::message).toList();
        List<Webhook> webhooks =
                entries.stream().flatMap(entry -> entry.webhooks().stream()).toList();
        transactions.executeWithoutResult(status -> {
            if (!strangers.isEmpty()) {
                insert("""
                        insert into whatsapp.phone (wa_id, number, name, user_id)
                        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[])
                        on conflict do nothing
                        """, strangers, Phone::waId, Phone::number, Phone::name, Phone::userId);
            }
            insertMessages(messages);
            insertWebhooks(webhooks);
            openWindows(messages);
        });
        strangers.forEach(phones::keep);
    }

    private void insertMessages(List<Message> messages) {
        insert(
                """
                insert into whatsapp.message
                       (wamid, phone_number_id, wa_id, direction, type, text, view, category, opaque, status, failure, at, seen)
                select wamid, number, wa_id, direction, type, text, view::jsonb, category, opaque, status, failure,
                       at::timestamptz, direction = 'inbound'
                  from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                              ?::text[], ?::text[], ?::text[], ?::text[])
                       as m(wamid, number, wa_id, direction, type, text, view, category, opaque, status, failure, at)
                """,
                messages,
                Message::wamid,
                Message::phoneNumberId,
                Message::waId,
                Message::direction,
                Message::type,
                Message::text,
                Message::view,
                Message::category,
                Message::opaque,
                Message::status,
                Message::failure,
                message -> message.at().toString());
    }

    private void insertWebhooks(List<Webhook> webhooks) {
        if (webhooks.isEmpty()) {
            return;
        }
        insert(
                """
                insert into whatsapp.webhook (lane, wamid, status, change, due_at, created_at)
                select number, wamid, status, change, due_at::timestamptz, due_at::timestamptz
                  from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                       as w(number, wamid, status, change, due_at)
                """,
                webhooks,
                Webhook::phoneNumberId,
                Webhook::wamid,
                Webhook::status,
                Webhook::change,
                webhook -> webhook.dueAt().toString());
    }

    private void openWindows(List<Message> messages) {
        // a notice of WhatsApp itself is nobody's message
        Predicate<Message> inbound =
                message -> "inbound".equals(message.direction()) && !"system".equals(message.type());
        List<Message> written = messages.stream().filter(inbound).toList();
        if (written.isEmpty()) {
            return;
        }
        insert("""
                insert into whatsapp.service_window (phone_number_id, wa_id, opened_at)
                select number, wa_id, max(at::timestamptz)
                  from unnest(?::text[], ?::text[], ?::text[]) as m(number, wa_id, at)
                 group by number, wa_id
                on conflict (phone_number_id, wa_id) do update set opened_at = excluded.opened_at
                """, written, Message::phoneNumberId, Message::waId, message -> message.at()
                .toString());
    }

    @SafeVarargs
    private <T> void insert(String sql, List<T> rows, Function<T, @Nullable String>... columns) {
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < columns.length; i++) {
                    statement.setArray(i + 1, array(connection, rows, columns[i]));
                }
                statement.executeUpdate();
            }
            return null;
        });
    }

    private static <T> Array array(Connection connection, List<T> rows, Function<T, @Nullable String> column)
            throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(column).toArray());
    }

    /** More webhooks about messages already stored. */
    public void tell(List<Webhook> webhooks) {
        transactions.executeWithoutResult(status -> insertWebhooks(webhooks));
    }
}
