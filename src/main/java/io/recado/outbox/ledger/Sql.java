package io.recado.outbox.ledger;

import io.recado.outbox.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Values on their way to and from PostgreSQL. Whole columns travel as text arrays, which the statement casts and unnests. */
public final class Sql {

    private Sql() {}

    public static <T> @Nullable String[] column(Collection<T> rows, Function<T, ? extends @Nullable Object> value) {
        return rows.stream()
                .map(value)
                .map(field -> field == null ? null : field.toString())
                .toArray(String[]::new);
    }

    public static String[] ids(Collection<MessageId> ids) {
        return ids.stream().map(MessageId::toString).toArray(String[]::new);
    }

    public static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    public static Instant knownInstant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column), column);
    }

    public static MessageId id(ResultSet row) throws SQLException {
        return MessageId.of(row.getString("id"));
    }

    /** Whether a statement gave up because somebody else held a row for longer than {@code lock_timeout}; PostgreSQL's code 55P03. */
    public static boolean lockTimedOut(DataAccessException failure) {
        return failure.getCause() instanceof SQLException cause && "55P03".equals(cause.getSQLState());
    }
}
