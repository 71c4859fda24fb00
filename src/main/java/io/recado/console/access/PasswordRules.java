package io.recado.console.access;

import io.recado.console.access.Change.Why;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a password has to be: long, and not what everybody would try first. */
final class PasswordRules {

    static final int SHORTEST = 12;

    /** In bytes: where bcrypt stops reading. */
    static final int LONGEST = 72;

    private static final int DIFFERENT_LETTERS = 5;
    private static final int LEFT_WITHOUT_THE_NAME = 6;

    private PasswordRules() {}

    /** The first rule that it breaks. */
    static Optional<Why> broken(String password, String name) {
        var lower = password.toLowerCase(Locale.ROOT);
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of(Why.PASSWORD_TOO_SHORT);
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of(Why.PASSWORD_TOO_LONG);
        }
        if (lower.replace(name.toLowerCase(Locale.ROOT), "").length()
                < Math.min(LEFT_WITHOUT_THE_NAME, lower.length())) {
            return Optional.of(Why.PASSWORD_IS_THE_NAME);
        }
        if (lower.chars().distinct().count() < DIFFERENT_LETTERS) {
            return Optional.of(Why.PASSWORD_TOO_SIMPLE);
        }
        return Optional.empty();
    }
}
