package io.recado.source;

import java.util.Locale;

/** How a source is read. Always both ways: what one misses, the other finds. */
public enum Lane {
    /** What changed since the last time, with an overlap. Cheap, often, and allowed to miss. */
    FAST,
    /** The whole window of days. Finds deletions, silent edits and whatever the fast lane lost. */
    SLOW;

    /** As in names of routes and in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Lane ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
