package io.recado.clinic;

import static java.util.stream.Collectors.toMap;

import io.recado.configuration.ClinicId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The quiet hours of all clinics, looked up at once and asked one by one. */
public final class QuietTimetable {

    private record Key(ClinicId clinic, NoticeKind kind) {}

    private final Map<Key, QuietHours> touched;

    QuietTimetable(Collection<QuietHours> touched) {
        this.touched =
                touched.stream().collect(toMap(hours -> new Key(hours.clinic(), hours.kind()), Function.identity()));
    }

    /**
     * When a clinic may write again to somebody about this (UTC); empty when it may now.
     *
     * @param zone the recipient's
     */
    public Optional<Instant> quietUntil(ClinicId clinic, NoticeKind kind, Instant now, ZoneId zone) {
        var key = new Key(clinic, kind);
        var hours = touched.get(key);
        return (hours == null ? QuietHours.untouched(clinic, kind) : hours).endOf(now, zone);
    }
}
