package io.recado.console.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is kept of an API token. Tokens that the hub makes have 256 random bits, so a fast hash protects them as well as a slow one and
 * costs each request nothing.
 */
final class TokenHash {

    private final byte[] sha256;

    private TokenHash(byte[] sha256) {
        this.sha256 = sha256;
    }

    static TokenHash of(String token) {
        try {
            return new TokenHash(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** Takes the same time wherever the first difference lies. */
    boolean matches(byte[] stored) {
        return MessageDigest.isEqual(sha256, stored);
    }

    byte[] bytes() {
        return sha256.clone();
    }

    @Override
    public String toString() {
        return "TokenHash[hidden]";
    }
}
