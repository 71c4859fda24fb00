package io.recado.sandbox.whatsapp.fault;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
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
    public static final Map<String, String> ENDINGS = Endings.KINDS;

    private final FaultTable table;
    private final List<FaultOrder> armed;
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();

    Faults(FaultTable table) {
        this.table = table;
        this.armed = new CopyOnWriteArrayList<>(table.all());
    }

    /** Orders a failure, and returns the order with its number. */
    public synchronized FaultOrder arm(FaultOrder order) {
        FaultOrder stored = table.add(order);
        armed.add(stored);
        return stored;
    }

    /** What is ordered and has not struck as often as it should. */
    public List<FaultOrder> armed() {
        return List.copyOf(armed);
    }

    /** Takes an order back; answers whether there was one. */
    public synchronized boolean disarm(long id) {
        armed.removeIf(order -> order.id() == id);
        return table.remove(id);
    }

    public synchronized void clear() {
        armed.clear();
        refusals.clear();
        table.clear();
    }

    /** What happens to the next message from this number to this phone; null when nothing does. */
    @Nullable
    public Fault next(String account, String phoneNumberId, String waId) {
        if (!armed.isEmpty()) {
            Fault fault = takeArmed(account, phoneNumberId, waId, other -> !other.onlyFiles());
            if (fault != null) {
                return fault;
            }
        }
        String kind = kind(waId);
        if (kind == null) {
            return null;
        }
        Fault fault = Fault.named(kind);
        return fault.onlyFiles() || (passing(fault) && !again(waId)) ? null : fault;
    }

    /** What happens to the webhooks about a person's own message: only what happens on their way. */
    public Fault.@Nullable Trouble ofWebhooks(String waId) {
        String kind = kind(waId);
        return kind != null
                        && Fault.named(kind) instanceof Fault.Trouble trouble
                        && switch (trouble) {
                            case DUPLICATE, REORDER, LATE, LOST_THEN_SENT, BATCHED -> true;
                            default -> false;
                        }
                ? trouble
                : null;
    }

    /** Whether this person reads without anybody being told. */
    public boolean neverReads(String waId) {
        String never = "never-read";
        return never.equals(kind(waId))
                || armed.stream().anyMatch(order -> never.equals(order.kind()) && waId.equals(order.waId()));
    }

    /** Whether the file is lost that this person sends to this number now. */
    public boolean losesFile(String account, String phoneNumberId, String waId) {
        return "media-lost".equals(kind(waId))
                || takeArmed(account, phoneNumberId, waId, fault -> fault == Fault.Trouble.MEDIA_LOST) != null;
    }

    /** Whether this number's download of a file answers 404 now. */
    public boolean hidesFile(String account, String phoneNumberId) {
        return takeArmed(account, phoneNumberId, "", fault -> fault == Fault.Trouble.MEDIA_GONE) != null;
    }

    private static @Nullable String kind(String waId) {
        return waId.length() > ENDING ? ENDINGS.get(waId.substring(waId.length() - ENDING)) : null;
    }

    private synchronized @Nullable Fault takeArmed(
            String account, String phoneNumberId, String waId, Predicate<Fault> wanted) {
        for (Iterator<FaultOrder> orders = armed.iterator(); orders.hasNext(); ) {
            FaultOrder order = orders.next();
            if (wanted.test(Fault.named(order.kind()))
                    && order.concerns(account, phoneNumberId, waId)
                    && (order.rate() >= 1 || ThreadLocalRandom.current().nextDouble() < order.rate())) {
                count(order);
                return Fault.named(order.kind());
            }
        }
        return null;
    }

    private void count(FaultOrder order) {
        Integer times = order.times();
        if (times == null) {
            return;
        }
        if (times <= 1) {
            armed.remove(order);
            table.remove(order.id());
        } else {
            armed.set(armed.indexOf(order), order.left(times - 1));
            table.left(order.id(), times - 1);
        }
    }

    private static boolean passing(Fault fault) {
        if (fault == Fault.Trouble.RESET) {
            return true;
        }
        return fault instanceof Fault.Refuse refuse
                && switch (refuse.error().code()) {
                    case 1, 2, 4, 17, 80007, 131000, 131016, 130429, 131056, 131057, 133004, 2494100 -> true;
                    default -> false;
                };
    }

    /** Whether this one is still to be refused: two are, the third is not, and so on. */
    private boolean again(String waId) {
        int before = refusals.merge(waId, 1, (n, one) -> (n + one) % (REFUSALS_IN_A_ROW + 1));
        return before != 0;
    }
}
