package io.recado.outbox;

/**
 * The order of a list of failures.
 *
 * @param by what decides; what is equal stands in the order in which it failed
 * @param descending whether the greatest, or latest, comes first
 */
public record FailedOrder(By by, boolean descending) {

    public static final FailedOrder LATEST_FIRST = new FailedOrder(By.WHEN, true);

    /** What a list may be sorted by. */
    public enum By {
        WHEN("failed_at"),
        CODE("code"),
        RULE("rule"),
        CLINIC("clinic");

        private final String column;

        By(String column) {
            this.column = column;
        }

        /** Of {@code failed_message}; nothing in it was typed by anybody. */
        public String column() {
            return column;
        }
    }
}
