package io.recado.sandbox.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * What a file is by its bytes, whatever its name says.
 *
 * @param mime one of the types that WhatsApp knows; null when it is none of them. {@code application/msword} stands for all
 *     older Office documents, {@code application/zip} for all newer ones: they begin alike
 * @param animated whether it is a moving WebP
 * @param flaw why phones cannot show it although its type is right; null when they can
 */
public record Format(
        @Nullable String mime, boolean animated, @Nullable String flaw) {

    static final String OLD_OFFICE = "application/msword";
    static final String ZIP = "application/zip";
    private static final int BEGINNING = 64 * 1024;

    /** Reads as much of the file as it takes. */
    public static Format of(Resource file) {
        try {
            byte[] head = head(file);
            if (Mp4.is(head)) {
                return Mp4.format(file, head);
            }
            return ofHead(head);
        } catch (IOException e) {
            throw new UncheckedIOException("The file could not be read", e);
        }
    }

    private static byte[] head(Resource file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            return in.readNBytes(BEGINNING);
        }
    }

    private static Format ofHead(byte[] head) {
        if (starts(head, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return Pictures.png(head);
        }
        if (starts(head, 0, 0xFF, 0xD8, 0xFF)) {
            return Pictures.jpeg(head);
        }
        if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P')) {
            return Pictures.webp(head);
        }
        if (starts(head, 0, 'O', 'g', 'g', 'S')) {
            return ogg(head);
        }
        if (starts(head, 0, '#', '!', 'A', 'M', 'R')) {
            return good("audio/amr");
        }
        if (starts(head, 0, 'I', 'D', '3')) {
            return good("audio/mpeg");
        }
        if (head.length > 1 && at(head, 0) == 0xFF && (at(head, 1) & 0xE0) == 0xE0) {
            // the same synchronisation word; AAC has layer 0
            return good((at(head, 1) & 0x06) == 0 ? "audio/aac" : "audio/mpeg");
        }
        if (starts(head, 0, '%', 'P', 'D', 'F', '-')) {
            return good("application/pdf");
        }
        if (starts(head, 0, 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1)) {
            return good(OLD_OFFICE);
        }
        if (starts(head, 0, 'P', 'K', 3, 4)) {
            return good(ZIP);
        }
        return text(head) ? good("text/plain") : new Format(null, false, null);
    }

    private static Format ogg(byte[] head) {
        String name = new String(head, 0, Math.min(head.length, 512), StandardCharsets.ISO_8859_1);
        int opus = name.indexOf("OpusHead");
        if (opus < 0) {
            return new Format("audio/ogg", false, "Ogg audio must be encoded with the OPUS codec.");
        }
        int channels = opus + 9 < head.length ? at(head, opus + 9) : 0;
        return new Format(
                "audio/ogg", false, channels == 1 ? null : "Ogg audio must be mono, found " + channels + " channels.");
    }

    private static boolean text(byte[] head) {
        for (byte one : head) {
            if (one >= 0 && one < ' ' && one != '\t' && one != '\n' && one != '\r' && one != '\f') {
                return false;
            }
        }
        return head.length > 0;
    }

    static Format good(String mime) {
        return new Format(mime, false, null);
    }

    static boolean starts(byte[] bytes, int offset, int... expected) {
        if (bytes.length < offset + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (at(bytes, offset + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }
}
