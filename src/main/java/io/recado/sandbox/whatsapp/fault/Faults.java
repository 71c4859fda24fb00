package io.recado.sandbox.whatsapp.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Failures on demand: ordered through the control interface, or by the last four digits of the number written to, which works
 * without any preparation. A refusal that passes by itself in real life is answered twice, and the third try goes through.
 */
@Component
public class Faults {

    private static final int ENDING = 4;
    private static final int REFUSALS_IN_A_ROW = 2;

    /** Number endings and what they do; in the order the front page lists them. */
    public static final Map<String, String> ENDINGS = new LinkedHashMap<>();

    static {
        ENDINGS.put("1026", "131026");
        ENDINGS.put("1047", "131047");
        ENDINGS.put("1048", "131048");
        ENDINGS.put("1049", "131049");
        ENDINGS.put("1050", "131050");
        ENDINGS.put("1053", "131053");
        ENDINGS.put("0472", "130472");
        ENDINGS.put("5135", "135000");
        ENDINGS.put("2015", "async-132015");
        ENDINGS.put("1056", "131056");
        ENDINGS.put("0429", "130429");
        ENDINGS.put("0497", "130497");
        ENDINGS.put("1031", "131031");
        ENDINGS.put("1042", "131042");
        ENDINGS.put("0190", "190");
        ENDINGS.put("0368", "368");
        ENDINGS.put("9500", "500");
        ENDINGS.put("9503", "503");
        ENDINGS.put("9001", "slow");
        ENDINGS.put("9002", "lost-answer");
        ENDINGS.put("9003", "reset");
        ENDINGS.put("9004", "duplicate");
        ENDINGS.put("9005", "reorder");
        ENDINGS.put("9006", "late");
    }

    private static final class Armed {
        private final @Nullable String waId;
        private final Fault fault;
        private int times;

        Armed(@Nullable String waId, Fault fault, int times) {
            this.waId = waId;
            this.fault = fault;
            this.times = times;
        }
    }

    private final Deque<Armed> armed = new ArrayDeque<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private volatile boolean anyArmed;

    /** @param waId whose messages it strikes; null for anybody's */
    public synchronized void arm(@Nullable String waId, Fault fault, int times) {
        armed.add(new Armed(waId, fault, times));
        anyArmed = true;
    }

    public synchronized void clear() {
        armed.clear();
        refusals.clear();
        anyArmed = false;
    }

    /** What happens to the next message to this phone; null when nothing does. */
    @Nullable
    public Fault next(String waId) {
        if (anyArmed) {
            Fault fault = takeArmed(waId);
            if (fault != null) {
                return fault;
            }
        }
        String kind = waId.length() > ENDING ? ENDINGS.get(waId.substring(waId.length() - ENDING)) : null;
        if (kind == null) {
            return null;
        }
        Fault fault = Fault.named(kind);
        return passing(fault) && !again(waId) ? null : fault;
    }

    private synchronized @Nullable Fault takeArmed(String waId) {
        for (Armed candidate : armed) {
            if (candidate.waId == null || candidate.waId.equals(waId)) {
                candidate.times--;
                if (candidate.times <= 0) {
                    armed.remove(candidate);
                    anyArmed = !armed.isEmpty();
                }
                return candidate.fault;
            }
        }
        return null;
    }

    private static boolean passing(Fault fault) {
        if (fault == Fault.Trouble.RESET) {
            return true;
        }
        return fault instanceof Fault.Refuse refuse
                && switch (refuse.error().code()) {
                    case 2, 131000, 130429, 131056 -> true;
                    default -> false;
                };
    }

    /** Whether this one is still to be refused: two are, the third is not, and so on. */
    private boolean again(String waId) {
        int before = refusals.merge(waId, 1, (n, one) -> (n + one) % (REFUSALS_IN_A_ROW + 1));
        return before != 0;
    }
}
