package io.recado.sandbox.whatsapp.media;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kinds of files that messages carry, with the types and sizes that WhatsApp takes (cloud-api.md §2). Sizes are in bytes; its
 * KB and MB are counted in 1,024s.
 */
public enum Kind {
    AUDIO(16L << 20, "audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg"),
    DOCUMENT(
            100L << 20,
            "application/vnd.ms-powerpoint",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/pdf",
            "text/plain",
            "application/vnd.ms-excel"),
    IMAGE(5L << 20, "image/jpeg", "image/png"),
    STICKER(100L << 10, "image/webp"),
    VIDEO(16L << 20, "video/mp4", "video/3gpp");

    /** The most bytes of anything that people send and businesses can download. */
    public static final long MOST = 100L << 20;

    private static final long MOST_OF_MOVING_STICKER = 500L << 10;

    private final long most;
    private final List<String> mimes;

    Kind(long most, String... mimes) {
        this.most = most;
        this.mimes = List.of(mimes);
    }

    /** The kind whose files have this type; there is none for types that WhatsApp does not take. */
    public static Optional<Kind> of(String mime) {
        return Arrays.stream(values()).filter(kind -> kind.mimes.contains(mime)).findFirst();
    }

    /** The kind that messages call by this name, such as {@code image}; there is none for other messages. */
    public static Optional<Kind> named(String type) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(type)).findFirst();
    }

    /** Every type that can be uploaded. */
    static String all() {
        return Stream.of(values()).flatMap(kind -> kind.mimes.stream()).collect(Collectors.joining(", "));
    }

    /** As messages call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public List<String> mimes() {
        return mimes;
    }

    /** The most bytes of a file of this kind. */
    public long most(boolean animated) {
        return this == STICKER && animated ? MOST_OF_MOVING_STICKER : most;
    }
}
