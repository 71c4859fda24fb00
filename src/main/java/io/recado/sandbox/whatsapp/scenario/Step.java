package io.recado.sandbox.whatsapp.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a scenario. A {@code phone} is a person's number, {@code to} and {@code from} a business's, all with their plus signs;
 * {@code as} gives a message a name by which a later step's {@code answers} means it. Without it the latest message of the phone
 * is meant that fits.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Step {

    /** The word a file has for it. */
    default String word() {
        return switch (this) {
            case Write w -> "write";
            case Tap t -> "tap";
            case Send s -> "send";
            case Look l -> "look";
            case Clock c -> "clock";
            case Fault f -> "fault";
            case Expect e -> "expect";
        };
    }

    /** What it does, in one line. */
    String told();

    /** A person writes words. */
    record Write(String phone, @Nullable String to, String text) implements Step {

        @Override
        public String told() {
            return phone + " writes «" + brief(text) + "»";
        }
    }

    /** A person taps a button or a row, by its text, its payload or its position from 0. */
    record Tap(String phone, @Nullable String answers, String button) implements Step {

        @Override
        public String told() {
            return phone + " taps «" + button + "»";
        }
    }

    /**
     * A person sends anything else.
     *
     * @param message an inbound webhook's message without sender, id and time, and without the ids of media and of messages
     * @param file what its media id stands for
     */
    record Send(
            String phone,
            @Nullable String to,
            @Nullable String answers,
            ObjectNode message,
            @Nullable File file) implements Step {

        @Override
        public String told() {
            return phone + " sends a message of type " + message.path("type").asText();
        }
    }

    /** @param base64 the bytes */
    record File(String mime, @Nullable String name, String base64) {}

    /** A person looks at the phone. */
    record Look(String phone) implements Step {

        @Override
        public String told() {
            return phone + " looks at the phone";
        }
    }

    /** The sandbox's time moves: a duration such as {@code PT25H}, a time such as {@code 2026-11-21T09:00:00Z}, or {@code real}. */
    record Clock(String move) implements Step {

        @Override
        public String told() {
            return "the sandbox's time: " + move;
        }
    }

    /** A failure is armed, as by {@code POST /sandbox/api/faults}. */
    record Fault(
            String kind, @Nullable String phone, @Nullable Integer times) implements Step {

        @Override
        public String told() {
            return "the failure " + kind + " is armed" + (phone == null ? "" : " for " + phone);
        }
    }

    /**
     * A business's message is expected on a phone. Every message fulfils one expectation at most, whatever their order.
     *
     * @param text its words, exactly; {@code matches}: a regular expression that finds something in them
     * @param buttons texts of its buttons or rows, in their order
     * @param failed the code it fails with; without it the message has to arrive
     * @param within how long it may take, such as {@code PT10S}; 10 seconds by default
     */
    record Expect(
            String phone,
            @Nullable String from,
            @Nullable String type,
            @Nullable String text,
            @Nullable String matches,
            @Nullable List<String> buttons,
            @Nullable String failed,
            @Nullable String within,
            @Nullable String as)
            implements Step {

        @Override
        public String told() {
            StringBuilder told = new StringBuilder(phone).append(" gets a message");
            if (text != null) {
                told.append(" «").append(brief(text)).append('»');
            }
            if (matches != null) {
                told.append(" that matches /").append(matches).append('/');
            }
            if (buttons != null) {
                told.append(" with ").append(buttons);
            }
            return failed == null ? told.toString() : told + " that fails with " + failed;
        }
    }

    private static String brief(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 70 ? line : line.substring(0, 69) + "…";
    }
}
