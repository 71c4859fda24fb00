package io.recado.configuration;

import java.util.regex.Pattern;

/** The shape that ids in {@code config/} share, so that each can be part of a queue's name, a URL or a metric. */
final class Names {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private Names() {}

    static void checked(String type, String value) {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s '%s' must be 1 to 40 lower-case letters, digits or hyphens".formatted(type, value));
        }
    }
}
