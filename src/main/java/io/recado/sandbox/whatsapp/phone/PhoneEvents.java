package io.recado.sandbox.whatsapp.phone;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Tells open pages that something happened on a phone. A page then fetches what it shows; nothing is lost when one is missed. */
@Component
public class PhoneEvents implements SmartLifecycle {

    public static final String CHANGE = "change";
    public static final String TYPING = "typing";
    private static final String END = "end";
    private static final int WAITING = 8;

    /** One open page. */
    public static final class Listener {

        private final @Nullable String waId;
        private final BlockingQueue<String> events = new ArrayBlockingQueue<>(WAITING);

        private Listener(@Nullable String waId) {
            this.waId = waId;
        }

        /** The next event; empty when none came in time, null when the sandbox stops. */
        @Nullable
        public String await(Duration atMost) throws InterruptedException {
            String event = events.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                return "";
            }
            return event.equals(END) ? null : event;
        }
    }

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    /** @param waId whose phone it shows; null for all phones */
    public Listener listen(@Nullable String waId) {
        Listener listener = new Listener(waId);
        listeners.add(listener);
        return listener;
    }

    public void leave(Listener listener) {
        listeners.remove(listener);
    }

    public void changed(String waId) {
        tell(waId, CHANGE);
    }

    public void typing(String waId) {
        tell(waId, TYPING);
    }

    private void tell(String waId, String event) {
        for (Listener listener : listeners) {
            if ((listener.waId == null || listener.waId.equals(waId)) && !listener.events.contains(event)) {
                listener.events.offer(event);
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Open pages hold connections, which would hold up the web server's stop. */
    @Override
    public void stop() {
        running = false;
        for (Listener listener : listeners) {
            listener.events.clear();
            listener.events.offer(END);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
