package io.recado.outbox.gate;

import io.recado.configuration.ChannelId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many more messages of each channel this node may have under way. A message takes a lane when it departs and leaves it with its outcome. */
public final class Lanes {

    private static final int PARTS = 4;
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final Map<ChannelId, Semaphore> free = new ConcurrentHashMap<>();
    private final Map<ChannelId, Integer> widths;
    private final Duration moment;

    public Lanes(Map<ChannelId, Integer> widths) {
        this(widths, MOMENT);
    }

    /** @param moment that a busy channel's lanes are given to become free together */
    Lanes(Map<ChannelId, Integer> widths, Duration moment) {
        this.widths = Map.copyOf(widths);
        this.moment = moment;
        widths.forEach((channel, width) -> free.put(channel, new Semaphore(width)));
    }

    /**
     * Takes every free lane, up to a number; waits for the first one, and where nearly all are taken for a moment more: a last look at many
     * messages costs little more than a look at one.
     *
     * @return how many; 0 when none became free within a second
     */
    int take(ChannelId channel, int most) throws InterruptedException {
        var lanes = of(channel);
        if (!lanes.tryAcquire(1, TimeUnit.SECONDS)) {
            return 0;
        }
        var taken = 1 + together(lanes, Math.min(most, widths.getOrDefault(channel, 1) / PARTS) - 1);
        var more = Math.min(most - taken, lanes.availablePermits());
        return more > 0 && lanes.tryAcquire(more) ? taken + more : taken;
    }

    private int together(Semaphore lanes, int wanted) throws InterruptedException {
        return wanted > 0 && lanes.tryAcquire(wanted, moment.toNanos(), TimeUnit.NANOSECONDS) ? wanted : 0;
    }

    void leave(ChannelId channel, int lanes) {
        if (lanes > 0) {
            of(channel).release(lanes);
        }
    }

    private Semaphore of(ChannelId channel) {
        var lanes = free.get(channel);
        if (lanes == null) {
            throw new IllegalArgumentException("No channel '%s' in the configuration".formatted(channel));
        }
        return lanes;
    }
}
