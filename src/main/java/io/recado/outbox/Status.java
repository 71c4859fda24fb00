package io.recado.outbox;

import java.util.Locale;

/**
 * Where a message is on its way. It only moves forward: {@code rank} grows, and a late or repeated piece of news changes nothing
 * backwards. The three endings have no rank above {@link #READ}; news of a delivery still outweighs a failure that was reported before it.
 */
public enum Status {
    PLANNED(0),
    QUEUED(1),
    SENDING(2),
    IN_DOUBT(3),
    ACCEPTED(4),
    SENT(5),
    DELIVERED(6),
    READ(7),
    FAILED(100),
    REVOKED(100),
    EXPIRED(100);

    private final int rank;

    Status(int rank) {
        this.rank = rank;
    }

    public int rank() {
        return rank;
    }

    /** Whether the message may still be taken back: WhatsApp has not seen it. */
    public boolean revocable() {
        return this == PLANNED || this == QUEUED;
    }

    /** Whether this is something a channel reports after it accepted a message. */
    public boolean reported() {
        return this == SENT || this == DELIVERED || this == READ || this == FAILED;
    }

    /** The status after the channel's news: the news where it says more than is known, else this one. */
    public Status after(Status news) {
        return outweighedBy(news) ? news : this;
    }

    private boolean outweighedBy(Status news) {
        return switch (this) {
            case FAILED -> news == DELIVERED || news == READ;
            // it had left after all: a try in doubt that was taken back, or timed out, before its news came
            case REVOKED, EXPIRED -> news.rank >= ACCEPTED.rank && news.rank <= READ.rank;
            // a try that has not begun cannot have failed: this news is about an earlier one
            case PLANNED, QUEUED -> news.rank >= ACCEPTED.rank && news.rank <= READ.rank;
            case SENDING, IN_DOUBT, ACCEPTED, SENT -> news.rank > rank && news != REVOKED && news != EXPIRED;
            case DELIVERED, READ -> news.rank > rank && news.rank <= READ.rank;
        };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Status of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
