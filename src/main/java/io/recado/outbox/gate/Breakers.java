package io.recado.outbox.gate;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import io.recado.configuration.ChannelId;
import io.recado.outbox.ChannelState;
import io.recado.outbox.ChannelTrouble.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A circuit breaker for each channel. When half of the last calls found the channel out of order, nothing is tried for a while, so that no
 * message spends its tries on it; then a few messages look whether it works again. It is this node's own: one node sends through a channel.
 */
public final class Breakers {

    private static final int LOOKED_AT = 40;
    private static final int AT_LEAST = 10;
    private static final int PROBES = 3;
    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(2);

    /** A probe whose outcome got lost does not hold the others for ever. */
    private static final Duration PROBES_PATIENCE = Duration.ofMinutes(2);

    private final Map<ChannelId, CircuitBreaker> byChannel = new ConcurrentHashMap<>();
    private final CircuitBreakerConfig settings;
    private final Alarm alarm;

    public Breakers(Clock clock, Alarm alarm) {
        this.alarm = alarm;
        this.settings = CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(LOOKED_AT)
                .minimumNumberOfCalls(AT_LEAST)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .maxWaitDurationInHalfOpenState(PROBES_PATIENCE)
                .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialBackoff(FIRST_REST, 2, LONGEST_REST))
                .build();
    }

    /** How many of so many messages may be tried now; those that are not used have to be given back. */
    int admit(ChannelId channel, int most) {
        var breaker = of(channel);
        var admitted = 0;
        while (admitted < most && breaker.tryAcquirePermission()) {
            admitted++;
        }
        return admitted;
    }

    void giveBack(ChannelId channel, int unused) {
        var breaker = of(channel);
        for (var i = 0; i < unused; i++) {
            breaker.releasePermission();
        }
    }

    /** The channel did its work, even if it refused this message. */
    public void worked(ChannelId channel) {
        of(channel).onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** The channel is out of order, as far as one message can tell. */
    public void failed(ChannelId channel) {
        of(channel).onError(0, TimeUnit.NANOSECONDS, new OutOfOrder());
    }

    public ChannelState.Breaker state(ChannelId channel) {
        return switch (of(channel).getState()) {
            case OPEN, FORCED_OPEN -> ChannelState.Breaker.OPEN;
            case HALF_OPEN -> ChannelState.Breaker.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> ChannelState.Breaker.CLOSED;
        };
    }

    private CircuitBreaker of(ChannelId channel) {
        return byChannel.computeIfAbsent(channel, this::make);
    }

    private CircuitBreaker make(ChannelId channel) {
        var breaker = CircuitBreaker.of(channel.value(), settings);
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN -> alarm.ring(channel, Kind.OUT_OF_ORDER, false, "OPEN");
                case HALF_OPEN_TO_CLOSED, OPEN_TO_CLOSED -> alarm.ring(channel, Kind.OUT_OF_ORDER, true, "CLOSED");
                default -> {
                    // a look whether it works again is no news
                }
            }
        });
        return breaker;
    }

    /** Stands for whatever went wrong; the ledger has the details. */
    private static final class OutOfOrder extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfOrder() {
            super("out of order", null, false, false);
        }
    }
}
