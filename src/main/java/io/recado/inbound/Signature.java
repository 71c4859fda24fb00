package io.recado.inbound;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * WhatsApp's signature of a webhook: HMAC-SHA256 of the body's bytes as they came, keyed with the app's secret. Parsing and writing the JSON
 * again before checking would break it for every name with an accent.
 */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final int HEX_DIGITS = 64;

    private Signature() {}

    /** Whether the header {@code X-Hub-Signature-256} is this body's signature; takes the same time wherever they differ. */
    static boolean matches(byte[] body, String secret, @Nullable String header) {
        if (header == null || !header.startsWith(PREFIX) || header.length() != PREFIX.length() + HEX_DIGITS) {
            return false;
        }
        try {
            var claimed = HexFormat.of().parseHex(header, PREFIX.length(), header.length());
            return MessageDigest.isEqual(claimed, of(body, secret));
        } catch (IllegalArgumentException notHex) {
            return false;
        }
    }

    private static byte[] of(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
