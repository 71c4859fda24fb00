package io.recado.console.access;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * The first secrets, as the environment gives them. They stay out of {@code config/}, and out of the {@code recado.*} keys too, so that
 * nobody is tempted to write them into a file.
 *
 * @param adminPassword null when the hub shall make one
 * @param apiToken null when the hub shall make one
 * @param demo whether this is the demonstration, which listens on loopback only
 */
record AccessSettings(
        @Nullable String adminPassword, @Nullable String apiToken, boolean demo) {

    static final String ADMIN_PASSWORD = "RECADO_ADMIN_PASSWORD";
    static final String API_TOKEN = "RECADO_API_TOKEN";

    /** Where bcrypt stops reading; what comes after it would protect nothing. */
    private static final int LONGEST_PASSWORD = 72;

    AccessSettings {
        if (adminPassword != null && adminPassword.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "%s is longer than %d bytes. Choose a shorter one.".formatted(ADMIN_PASSWORD, LONGEST_PASSWORD));
        }
        if (apiToken != null && !apiToken.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException(
                    "%s has blanks or letters that no HTTP header carries. Use printable ASCII without blanks, such as the output of: openssl rand -hex 32"
                            .formatted(API_TOKEN));
        }
    }

    static AccessSettings from(Environment environment) {
        return new AccessSettings(
                given(environment, ADMIN_PASSWORD),
                given(environment, API_TOKEN),
                environment.acceptsProfiles(Profiles.of("demo")));
    }

    private static @Nullable String given(Environment environment, String name) {
        var value = environment.getProperty(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Whether each secret is given, not what it is. */
    @Override
    public String toString() {
        return "AccessSettings[adminPassword %s, apiToken %s, demo=%s]"
                .formatted(adminPassword == null ? "absent" : "given", apiToken == null ? "absent" : "given", demo);
    }
}
