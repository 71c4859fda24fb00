package io.recado.sandbox.whatsapp.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.ClockMoved;
import io.recado.sandbox.SandboxClock;
import io.recado.sandbox.whatsapp.chat.History;
import io.recado.sandbox.whatsapp.chat.History.Shown;
import io.recado.sandbox.whatsapp.media.Media;
import io.recado.sandbox.whatsapp.media.MediaShelf;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notes what people do, on all phones, between start and stop. What businesses answer is read from the history at the end. */
@Component
public class Recording {

    /** @param steps how many there would be if it stopped now */
    public record State(boolean running, int steps) {}

    /**
     * @param wamid of the message the deed made; null when it made none
     * @param on wamid of the message it is about
     * @param after id of the newest message when it was done
     */
    record Deed(Step step, @Nullable String wamid, @Nullable String on, long after) {}

    private final History history;
    private final Transcript transcript;
    private final MediaShelf shelf;
    private final PhoneEvents events;
    private final SandboxClock clock;
    private @Nullable List<Deed> deeds;
    private long from;
    private Duration offset = Duration.ZERO;

    Recording(History history, Transcript transcript, MediaShelf shelf, PhoneEvents events, SandboxClock clock) {
        this.history = history;
        this.transcript = transcript;
        this.shelf = shelf;
        this.events = events;
        this.clock = clock;
    }

    /** Starts anew; what was noted before is dropped. */
    public synchronized void start() {
        deeds = new ArrayList<>();
        from = history.newest();
        offset = clock.offset();
        events.recording();
    }

    /** @throws IllegalArgumentException when none is running */
    public synchronized Scenario stop(String name) {
        if (deeds == null) {
            throw new IllegalArgumentException("No recording is running; start one first");
        }
        Scenario scenario = new Scenario(name, transcript.of(deeds, history.after(from)));
        deeds = null;
        events.recording();
        return scenario;
    }

    public synchronized State state() {
        if (deeds == null) {
            return new State(false, 0);
        }
        long answers = history.after(from).stream()
                .filter(message -> "outbound".equals(message.direction()))
                .count();
        return new State(true, deeds.size() + (int) answers);
    }

    public synchronized void wrote(String phone, String text, String wamid) {
        note(new Step.Write(phone, null, text), wamid, null);
    }

    public synchronized void tapped(String phone, String wamid, JsonNode button, String answer) {
        if (deeds == null) {
            return;
        }
        String words = history.find(answer).map(Shown::text).orElse(button.asText());
        note(new Step.Tap(phone, null, words), answer, wamid);
    }

    public synchronized void looked(String phone) {
        // a page looks whenever something arrives: once between two other things is enough
        if (deeds != null
                && (deeds.isEmpty()
                        || !deeds.getLast().step().equals(new Step.Look(phone))
                        || deeds.getLast().after() != history.newest())) {
            note(new Step.Look(phone), null, null);
        }
    }

    public synchronized void armed(String kind, @Nullable String phone, int times) {
        note(new Step.Fault(kind, phone, times), null, null);
    }

    /** @param request as the control interface takes it */
    public synchronized void sent(String phone, JsonNode request, String wamid) {
        if (deeds == null) {
            return;
        }
        ObjectNode message = request.deepCopy();
        message.remove("phoneNumberId");
        String on = message.path("context").path("message_id").asText(null);
        message.remove("context");
        if (message.path("reaction") instanceof ObjectNode reaction && reaction.has("message_id")) {
            on = reaction.remove("message_id").asText();
        }
        note(new Step.Send(phone, null, null, message, file(message)), wamid, on);
    }

    private Step.@Nullable File file(ObjectNode message) {
        if (!(message.path(message.path("type").asText()) instanceof ObjectNode content) || !content.has("id")) {
            return null;
        }
        Media media = shelf.shown(content.path("id").asText()).orElse(null);
        if (media == null) {
            return null;
        }
        content.remove("id");
        try {
            byte[] bytes = shelf.content(media).getContentAsByteArray();
            return new Step.File(
                    media.mime(), media.filename(), Base64.getEncoder().encodeToString(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @EventListener(ClockMoved.class)
    synchronized void clockMoved() {
        Duration now = clock.offset();
        // to the second: the way from one request to the next takes some milliseconds
        Duration by = Duration.ofSeconds(Math.round(now.minus(offset).toMillis() / 1000.0));
        offset = now;
        note(new Step.Clock(now.isZero() ? "real" : by.toString()), null, null);
    }

    private void note(Step step, @Nullable String wamid, @Nullable String on) {
        if (deeds != null) {
            deeds.add(new Deed(step, wamid, on, history.newest()));
        }
    }
}
