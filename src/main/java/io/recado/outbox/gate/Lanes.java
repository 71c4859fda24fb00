package io.recado.outbox.gate;

import io.recado.configuration.ChannelId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many more messages of each channel this node may have under way. A message takes a lane when it departs and leaves it with its outcome. */
public final class Lanes {

    private final Map<ChannelId, Semaphore> free = new ConcurrentHashMap<>();

    public Lanes(Map<ChannelId, Integer> widths) {
        widths.forEach((channel, width) -> free.put(channel, new Semaphore(width)));
    }

    /**
     * Takes every free lane, up to a number; waits for the first one.
     *
     * @return how many; 0 when none became free within a second
     */
    int take(ChannelId channel, int most) throws InterruptedException {
        var lanes = of(channel);
        if (!lanes.tryAcquire(1, TimeUnit.SECONDS)) {
            return 0;
        }
        var more = Math.max(0, Math.min(most - 1, lanes.availablePermits()));
        return more > 0 && lanes.tryAcquire(more) ? more + 1 : 1;
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
