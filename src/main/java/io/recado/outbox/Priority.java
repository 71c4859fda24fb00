package io.recado.outbox;

/** Which message goes first where not all can; the order of the constants is the order of leaving. */
public enum Priority {
    /** An answer to a patient who is waiting for it. */
    ANSWER,
    REMINDER,
    WAITING_LIST,
    CAMPAIGN;

    /** The same on JMS's scale, where 9 is first. */
    public int jms() {
        return switch (this) {
            case ANSWER -> 9;
            case REMINDER -> 6;
            case WAITING_LIST -> 4;
            case CAMPAIGN -> 2;
        };
    }
}
