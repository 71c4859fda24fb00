package io.recado.sandbox.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Files for tests: the demonstration's own, and beginnings of files of any length. */
public final class SampleFiles {

    private SampleFiles() {}

    /** One of {@code sandbox/media}. */
    public static byte[] read(String name) {
        try (InputStream in =
                Objects.requireNonNull(SampleFiles.class.getResourceAsStream("/sandbox/media/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many bytes that begin as a file of this type does. */
    public static byte[] of(String mime, int size) {
        return Arrays.copyOf(beginning(mime), size);
    }

    private static byte[] beginning(String mime) {
        return switch (mime) {
            case "image/jpeg" -> bytes(0xFF, 0xD8, 0xFF, 0xD9);
            case "image/png" ->
                bytes(
                        0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
                        6, 0, 0, 0);
            case "image/webp" -> text("RIFF\0\0\0\0WEBPVP8 ");
            case "image/webp moving" -> text("RIFF\0\0\0\0WEBPVP8X\12\0\0\0\2\0\0\0");
            case "audio/aac" -> bytes(0xFF, 0xF1);
            case "audio/mpeg" -> text("ID3");
            case "audio/amr" -> text("#!AMR\n");
            case "audio/ogg" -> text("OggS" + "\0".repeat(24) + "OpusHead\1\1");
            case "audio/mp4" -> text("\0\0\0\20ftypM4A \0\0\0\0");
            case "video/mp4" -> text("\0\0\0\20ftypisom\0\0\0\0");
            case "video/3gpp" -> text("\0\0\0\20ftyp3gp5\0\0\0\0");
            case "application/pdf" -> text("%PDF-1.7\n");
            case "text/plain" -> text("Hola\n");
            case "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint" ->
                bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1);
            default -> bytes('P', 'K', 3, 4);
        };
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
