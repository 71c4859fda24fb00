package io.recado.console.api;

import org.jspecify.annotations.Nullable;

/** How many items a page may have. */
final class Limit {

    static final int DEFAULT = 50;
    static final int MOST = 200;

    private Limit() {}

    static int of(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT;
        }
        if (asked < 1 || asked > MOST) {
            throw Refusal.parameter("limit", asked.toString(), "a number from 1 to " + MOST);
        }
        return asked;
    }
}
