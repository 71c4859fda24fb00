package io.recado.outbox.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PairLimitTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final PairLimit limit = new PairLimit();

    @Property
    void overAnyTimeOnePersonHearsABurstAndThenAMessageEachSixSeconds(
            @ForAll @Size(min = 30, max = 300) List<@IntRange(min = 0, max = 9000) Integer> gapsInMillis) {
        var pair = new PairLimit();
        var sent = new ArrayList<Instant>();
        var now = NOON;
        for (var gap : gapsInMillis) {
            now = now.plusMillis(gap);
            if (!pair.next("+34600000017", now).isAfter(now)) {
                sent.add(now);
            }
        }

        for (var from = 0; from < sent.size(); from++) {
            for (var to = from; to < sent.size(); to++) {
                var time = Duration.between(sent.get(from), sent.get(to));
                assertThat(to - from + 1L).isLessThanOrEqualTo(PairLimit.BURST + time.dividedBy(PairLimit.INTERVAL));
            }
        }
    }

    @Example
    void whoIsHeldBackMayLeaveAtTheTimeThatWasTold() {
        exhaust("+34600000017");

        var next = limit.next("+34600000017", NOON);

        assertThat(next).isEqualTo(NOON.plus(PairLimit.INTERVAL));
        assertThat(limit.next("+34600000017", next)).isEqualTo(next);
    }

    @Example
    void othersAreNotHeldBack() {
        exhaust("+34600000017");

        assertThat(limit.next("+34600000018", NOON)).isEqualTo(NOON);
    }

    @Example
    void aRefusalByWhatsAppEndsTheBurst() {
        limit.next("+34600000017", NOON);

        limit.refused("+34600000017", NOON);

        assertThat(limit.next("+34600000017", NOON)).isEqualTo(NOON.plus(PairLimit.INTERVAL));
    }

    private void exhaust(String person) {
        for (var i = 0; i < PairLimit.BURST; i++) {
            assertThat(limit.next(person, NOON)).isEqualTo(NOON);
        }
    }
}
