package io.recado.outbox.gate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast messages leave through one channel: an even rate with room for a quarter of a second at once. When the channel says that it
 * is too fast the rate is halved, and comes back by a tenth of the full rate every five seconds without complaint.
 */
public final class Pace {

    private static final Duration ROOM = Duration.ofMillis(250);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final double SLOWEST_PART = 1.0 / 64;
    private static final double STEP_PART = 0.1;
    private static final double NANOS = 1e9;

    private final Clock clock;
    private final double configured;
    private double full;
    private double rate;
    private double permits = 1;
    private Instant counted;
    private Instant stepped;

    /** @param perSecond the channel's rate, at least 1 */
    public Pace(int perSecond, Clock clock) {
        this.clock = clock;
        this.configured = perSecond;
        this.full = perSecond;
        this.rate = perSecond;
        this.counted = clock.instant();
        this.stepped = counted;
    }

    /** Takes what may leave at this instant, up to a number; 0 when it is too early. */
    synchronized int take(int most) {
        count();
        var taken = (int) Math.min(most, permits);
        permits -= taken;
        return taken;
    }

    /** Gives back what was taken and not needed. */
    synchronized void giveBack(int unused) {
        permits = Math.min(room(), permits + unused);
    }

    /** How long until the next message may leave. */
    synchronized Duration untilNext() {
        count();
        return permits >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - permits) / rate * NANOS));
    }

    /** WhatsApp said what it takes from the number: no faster than that, whatever the configuration says. */
    synchronized void atMost(int perSecond) {
        var most = Math.min(configured, perSecond);
        if (most != full) {
            count();
            // a rate that is recovering from a complaint goes on recovering
            rate = rate == full ? most : Math.min(rate, most);
            full = most;
        }
    }

    /** The channel complained. Several complaints about what left together count once. */
    synchronized void slowDown() {
        var now = clock.instant();
        if (rate == full || !now.isBefore(stepped.plus(ROOM))) {
            count();
            rate = Math.max(Math.max(1, full * SLOWEST_PART), rate / 2);
            permits = Math.min(permits, 0);
            stepped = now;
        }
    }

    /** Messages per second at this instant. */
    synchronized double rate() {
        count();
        return rate;
    }

    private void count() {
        var now = clock.instant();
        var seconds = Duration.between(counted, now).toNanos() / NANOS;
        counted = now;
        if (seconds > 0) {
            permits = Math.min(room(), permits + seconds * rate);
        }
        while (rate < full && !now.isBefore(stepped.plus(STEP))) {
            rate = Math.min(full, rate + full * STEP_PART);
            stepped = stepped.plus(STEP);
        }
    }

    private double room() {
        return Math.max(1, rate * ROOM.toNanos() / NANOS);
    }
}
