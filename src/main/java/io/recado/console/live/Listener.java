package io.recado.console.live;

import io.recado.console.access.Permission;
import io.recado.console.access.Viewer;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One open page. News is gathered while the page is still being told the last, so that a slow reader holds up nobody and fills nothing. */
final class Listener {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MOST_BY_NAME = 200;

    private final Viewer viewer;
    private final SseEmitter emitter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Set<Long> appointments = new TreeSet<>();
    private boolean everything;
    private boolean closed;

    Listener(Viewer viewer, Duration length) {
        this.viewer = viewer;
        this.emitter = new SseEmitter(length.toMillis());
    }

    SseEmitter emitter() {
        return emitter;
    }

    boolean belongsTo(Viewer other) {
        return viewer.name().equals(other.name());
    }

    /** Keeps of the news what this viewer may know of. */
    void tell(News told) {
        if (!viewer.may(Permission.SEE_AGENDA)) {
            return;
        }
        lock.lock();
        try {
            everything |= told.tooMany();
            told.changes().stream()
                    .filter(change -> viewer.sees(change.clinic()))
                    .forEach(change -> appointments.add(change.appointment()));
            if (everything || !appointments.isEmpty()) {
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Writes to the page until one of both is closed; a thread of its own runs this. */
    void run() {
        try {
            emitter.send(SseEmitter.event().reconnectTime(1_000).comment("listening"));
            for (var words = next(); words != null; words = next()) {
                emitter.send(words);
            }
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            // the page was closed, or the time of this stream is over
            emitter.complete();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            emitter.complete();
        }
    }

    /** What to say next: news, or a sign of life after a while without any; null when it is over. */
    SseEmitter.@Nullable SseEventBuilder next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = HEARTBEAT.toNanos();
            while (!closed && !everything && appointments.isEmpty() && left > 0) {
                left = news.awaitNanos(left);
            }
            if (closed) {
                return null;
            }
            if (!everything && appointments.isEmpty()) {
                return SseEmitter.event().comment("still here");
            }
            var ids = everything || appointments.size() > MOST_BY_NAME
                    ? "*"
                    : appointments.stream().map(String::valueOf).collect(Collectors.joining(","));
            everything = false;
            appointments.clear();
            return SseEmitter.event().name("appointments").data(ids);
        } finally {
            lock.unlock();
        }
    }
}
