package io.recado.source;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source called its state each time it was read, and when the hub stored that. The next read begins a little before the last one ended,
 * because a transaction that was open then carries an older stamp than rows that were already visible: it would be stepped over for ever.
 *
 * <p>A mark that is a time goes back by the overlap, by the source's own clock. Any other mark, such as a row version, cannot be reckoned with:
 * there the newest mark is taken that is older than the last one by the overlap, which again is what the source gave out before then. The hub's
 * clock only measures how long ago that was; it is never compared with the source's.
 *
 * @param marks oldest first
 */
record Marks(List<Mark> marks) {

    record Mark(String value, Instant at) {}

    static final Marks NONE = new Marks(List.of());

    Marks {
        marks = List.copyOf(marks);
    }

    /** Where the next read begins; null for the beginning of everything. */
    @Nullable
    String since(Duration overlap) {
        if (marks.isEmpty()) {
            return null;
        }
        var time = time(marks.getLast().value());
        if (time != null) {
            return time.minus(overlap).toString();
        }
        var oldEnough = oldEnough(overlap);
        return oldEnough < 0 ? null : marks.get(oldEnough).value();
    }

    Marks plus(String value, Instant at, Duration overlap) {
        var all = new ArrayList<>(marks);
        all.add(new Mark(value, at));
        var more = new Marks(all);
        return new Marks(all.subList(Math.max(0, more.oldEnough(overlap)), all.size()));
    }

    /** Place of the newest mark that is older than the last one by the overlap; -1 when none is. */
    private int oldEnough(Duration overlap) {
        var latest = marks.getLast().at().minus(overlap);
        for (int place = marks.size() - 1; place >= 0; place--) {
            if (!marks.get(place).at().isAfter(latest)) {
                return place;
            }
        }
        return -1;
    }

    private static @Nullable Instant time(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
