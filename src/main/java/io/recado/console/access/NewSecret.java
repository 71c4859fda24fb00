package io.recado.console.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that nobody can guess. */
final class NewSecret {

    /** Letters and digits that cannot be mistaken for each other when copied from a screen. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 5;
    private static final int GROUP_LENGTH = 4;
    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private NewSecret() {}

    /** Five groups of four, such as {@code k7qm-x3fp-9tzr-h2vd-4wna}: 99 bits that a person can type. */
    static String password() {
        var password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            if (i > 0 && i % GROUP_LENGTH == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    /** 256 bits, with a prefix by which scanners of leaked secrets know it. */
    static String token() {
        var bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return "recado_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
