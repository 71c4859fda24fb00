package io.recado.source;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * A time as a source wrote it, made into an instant.
 *
 * @param doubtful it has no offset, and its zone has no such time that night, or has it twice
 */
record LocalTime(Instant instant, boolean doubtful) {

    /**
     * @param text RFC 3339, or a local date and time without an offset
     * @param zone for a time without an offset. One that the clocks skip is as much later as they skip; of two, the earlier one counts
     */
    static LocalTime read(String text, ZoneId zone) {
        if (hasOffset(text)) {
            return new LocalTime(OffsetDateTime.parse(text).toInstant(), false);
        }
        var local = LocalDateTime.parse(text);
        return new LocalTime(
                local.atZone(zone).toInstant(),
                zone.getRules().getValidOffsets(local).size() != 1);
    }

    private static boolean hasOffset(String text) {
        var time = text.substring(text.indexOf('T') + 1);
        return time.endsWith("Z") || time.contains("+") || time.contains("-");
    }
}
