package io.recado.sandbox.whatsapp.template;

import io.recado.sandbox.ClockMoved;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Waits until the next thing happens to a template, by the sandbox's clock. */
@Component
class TemplateLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TemplateLoop.class);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final Clock clock;
    private final Semaphore wakeUp = new Semaphore(0);
    private Supplier<@Nullable Instant> work = () -> null;
    private @Nullable Thread thread;
    private volatile boolean running;

    TemplateLoop(Clock clock) {
        this.clock = clock;
    }

    /** @param due does what is due and answers when the next thing is; null when nothing is */
    void doing(Supplier<@Nullable Instant> due) {
        work = due;
    }

    /** Something else may be next. */
    void wake() {
        wakeUp.release();
    }

    @EventListener(ClockMoved.class)
    void whenTimeHasMoved() {
        wake();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("templates").start(this::run);
    }

    private void run() {
        while (running) {
            try {
                Duration wait = step();
                if (wait.isPositive() && wakeUp.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS)) {
                    wakeUp.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration step() {
        try {
            Instant next = work.get();
            Duration wait = next == null ? IDLE : Duration.between(clock.instant(), next);
            return wait.compareTo(IDLE) > 0 ? IDLE : wait;
        } catch (RuntimeException e) {
            if (running) {
                log.warn("What was due with a template could not be done; trying again", e);
            }
            return AFTER_TROUBLE;
        }
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
