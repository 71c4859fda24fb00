package io.recado.sandbox.whatsapp.fault;

import io.recado.sandbox.whatsapp.wire.GraphError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with one message. */
public sealed interface Fault {

    /** Refused at once. */
    record Refuse(GraphError error) implements Fault {}

    /**
     * Accepted, and failed a moment later.
     *
     * @param afterSent whether it was already told as sent
     */
    record FailLater(GraphError error, boolean afterSent) implements Fault {

        public FailLater(GraphError error) {
            this(error, false);
        }
    }

    /** Held for a look at the quality of its template, and then dropped. */
    record HeldThenDropped(GraphError error) implements Fault {}

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
        LATE,
        /** The first webhook about it is lost, and comes again half a minute later. */
        LOST_THEN_SENT,
        /** Its webhooks are held, and come with those of others in one big batch. */
        BATCHED,
        /** Held for a look at the quality of its template, and then sent. */
        HELD_RELEASED,
        /** The person reads, and nobody is told. */
        NEVER_READ,
        /** Files that the person sends are lost on their way: the business gets error 131052 instead. */
        MEDIA_LOST,
        /** A file's download answers 404 although its address is good. */
        MEDIA_GONE
    }

    /** Whether it strikes files, and leaves businesses' messages alone. */
    default boolean onlyFiles() {
        return this == Trouble.MEDIA_LOST || this == Trouble.MEDIA_GONE;
    }

    /**
     * A fault from its name in the control interface: a Cloud API code such as {@code 131026}, {@code 500}, {@code 503}, or a
     * trouble's name such as {@code lost-answer}. Codes that WhatsApp reports later are reported later; {@code sync-} or
     * {@code async-} before the code forces it, {@code after-sent-} lets it be told as sent before, and {@code held-dropped-} holds the message first.
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
            if (name(trouble).equals(name)) {
                return trouble;
            }
        }
        int dash = name.lastIndexOf('-');
        GraphError error = error(name.substring(dash + 1));
        if (error == null) {
            throw new IllegalArgumentException("kind: a Cloud API code such as 131026, 500, 503 or one of " + troubles()
                    + " was expected, found " + kind);
        }
        return switch (name.substring(0, dash + 1)) {
            case "" -> error.later() ? new FailLater(error) : new Refuse(error);
            case "sync-" -> new Refuse(error);
            case "async-" -> new FailLater(error);
            case "after-sent-" -> new FailLater(error, true);
            case "held-dropped-" -> new HeldThenDropped(error);
            default ->
                throw new IllegalArgumentException(
                        "kind: sync-, async-, after-sent- or held-dropped- was expected before a code, found " + kind);
        };
    }

    private static List<String> troubles() {
        return Arrays.stream(Trouble.values()).map(Fault::name).toList();
    }

    /** As the control interface writes it. */
    private static String name(Trouble trouble) {
        return trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable GraphError error(String digits) {
        return digits.matches("[0-9]{1,7}") ? GraphError.find(Integer.parseInt(digits)) : null;
    }
}
