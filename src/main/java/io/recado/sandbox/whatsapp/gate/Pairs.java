package io.recado.sandbox.whatsapp.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Messages from one business number to one person: one in six seconds. Up to 45 may come within six seconds, but they are borrowed:
 * the next one goes through when as much time has passed as they would have taken one by one.
 */
final class Pairs {

    private static final Duration EACH = Duration.ofSeconds(6);
    private static final int BURST = 45;
    private static final int SWEEP_EVERY = 10_000;

    /**
     * @param began when the burst began
     * @param sent messages since then
     * @param paid when the time of all of them has passed
     */
    private record Burst(Instant began, int sent, Instant paid) {

        Burst more() {
            return new Burst(began, sent + 1, paid.plus(EACH));
        }
    }

    private record Pair(String phoneNumberId, String waId) {}

    private final Duration grace;
    private final Map<Pair, Burst> bursts = new ConcurrentHashMap<>();
    private int sinceSweep;

    /** @param grace how much borrowed time is let pass outside a burst; WhatsApp lets none pass */
    Pairs(Duration grace) {
        this.grace = grace;
    }

    /** Whether one more goes through now; if so it is counted. */
    boolean admits(String phoneNumberId, String waId, Instant now) {
        sweepSometimes(now);
        boolean[] admitted = {true};
        bursts.compute(new Pair(phoneNumberId, waId), (pair, burst) -> {
            if (burst == null || !now.isBefore(burst.paid())) {
                return new Burst(now, 1, now.plus(EACH));
            }
            boolean bursting =
                    burst.sent() < BURST && now.isBefore(burst.began().plus(EACH));
            if (bursting || fewOwed(burst, now)) {
                return burst.more();
            }
            admitted[0] = false;
            return burst;
        });
        return admitted[0];
    }

    private boolean fewOwed(Burst burst, Instant now) {
        return !burst.paid().isAfter(now.plus(grace));
    }

    /** Those who owe nothing are forgotten, so that memory holds only the last minutes. */
    private void sweepSometimes(Instant now) {
        synchronized (this) {
            if (++sinceSweep < SWEEP_EVERY) {
                return;
            }
            sinceSweep = 0;
        }
        bursts.values().removeIf(burst -> !now.isBefore(burst.paid()));
    }

    int remembered() {
        return bursts.size();
    }

    void forget() {
        bursts.clear();
    }
}
