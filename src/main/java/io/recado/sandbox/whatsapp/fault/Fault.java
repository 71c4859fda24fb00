package io.recado.sandbox.whatsapp.fault;

import io.recado.sandbox.whatsapp.wire.GraphError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with one message. */
public sealed interface Fault {

    /** Refused at once. */
    record Refuse(GraphError error) implements Fault {}

    /** Accepted, and failed a moment later. */
    record FailLater(GraphError error) implements Fault {}

    /** What happens around an accepted message, or to the connection. */
    enum Trouble implements Fault {
        /** The answer takes long. */
        SLOW,
        /** Accepted, but the connection breaks before the answer. */
        LOST_ANSWER,
        /** The connection breaks before anything happens. */
        RESET,
        /** Every webhook about it comes twice. */
        DUPLICATE,
        /** Its webhooks come in the wrong order. */
        REORDER,
        /** Its webhooks come half a minute late. */
        LATE
    }

    /**
     * A fault from its name in the control interface: a Cloud API code such as {@code 131026}, {@code 500}, {@code 503}, or a
     * trouble's name such as {@code lost-answer}. Codes that WhatsApp reports later are reported later; {@code sync-} or
     * {@code async-} before the code forces it.
     */
    static Fault named(String kind) {
        String name = kind.strip().toLowerCase(Locale.ROOT);
        switch (name) {
            case "500":
                return new Refuse(GraphError.of(131000));
            case "503":
                return new Refuse(GraphError.of(2));
            default:
                break;
        }
        for (Trouble trouble : Trouble.values()) {
            if (trouble.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return trouble;
            }
        }
        boolean forcedLater = name.startsWith("async-");
        boolean forcedNow = name.startsWith("sync-");
        GraphError error = error(name.substring(name.indexOf('-') + 1));
        if (error == null) {
            throw new IllegalArgumentException(
                    "kind: a Cloud API code such as 131026, 500, 503, slow, lost-answer, reset, duplicate, reorder or late was"
                            + " expected, found " + kind);
        }
        return forcedLater || (!forcedNow && error.later()) ? new FailLater(error) : new Refuse(error);
    }

    private static @Nullable GraphError error(String digits) {
        return digits.matches("[0-9]{1,7}") ? GraphError.find(Integer.parseInt(digits)) : null;
    }
}
