package io.recado.source;

/** In which order rejected records are listed. */
public record RejectedOrder(By by, boolean descending) {

    /** What decides; what is equal stands in the order in which it first came. */
    public enum By {
        ID("external_id"),
        TYPE("type"),
        REASON("reason"),
        FIRST("first_seen_at"),
        LAST("last_seen_at"),
        TIMES("times");

        private final String column;

        By(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    /** As SQL says it; nothing in it was typed by anybody. */
    String sql() {
        var direction = descending ? " desc" : "";
        return by.column() + direction + ", id" + direction;
    }
}
