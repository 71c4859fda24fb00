package io.recado.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The sandbox's time: real time, moved by as much as somebody asked for, so that windows expire and repetitions come due without
 * waiting. It goes on ticking after a move. A restart or a reset returns to real time.
 */
public final class SandboxClock extends Clock {

    private final Clock real;
    private final ApplicationEventPublisher publisher;
    /** In milliseconds. */
    private final AtomicLong offset;

    SandboxClock(Clock real, ApplicationEventPublisher publisher) {
        this(real, publisher, new AtomicLong());
    }

    private SandboxClock(Clock real, ApplicationEventPublisher publisher, AtomicLong offset) {
        this.real = real;
        this.publisher = publisher;
        this.offset = offset;
    }

    @Override
    public Instant instant() {
        return real.instant().plusMillis(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SandboxClock(real.withZone(zone), publisher, offset);
    }

    /** How far it is ahead of real time; negative when it is behind. */
    public Duration offset() {
        return Duration.ofMillis(offset.get());
    }

    public void advance(Duration by) {
        offset.addAndGet(by.toMillis());
        tell();
    }

    public void set(Instant now) {
        offset.set(Duration.between(real.instant(), now).toMillis());
        tell();
    }

    /** Back to real time. */
    public void release() {
        if (offset.getAndSet(0) != 0) {
            tell();
        }
    }

    /** Before anybody writes new demo data: that is for today. */
    @EventListener(SandboxReset.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void whenReset() {
        release();
    }

    private void tell() {
        publisher.publishEvent(new ClockMoved(instant()));
    }
}
