package io.recado.sandbox.whatsapp.phone;

import io.recado.sandbox.ClockMoved;
import io.recado.sandbox.SandboxReset;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells open pages that something happened on a phone. A page then fetches what it shows; nothing is lost when one is missed. */
@Component
public class PhoneEvents implements SmartLifecycle {

    private static final String CHANGE = "change";
    private static final int WAITING = 64;

    /**
     * @param name {@code change}, {@code typing}, {@code clock} or {@code recording}; empty when nothing happened for a while
     * @param subject the {@code wa_id} of the phone, for {@code typing} followed by a space and the number that types; empty when it
     *     is about all phones
     */
    public record Event(String name, String subject) {

        public static final Event NOTHING = new Event("", "");
        private static final Event ANYTHING = new Event(CHANGE, "");
        private static final Event END = new Event("end", "");

        private boolean concerns(String waId) {
            return subject.isEmpty() || subject.equals(waId) || subject.startsWith(waId + " ");
        }
    }

    /** One open page. */
    public static final class Listener {

        private final @Nullable String waId;
        private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(WAITING);

        private Listener(@Nullable String waId) {
            this.waId = waId;
        }

        /** The next event; {@link Event#NOTHING} when none came in time, null when the sandbox stops. */
        @Nullable
        public Event await(Duration atMost) throws InterruptedException {
            Event event = events.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                return Event.NOTHING;
            }
            return event.equals(Event.END) ? null : event;
        }

        private synchronized void tell(Event event) {
            if (events.contains(event)) {
                return;
            }
            if (!events.offer(event)) {
                events.clear();
                events.add(Event.ANYTHING);
                events.add(event);
            }
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
        tell(new Event(CHANGE, waId));
    }

    /** @param phoneNumberId the business number that types */
    public void typing(String waId, String phoneNumberId) {
        tell(new Event("typing", waId + " " + phoneNumberId));
    }

    /** A recording of a scenario was started or stopped. */
    public void recording() {
        tell(new Event("recording", ""));
    }

    @EventListener(ClockMoved.class)
    void clockMoved() {
        tell(new Event("clock", ""));
    }

    @EventListener(SandboxReset.class)
    void reset() {
        tell(Event.ANYTHING);
    }

    private void tell(Event event) {
        for (Listener listener : listeners) {
            if (listener.waId == null || event.concerns(listener.waId)) {
                listener.tell(event);
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
            listener.tell(Event.END);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
