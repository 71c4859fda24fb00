package io.recado.clinic;

import io.recado.configuration.ClinicId;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a clinic writes to nobody of its own accord. Both times are on the recipient's clock; from ten in the evening until nine in the morning
 * unless somebody has said otherwise.
 *
 * @param quiet whether they are kept at all
 * @param from the first quiet minute
 * @param to the first minute after them; before {@code from} when they last past midnight
 * @param version grows with each change; 0 while nobody has touched them
 */
public record QuietHours(ClinicId clinic, NoticeKind kind, boolean quiet, LocalTime from, LocalTime to, long version) {

    private static final LocalTime EVENING = LocalTime.of(22, 0);
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    public QuietHours {
        if (quiet && from.equals(to)) {
            throw new IllegalArgumentException(
                    "Quiet hours end at another time than they begin, found %s twice; to write at any hour, switch them off"
                            .formatted(from));
        }
    }

    static QuietHours untouched(ClinicId clinic, NoticeKind kind) {
        return new QuietHours(clinic, kind, true, EVENING, MORNING, 0);
    }

    /** The same with other times, to be saved. */
    public QuietHours between(LocalTime newFrom, LocalTime newTo) {
        return new QuietHours(clinic, kind, true, newFrom, newTo, version);
    }

    /** The same switched off, to be saved. */
    public QuietHours off() {
        return new QuietHours(clinic, kind, false, from, to, version);
    }

    /**
     * When the quiet hours that hold at an instant are over (UTC); empty when it is not quiet.
     *
     * @param zone the recipient's
     */
    public Optional<Instant> endOf(Instant now, ZoneId zone) {
        var there = now.atZone(zone);
        var time = there.toLocalTime();
        var pastMidnight = to.isBefore(from);
        var quietNow =
                pastMidnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
        if (!quiet || !quietNow) {
            return Optional.empty();
        }
        var day = pastMidnight && !time.isBefore(from) ? there.toLocalDate().plusDays(1) : there.toLocalDate();
        // an hour that a change of the clocks leaves out is over when the clocks are; of one that comes twice, the
        // coming one counts
        var end = ZonedDateTime.of(day, to, zone);
        return Optional.of((end.toInstant().isAfter(now) ? end : end.withLaterOffsetAtOverlap()).toInstant());
    }
}
