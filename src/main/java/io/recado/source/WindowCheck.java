package io.recado.source;

import org.jspecify.annotations.Nullable;

/** Whether what a window read did not have can be believed to be gone. A half answer taken for a mass deletion is the worst a hub can do. */
final class WindowCheck {

    private static final double LEAST_SHARE = 0.5;

    private WindowCheck() {}

    /**
     * Why not; null when it can.
     *
     * @param whole whether every record could be told apart
     * @param complete whether the source itself called the read complete
     * @param previous things that the last believed read saw; null when there was none
     */
    static @Nullable String doubt(boolean whole, boolean complete, int count, @Nullable Integer previous) {
        if (!complete) {
            return "INCOMPLETE: the source says that its answer is cut short";
        }
        if (!whole) {
            return "UNNAMED_RECORDS: some records have no id, so nobody knows what they are about";
        }
        if (previous != null && count < LEAST_SHARE * previous) {
            return "SHORT: %d where the last read had %d".formatted(count, previous);
        }
        return null;
    }
}
