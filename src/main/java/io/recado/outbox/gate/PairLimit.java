package io.recado.outbox.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one person hears from one channel. WhatsApp wants a message each six seconds, and lends a burst that has to be paid back by
 * silence; what a channel borrows here stays well below what WhatsApp lends. Only people who owe something are remembered.
 */
public final class PairLimit {

    public static final Duration INTERVAL = Duration.ofSeconds(6);
    public static final int BURST = 20;

    private static final Duration LENT = INTERVAL.multipliedBy(BURST - 1L);
    private static final int REMEMBERED = 100_000;

    /** Person → until when what was sent so far is paid back; the order of coming is the order of being forgotten. */
    private final Map<String, Instant> paidBack = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Asks for a message to leave now.
     *
     * @return the present instant if it may, which counts; else when it may be asked again
     */
    synchronized Instant next(String person, Instant now) {
        var owed = paidBack.get(person);
        if (owed == null || !owed.isAfter(now)) {
            paidBack.remove(person);
            paidBack.put(person, now.plus(INTERVAL));
            forgetPaid(now);
            return now;
        }
        var allowed = owed.minus(LENT);
        if (allowed.isAfter(now)) {
            return allowed;
        }
        paidBack.put(person, owed.plus(INTERVAL));
        return now;
    }

    /** WhatsApp refused a message for the pair's sake: it lends nothing more until the debt is paid. */
    synchronized void refused(String person, Instant now) {
        paidBack.put(person, now.plus(LENT).plus(INTERVAL));
    }

    private void forgetPaid(Instant now) {
        var oldest = paidBack.entrySet().iterator();
        for (var looked = 0; looked < 2 && oldest.hasNext(); looked++) {
            if (!oldest.next().getValue().isAfter(now)) {
                oldest.remove();
            } else {
                return;
            }
        }
    }
}
