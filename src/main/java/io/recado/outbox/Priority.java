package io.recado.outbox;

import io.recado.clinic.NoticeKind;
import java.util.Optional;

/** Which message goes first where not all can; the order of the constants is the order of leaving. */
public enum Priority {
    /** An answer to a patient who is waiting for it. */
    ANSWER,
    REMINDER,
    WAITING_LIST,
    CAMPAIGN;

    /** What kind of message it is to a clinic that sets quiet hours; empty for answers, which nobody keeps waiting. */
    public Optional<NoticeKind> notice() {
        return switch (this) {
            case ANSWER -> Optional.empty();
            case REMINDER -> Optional.of(NoticeKind.REMINDER);
            case WAITING_LIST -> Optional.of(NoticeKind.WAITING_LIST);
            case CAMPAIGN -> Optional.of(NoticeKind.CAMPAIGN);
        };
    }

    /** Whether it is marketing: it needs consent, and is the first to stop when WhatsApp is displeased. */
    public boolean marketing() {
        return this == WAITING_LIST || this == CAMPAIGN;
    }

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
