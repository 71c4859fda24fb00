package io.recado.outbox;

import io.recado.outbox.FailedMessage.Handled;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of the wish to do something about a failed message. */
public sealed interface Handling {

    MessageId id();

    /** How a failure can be closed. */
    enum Way {
        /** It was planned again, under the same last look. */
        RESENT,
        /** Somebody told the patient by other means. */
        CONTACTED,
        /** Nobody needs it any more. */
        DISCARDED,
        /** It arrived after all: WhatsApp's news were late. */
        ARRIVED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Way of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** Other means by which a patient was told. */
    enum Means {
        PHONE,
        EMAIL;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** It is done. */
    record Done(MessageId id) implements Handling {}

    /** There is no such message. */
    record Unknown(MessageId id) implements Handling {}

    /**
     * The message waits for nobody: it has not failed, or somebody was faster.
     *
     * @param status what the message is now
     * @param before how its latest failure was closed; null when it never failed
     */
    record NotWaiting(MessageId id, Status status, @Nullable Handled before) implements Handling {}

    /** Nobody wants the message any more, so it is not sent again. */
    record TooLate(MessageId id) implements Handling {}
}
