package io.recado.conversation;

import io.recado.template.ButtonAction;
import java.util.Locale;

/** What the hub made of a patient's message. */
public enum AnswerKind {
    CONFIRMED,
    CANCELLED,
    /** The patient got the link, or the advice to call. */
    RESCHEDULING,
    /** A button that has nothing left to do. */
    NOTHING_PENDING,
    /** Told that nobody reads this number. */
    NOTICES_ONLY,
    /** Would have been told so again too soon. */
    WITHHELD,
    OPTED_OUT,
    /** For people to read and answer. */
    FOR_STAFF,
    /** Nothing that asks for an answer, such as a thumb under a message. */
    IGNORED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is when a button does what it says. */
    static AnswerKind of(ButtonAction action) {
        return switch (action) {
            case CONFIRM -> CONFIRMED;
            case CANCEL -> CANCELLED;
            case RESCHEDULE -> RESCHEDULING;
        };
    }

    static AnswerKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
