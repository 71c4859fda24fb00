package io.recado.console.live;

import io.recado.console.access.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open pages of this node, and the one thread that asks the database for news on their behalf while there are any. A stream lasts a
 * minute; then the page comes again through the doors, so that nobody listens long with permissions that were taken away.
 */
@Component
class LiveChanges implements SmartLifecycle {

    static final int MOST = 500;
    static final int MOST_OF_ONE = 20;

    private static final Duration LENGTH = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(LiveChanges.class);

    private final ChangeReader reader;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private volatile boolean running;
    private @Nullable Thread asking;

    LiveChanges(JdbcClient jdbc, Clock clock) {
        this.reader = new ChangeReader(jdbc, clock);
    }

    /** Empty when as many listen as this node serves, or the hub is stopping; the page looks by itself then, and asks again later. */
    Optional<SseEmitter> listen(Viewer viewer) {
        if (!running || listeners.size() >= MOST) {
            return Optional.empty();
        }
        // of one person's pages the oldest gives way
        listeners.stream()
                .filter(listener -> listener.belongsTo(viewer))
                .skip(MOST_OF_ONE - 1L)
                .findFirst()
                .ifPresent(surplus -> listeners.stream()
                        .filter(listener -> listener.belongsTo(viewer))
                        .findFirst()
                        .ifPresent(Listener::close));
        var listener = new Listener(viewer, LENGTH);
        listener.emitter().onCompletion(() -> leave(listener));
        listener.emitter().onTimeout(listener::close);
        listener.emitter().onError(gone -> listener.close());
        listeners.add(listener);
        signal();
        Thread.ofVirtual().name("live-page").start(() -> {
            listener.run();
            leave(listener);
        });
        return Optional.of(listener.emitter());
    }

    int open() {
        return listeners.size();
    }

    private void leave(Listener listener) {
        listener.close();
        listeners.remove(listener);
    }

    private void signal() {
        lock.lock();
        try {
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    private void ask() {
        try {
            while (running) {
                awaitListeners();
                tellWhileSomebodyListens();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellWhileSomebodyListens() throws InterruptedException {
        var started = false;
        while (running && !listeners.isEmpty()) {
            try {
                if (!started) {
                    reader.start();
                    started = true;
                }
                var news = reader.read();
                if (!news.empty()) {
                    listeners.forEach(listener -> listener.tell(news));
                }
            } catch (DataAccessException | TransactionException unreachable) {
                log.warn(
                        "Open pages are told nothing at the moment: {}",
                        unreachable.getClass().getSimpleName());
            }
            pause();
        }
    }

    private void awaitListeners() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (running && listeners.isEmpty()) {
                wanted.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = EVERY.toNanos();
            while (running && left > 0) {
                left = wanted.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        running = true;
        asking = Thread.ofVirtual().name("live-changes").start(this::ask);
    }

    /** Before the web server waits for its requests to end: these would not by themselves. */
    @Override
    public void stop() {
        running = false;
        if (asking != null) {
            asking.interrupt();
        }
        listeners.forEach(Listener::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
