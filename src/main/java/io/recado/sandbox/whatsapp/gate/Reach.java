package io.recado.sandbox.whatsapp.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Whom a business portfolio has written to first in the last 24 hours: its messaging limit is a number of people. */
final class Reach {

    private static final Duration ROLLING = Duration.ofHours(24);

    private final Function<String, Map<String, Instant>> stored;
    /** By portfolio, people and when they were last written to outside a window; the limit bounds how many there are. */
    private final Map<String, Map<String, Instant>> reached = new ConcurrentHashMap<>();

    /** @param stored whom a portfolio reached before this process started, and when */
    Reach(Function<String, Map<String, Instant>> stored) {
        this.stored = stored;
    }

    /** Whether this person may be written to first; if so the person is counted. */
    boolean admits(String portfolio, String waId, int people, Instant now) {
        Map<String, Instant> last = reached.computeIfAbsent(portfolio, id -> new ConcurrentHashMap<>(stored.apply(id)));
        synchronized (last) {
            if (!last.containsKey(waId) && last.size() >= people) {
                last.values().removeIf(at -> !now.isBefore(at.plus(ROLLING)));
            }
            Instant before = last.get(waId);
            boolean counted = before != null && now.isBefore(before.plus(ROLLING));
            if (!counted && last.size() >= people) {
                return false;
            }
            last.put(waId, now);
            return true;
        }
    }

    /** People by a tier's name, such as {@code TIER_2K}; all there are when it names no number. */
    static int people(String tier) {
        String size = tier.replace("TIER_", "");
        if (!size.matches("[0-9]+K?")) {
            return Integer.MAX_VALUE;
        }
        return size.endsWith("K")
                ? 1_000 * Integer.parseInt(size.substring(0, size.length() - 1))
                : Integer.parseInt(size);
    }

    void forget() {
        reached.clear();
    }
}
