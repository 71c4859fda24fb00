package io.recado.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a patient asks for by tapping a button. */
public enum ButtonAction {
    CONFIRM,
    CANCEL,
    RESCHEDULE;

    /** As written in payloads and in the template table. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action of this code; empty for a code that is none of ours. */
    public static Optional<ButtonAction> of(String code) {
        return Arrays.stream(values())
                .filter(action -> action.code().equals(code))
                .findFirst();
    }
}
