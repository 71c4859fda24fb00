package io.recado.outbox;

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

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Status of(String code) {
        return valueOf(code.toUpperCase(java.util.Locale.ROOT));
    }
}
