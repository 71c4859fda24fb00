package io.recado.console.frame;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** How states look: never by colour alone, always with an icon and a word. Templates use it through the fragment {@code ui :: badge}. */
@Component("badges")
public class Badges {

    private final MessageSource messages;

    Badges(MessageSource messages) {
        this.messages = messages;
    }

    /**
     * A state as a page shows it.
     *
     * @param tone {@code good}, {@code bad}, {@code warn}, {@code busy} or {@code calm}
     * @param icon name of one of Tabler's outline icons
     * @param text in the reader's language
     */
    public record Badge(String tone, String icon, String text) {}

    /**
     * How far a message is.
     *
     * @param status such as {@code delivered}, whatever its case
     */
    public Badge message(String status) {
        return switch (lower(status)) {
            case "planned" -> badge("calm", "clock", "message", status);
            case "queued" -> badge("busy", "stack-2", "message", status);
            case "sending" -> badge("busy", "send", "message", status);
            case "in_doubt" -> badge("warn", "help-circle", "message", status);
            case "accepted", "sent" -> badge("busy", "check", "message", status);
            case "delivered" -> badge("info", "checks", "message", status);
            case "read" -> badge("good", "eye-check", "message", status);
            case "failed" -> badge("bad", "alert-triangle", "message", status);
            case "revoked" -> badge("calm", "arrow-back-up", "message", status);
            case "expired" -> badge("calm", "hourglass-empty", "message", status);
            default -> badge("calm", "point", "message", status);
        };
    }

    /**
     * Where an appointment stands.
     *
     * @param status such as {@code PENDING}, whatever its case
     */
    public Badge appointment(String status) {
        return switch (lower(status)) {
            case "pending" -> badge("calm", "clock", "appointment", status);
            case "confirmed" -> badge("good", "circle-check", "appointment", status);
            case "arrived" -> badge("info", "door-enter", "appointment", status);
            case "completed" -> badge("good", "checkbox", "appointment", status);
            case "cancelled" -> badge("bad", "circle-x", "appointment", status);
            case "missed" -> badge("warn", "user-x", "appointment", status);
            default -> badge("warn", "help-circle", "appointment", status);
        };
    }

    /**
     * How a source does.
     *
     * @param state {@code up}, {@code new}, {@code doubtful} or {@code failing}
     */
    public Badge source(String state) {
        return switch (lower(state)) {
            case "up" -> badge("good", "circle-check", "source", state);
            case "failing" -> badge("bad", "plug-x", "source", state);
            case "doubtful" -> badge("warn", "help-circle", "source", state);
            default -> badge("calm", "clock", "source", state);
        };
    }

    /**
     * Where a command to a source stands.
     *
     * @param state such as {@code conflict}
     */
    public Badge writeBack(String state) {
        return switch (lower(state)) {
            case "done" -> badge("good", "circle-check", "writeback", state);
            case "conflict" -> badge("warn", "arrows-split", "writeback", state);
            case "failed" -> badge("bad", "alert-triangle", "writeback", state);
            default -> badge("busy", "clock", "writeback", state);
        };
    }

    /** Any other state: the text is the message {@code <kind>.<code>}. */
    public Badge badge(String tone, String icon, String kind, String code) {
        var lower = lower(code);
        return new Badge(
                tone, icon, messages.getMessage(kind + "." + lower, null, lower, LocaleContextHolder.getLocale()));
    }

    private static String lower(String code) {
        return code.toLowerCase(Locale.ROOT);
    }
}
