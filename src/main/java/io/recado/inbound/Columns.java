package io.recado.inbound;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns for {@code unnest}: many rows in one statement. */
final class Columns {

    private Columns() {}

    /** As text, which the statement casts; nulls stay null. */
    static <T> String[] texts(Collection<T> rows, Function<T, @Nullable Object> column) {
        return rows.stream()
                .map(row -> {
                    var value = column.apply(row);
                    return value == null ? null : value.toString();
                })
                .toArray(String[]::new);
    }

    static <T> byte[][] bytes(Collection<T> rows, Function<T, byte[]> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }
}
