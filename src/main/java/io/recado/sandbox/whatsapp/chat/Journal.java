package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.gate.Gates;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.price.Conversation;
import io.recado.sandbox.whatsapp.price.Price;
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

    /**
     * @param status of the message it tells of; null when it carries a person's own message
     * @param change what it says; null when that follows from the message and the status
     * @param bulk whether it goes out together with all others that do
     */
    public record Webhook(
            String phoneNumberId,
            String wamid,
            @Nullable String status,
            @Nullable String change,
            Instant dueAt,
            boolean bulk) {

        public Webhook(
                String phoneNumberId, String wamid, @Nullable String status, @Nullable String change, Instant dueAt) {
            this(phoneNumberId, wamid, status, change, dueAt, false);
        }

        Webhook dueAt(Instant at) {
            return new Webhook(phoneNumberId, wamid, status, change, at, bulk);
        }

        Webhook inBulk(Instant at) {
            return new Webhook(phoneNumberId, wamid, status, change, at, true);
        }
    }

    /** What is stored together. */
    public record Entry(Message message, Phone phone, List<Webhook> webhooks, Course course) {

        public Entry(Message message, Phone phone, List<Webhook> webhooks) {
            this(message, phone, webhooks, Course.NONE);
        }
    }

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Phones phones;
    private final Gates gates;
    private final GroupCommit<Entry> commits;

    Journal(JdbcTemplate jdbc, PlatformTransactionManager transactions, Phones phones, Gates gates) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.phones = phones;
        this.gates = gates;
        this.commits = new GroupCommit<>("sandbox-journal", this::write);
    }

    @PreDestroy
    public void close() {
        commits.close();
    }

    /** Returns when it is stored. */
    public void store(Entry entry) {
        if ("inbound".equals(entry.message().direction())) {
            gates.heard(entry.message().phoneNumberId(), entry.message().at());
        }
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
            insertMessages(entries);
            insertWebhooks(webhooks);
            openWindows(messages);
        });
        strangers.forEach(phones::keep);
    }

    private void insertMessages(List<Entry> entries) {
        insert(
                """
                insert into whatsapp.message
                       (wamid, phone_number_id, wa_id, direction, type, text, view, category, opaque, status, failure, at, seen,
                        sent_at, delivered_at, read_at, failed_at, failure_details, outside_window, price_model, price_type, price_category,
                        market, price, currency, conversation, conversation_until)
                select wamid, number, wa_id, direction, type, text, view::jsonb, category, opaque, status, failure,
                       at::timestamptz, direction = 'inbound', sent::timestamptz, delivered::timestamptz,
                       read::timestamptz, failed::timestamptz, details, outside::boolean, model, price_type, price_category, market,
                       price::numeric, currency, conversation, until::timestamptz
                  from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                              ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                              ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                              ?::text[], ?::text[])
                       as m(wamid, number, wa_id, direction, type, text, view, category, opaque, status, failure, at,
                            sent, delivered, read, failed, details, outside, model, price_type, price_category, market, price,
                            currency, conversation, until)
                """,
                entries,
                entry -> entry.message().wamid(),
                entry -> entry.message().phoneNumberId(),
                entry -> entry.message().waId(),
                entry -> entry.message().direction(),
                entry -> entry.message().type(),
                entry -> entry.message().text(),
                entry -> entry.message().view(),
                entry -> entry.message().category(),
                entry -> entry.message().opaque(),
                entry -> entry.message().status(),
                entry -> entry.message().failure(),
                entry -> entry.message().at().toString(),
                entry -> text(entry.course().sentAt()),
                entry -> text(entry.course().deliveredAt()),
                entry -> text(entry.course().readAt()),
                entry -> text(entry.course().failedAt()),
                entry -> entry.course().failureDetails(),
                entry -> Boolean.toString(entry.course().outside()),
                priced(Price::model),
                priced(Price::type),
                priced(Price::category),
                priced(Price::market),
                priced(price -> price.amount().toPlainString()),
                priced(Price::currency),
                talked(Conversation::id),
                talked(conversation -> conversation.until().toString()));
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static Function<Entry, @Nullable String> priced(Function<Price, @Nullable String> part) {
        return entry -> {
            Price price = entry.course().price();
            return price == null ? null : part.apply(price);
        };
    }

    private static Function<Entry, @Nullable String> talked(Function<Conversation, String> part) {
        return entry -> {
            Conversation conversation = entry.course().conversation();
            return conversation == null ? null : part.apply(conversation);
        };
    }

    private void insertWebhooks(List<Webhook> webhooks) {
        if (webhooks.isEmpty()) {
            return;
        }
        insert(
                """
                insert into whatsapp.webhook (lane, wamid, status, change, due_at, created_at, bulk)
                select number, wamid, status, change, due_at::timestamptz, due_at::timestamptz, bulk::boolean
                  from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                       as w(number, wamid, status, change, due_at, bulk)
                """,
                webhooks,
                Webhook::phoneNumberId,
                Webhook::wamid,
                Webhook::status,
                Webhook::change,
                webhook -> webhook.dueAt().toString(),
                webhook -> Boolean.toString(webhook.bulk()));
    }

    private void openWindows(List<Message> messages) {
        Predicate<Message> inbound =
                message -> "inbound".equals(message.direction()) && Windows.opensWith(message.type());
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

    /** Gives a message that was stored without one its course, with all that its callback will be told. */
    void settle(String wamid, Course course, List<Webhook> webhooks) {
        Price price = course.price();
        Conversation conversation = course.conversation();
        transactions.executeWithoutResult(status -> {
            jdbc.update(
                    """
                    update whatsapp.message
                       set sent_at = ?::timestamptz, delivered_at = ?::timestamptz, read_at = ?::timestamptz,
                           failed_at = ?::timestamptz, failure_details = ?, outside_window = ?, price_model = ?,
                           price_type = ?, price_category = ?, market = ?, price = ?, currency = ?, conversation = ?,
                           conversation_until = ?::timestamptz
                     where wamid = ?
                    """,
                    text(course.sentAt()),
                    text(course.deliveredAt()),
                    text(course.readAt()),
                    text(course.failedAt()),
                    course.failureDetails(),
                    course.outside(),
                    price == null ? null : price.model(),
                    price == null ? null : price.type(),
                    price == null ? null : price.category(),
                    price == null ? null : price.market(),
                    price == null ? null : price.amount(),
                    price == null ? null : price.currency(),
                    conversation == null ? null : conversation.id(),
                    conversation == null ? null : text(conversation.until()),
                    wamid);
            insertWebhooks(webhooks);
        });
    }

    /** More webhooks about messages already stored. */
    public void tell(List<Webhook> webhooks) {
        transactions.executeWithoutResult(status -> insertWebhooks(webhooks));
    }
}
