package io.recado.console.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next what to send as {@code cursor} for what follows; null at the end
 */
record Page<T>(
        List<T> items,

        @Schema(description = "Send it as `cursor` to get what follows; null at the end", nullable = true) @Nullable
        String next) {

    /** A list that is complete. */
    static <T> Page<T> whole(List<T> items) {
        return new Page<>(List.copyOf(items), null);
    }

    <R> Page<R> map(Function<T, R> function) {
        return new Page<>(items.stream().map(function).toList(), next);
    }
}
