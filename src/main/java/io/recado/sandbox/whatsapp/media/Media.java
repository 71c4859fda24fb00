package io.recado.sandbox.whatsapp.media;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file on WhatsApp's servers.
 *
 * @param id 16 digits, the first a 7
 * @param phoneNumberId of the business number it was uploaded for or sent to; empty while a person has not sent it yet
 * @param mime without parameters, lower case
 * @param sha256 of its bytes, base64
 * @param size in bytes
 * @param expiresAt from when its id means nothing to businesses; phones keep showing it
 * @param animated whether it is a moving sticker
 * @param flaw why messages with it fail with 131053; null when they do not
 */
public record Media(
        String id,
        String phoneNumberId,
        String mime,
        String sha256,
        long size,
        @Nullable String filename,
        Instant expiresAt,
        boolean animated,
        @Nullable String flaw) {

    Media to(String number) {
        return new Media(id, number, mime, sha256, size, filename, expiresAt, animated, flaw);
    }
}
