package io.recado.platform;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** The place in a list ordered by time (UTC, microseconds) and id, as text that travels in a URL. */
public record PageCursor(Instant at, long id) {

    private static final Pattern SHAPE = Pattern.compile("-?\\d{1,18}_\\d{1,18}");

    /** @throws IllegalArgumentException when it is not what {@link #toString} wrote */
    public static PageCursor parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Not a cursor of this list: pass on the 'next' of the previous page unchanged, or none for the first page.");
        }
        var underscore = text.indexOf('_');
        return new PageCursor(
                Instant.EPOCH.plus(Long.parseLong(text.substring(0, underscore)), ChronoUnit.MICROS),
                Long.parseLong(text.substring(underscore + 1)));
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
    }
}
