package io.recado.outbox.ledger;

import static io.recado.outbox.ledger.Sql.at;
import static io.recado.outbox.ledger.Sql.knownInstant;

import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.configuration.ClinicId;
import io.recado.outbox.FailedCount;
import io.recado.outbox.FailedMessage;
import io.recado.outbox.FailedMessage.Handled;
import io.recado.outbox.FailedOrder;
import io.recado.outbox.FailedQuery;
import io.recado.outbox.Handling;
import io.recado.outbox.MessageId;
import io.recado.outbox.Page;
import io.recado.platform.PageCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the failures of the ledger. */
public final class FailedRows {

    private static final String FAILURE = Search.MESSAGE + Search.KEPT + """
            , f.id as number, f.failed_at, f.class, f.code, f.title, f.details, f.trace, f.resolved_at, f.resolution, f.resolved_by
            """;
    private static final String TABLES =
            " from failed_message f join message m on m.id = f.message_id join delivery d on d.id = m.id where ";

    private final JdbcClient jdbc;
    private final Search search;

    public FailedRows(JdbcClient jdbc, Search search) {
        this.jdbc = jdbc;
        this.search = search;
    }

    /**
     * @param cursor of the page before; null for the first
     */
    public Page<FailedMessage> search(FailedQuery query, FailedOrder order, @Nullable PageCursor cursor, int limit) {
        var where = Where.of(query);
        if (cursor != null) {
            where.and(beyond(order))
                    .with("cursorAt", cursor.at().atOffset(ZoneOffset.UTC))
                    .with("cursorId", cursor.id());
        }
        var items = where.bound(
                        jdbc.sql(FAILURE + TABLES + where.text + " order by " + sorted(order) + " limit :limit"))
                .param("limit", limit + 1)
                .query(this::failure)
                .list();
        return Search.page(items, limit, FailedRows::cursor);
    }

    /** What comes after the cursor's failure, whose value in the column that decides never changes. */
    private static String beyond(FailedOrder order) {
        var than = order.descending() ? " < " : " > ";
        return order.by() == FailedOrder.By.WHEN
                ? "(f.failed_at, f.id)" + than + "(:cursorAt, :cursorId)"
                : "(f.%s, f.failed_at, f.id)".formatted(order.by().column())
                        + than
                        + "((select c.%s from failed_message c where c.id = :cursorId), :cursorAt, :cursorId)"
                                .formatted(order.by().column());
    }

    private static String sorted(FailedOrder order) {
        var direction = order.descending() ? " desc" : "";
        var first = order.by() == FailedOrder.By.WHEN ? "" : "f." + order.by().column() + direction + ", ";
        return first + "f.failed_at" + direction + ", f.id" + direction;
    }

    private static String cursor(FailedMessage failed) {
        return new PageCursor(failed.failedAt(), failed.number()).toString();
    }

    /** The latest failure of a message, closed or not. */
    public Optional<FailedMessage> latest(MessageId id) {
        return jdbc.sql(FAILURE + TABLES + "f.message_id = :id order by f.id desc limit 1")
                .param("id", id.value())
                .query(this::failure)
                .optional();
    }

    /** How many a query finds, up to a number. */
    public long count(FailedQuery query, int most) {
        var where = Where.of(query);
        return where.bound(jdbc.sql("select count(*) from (select 1" + TABLES + where.text + " limit :most) as found"))
                .param("most", most)
                .query(Long.class)
                .single();
    }

    public List<FailedCount> waiting() {
        return jdbc.sql("""
                        select clinic, class, count(*) as count, min(failed_at) as oldest from failed_message
                         where resolved_at is null group by clinic, class order by clinic, class
                        """)
                .query((row, number) -> new FailedCount(
                        new ClinicId(row.getString("clinic")),
                        FailureClass.valueOf(row.getString("class")),
                        row.getLong("count"),
                        knownInstant(row, "oldest")))
                .list();
    }

    private FailedMessage failure(ResultSet row, int number) throws SQLException {
        var resolution = row.getString("resolution");
        return new FailedMessage(
                row.getLong("number"),
                knownInstant(row, "failed_at"),
                search.message(row, number),
                new Failure(
                        FailureClass.valueOf(row.getString("class")),
                        row.getInt("code"),
                        row.getString("title"),
                        row.getString("details"),
                        row.getString("trace")),
                resolution == null
                        ? null
                        : new Handled(
                                Handling.Way.of(resolution),
                                knownInstant(row, "resolved_at"),
                                row.getString("resolved_by")));
    }

    /** The conditions of a query, added as needed, so that each combination finds its index. */
    static final class Where {

        final StringBuilder text = new StringBuilder();
        private final Map<String, Object> values = new LinkedHashMap<>();

        static Where of(FailedQuery query) {
            var where = new Where();
            where.text.append(query.handled() ? "f.resolved_at is not null" : "f.resolved_at is null");
            var clinics = query.clinics().ids();
            if (clinics.size() == 1) {
                // an equal sign keeps the order of the clinic's index
                where.and("f.clinic = :clinic")
                        .with("clinic", clinics.iterator().next().value());
            } else {
                where.given(
                        "f.clinic = any(:clinics)", "clinics", query.clinics().names());
            }
            where.given(
                    "f.class = :class",
                    "class",
                    query.kind() == null ? null : query.kind().name());
            where.given("f.code = :code", "code", query.code());
            where.given("f.rule = :rule", "rule", query.rule());
            where.given("f.failed_at >= :since", "since", at(query.since()));
            where.given("f.failed_at < :until", "until", at(query.until()));
            if (query.concerned() != null) {
                where.concerning(query.concerned());
            }
            return where;
        }

        private void concerning(FailedQuery.Concerned whom) {
            and("(m.to_phone like :digits or m.to_phone = any(:phones) or m.subject = any(:subjects))")
                    .with("digits", whom.digits() == null ? "" : "%" + whom.digits() + "%")
                    .with(
                            "phones",
                            whom.phones().stream().map(phone -> phone.e164()).toArray(String[]::new))
                    .with("subjects", whom.subjects().toArray(String[]::new));
        }

        private void given(String condition, String name, @Nullable Object value) {
            if (value != null) {
                and(condition).with(name, value);
            }
        }

        Where and(String condition) {
            text.append(" and ").append(condition);
            return this;
        }

        Where with(String name, Object value) {
            values.put(name, value);
            return this;
        }

        JdbcClient.StatementSpec bound(JdbcClient.StatementSpec statement) {
            values.forEach(statement::param);
            return statement;
        }
    }
}
