package io.recado.sandbox.whatsapp.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Messages a second of each business number, in both directions together: a second's worth may come at once. */
final class Throughput {

    private static final long SECOND = 1_000_000;

    /** By number, up to when its allowance is used, in microseconds since the epoch. */
    private final Map<String, AtomicLong> usedUntil = new ConcurrentHashMap<>();

    /** Whether one more goes through now; if so it is counted. */
    boolean admits(String phoneNumberId, int perSecond, long nowMicros) {
        AtomicLong used = usedUntil.computeIfAbsent(phoneNumberId, id -> new AtomicLong());
        long each = SECOND / perSecond;
        while (true) {
            long before = used.get();
            long after = Math.max(before, nowMicros) + each;
            if (after - nowMicros > SECOND) {
                return false;
            }
            if (used.compareAndSet(before, after)) {
                return true;
            }
        }
    }

    /** Counts one that WhatsApp takes in any case. */
    void count(String phoneNumberId, int perSecond, long nowMicros) {
        usedUntil
                .computeIfAbsent(phoneNumberId, id -> new AtomicLong())
                .updateAndGet(before -> Math.min(Math.max(before, nowMicros) + SECOND / perSecond, nowMicros + SECOND));
    }

    void forget() {
        usedUntil.clear();
    }
}
