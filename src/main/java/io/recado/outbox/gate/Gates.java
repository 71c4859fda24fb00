package io.recado.outbox.gate;

import io.recado.configuration.ChannelId;
import io.recado.outbox.Attempt;
import io.recado.outbox.Attempt.Departure;
import io.recado.outbox.MessageId;
import io.recado.outbox.queue.Intake;
import io.recado.outbox.queue.Queues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Where messages leave, one gate per channel. It opens when this node holds the channel's lease and the channel is neither parked nor out of
 * order, and lets through what its pace allows and free lanes can carry, most urgent first.
 */
public final class Gates implements AutoCloseable {

    private static final int TOGETHER = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Queues queues;
    private final Leases leases;
    private final Parks parks;
    private final Lanes lanes;
    private final Map<ChannelId, Pace> paces;
    private final Breakers breakers;
    private final Allowances allowances;
    private final Function<List<MessageId>, List<Attempt>> lastLook;
    private final Map<ChannelId, Intake> intakes = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    public Gates(
            Queues queues,
            Leases leases,
            Parks parks,
            Lanes lanes,
            Map<ChannelId, Pace> paces,
            Breakers breakers,
            Allowances allowances,
            Function<List<MessageId>, List<Attempt>> lastLook) {
        this.queues = queues;
        this.leases = leases;
        this.parks = parks;
        this.lanes = lanes;
        this.paces = paces;
        this.breakers = breakers;
        this.allowances = allowances;
        this.lastLook = lastLook;
    }

    /**
     * What leaves now; empty when nothing came in time, or nothing may leave. Throws, after a while, when queue or ledger cannot be reached. One
     * thread per channel.
     */
    public List<Departure> depart(ChannelId channel) {
        try {
            var admitted = breakers.admit(channel, most(channel));
            if (admitted > 0) {
                return departAdmitted(channel, admitted);
            }
            pause(PATIENCE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            // the messages wait, and the next round comes at once
            pause(PATIENCE);
            throw away;
        }
        return List.of();
    }

    private int most(ChannelId channel) {
        if (closing.getCount() == 0) {
            return 0;
        }
        if (!leases.mine(channel)) {
            leaveToOthers(channel);
            return 0;
        }
        return switch (parks.way(channel)) {
            case OPEN -> TOGETHER;
            case ONE_TO_TRY -> 1;
            case CLOSED -> 0;
        };
    }

    /** What this node has in hand would wait here, where nobody sends it. */
    private void leaveToOthers(ChannelId channel) {
        var intake = intakes.remove(channel);
        if (intake != null) {
            intake.close();
        }
    }

    private List<Departure> departAdmitted(ChannelId channel, int admitted) throws InterruptedException {
        var left = 0;
        try {
            var departures = depart(channel, admitted);
            left = departures.size();
            return departures;
        } finally {
            breakers.giveBack(channel, admitted - left);
        }
    }

    private List<Departure> depart(ChannelId channel, int most) throws InterruptedException {
        var pace = pace(channel);
        allowances.standing(channel).messagesPerSecond().ifPresent(pace::atMost);
        var paced = pace.take(most);
        if (paced == 0) {
            pause(pace.untilNext());
            return List.of();
        }
        var taken = 0;
        var left = List.<Departure>of();
        try {
            taken = lanes.take(channel, paced);
            if (taken > 0) {
                left = intakes.computeIfAbsent(channel, queues::intake).take(taken, PATIENCE, lastLook).stream()
                        .filter(Departure.class::isInstance)
                        .map(Departure.class::cast)
                        .toList();
            }
        } finally {
            lanes.leave(channel, taken - left.size());
            pace.giveBack(paced - left.size());
        }
        return left;
    }

    /** A message's outcome is known: its lane is free again. */
    public void arrived(Departure departure) {
        lanes.leave(departure.channel(), 1);
    }

    /** The channel said that its messages come too fast. */
    public void slowDown(ChannelId channel) {
        pace(channel).slowDown();
    }

    /** Messages that may leave through a channel each second now. */
    public double rate(ChannelId channel) {
        return pace(channel).rate();
    }

    private Pace pace(ChannelId channel) {
        var pace = paces.get(channel);
        if (pace == null) {
            throw new IllegalArgumentException("No channel '%s' in the configuration".formatted(channel));
        }
        return pace;
    }

    private void pause(Duration length) {
        try {
            var unused = closing.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        intakes.values().forEach(Intake::close);
        leases.close();
    }
}
