package io.recado.sandbox.whatsapp.control;

import io.recado.sandbox.whatsapp.chat.People;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.phone.PhoneEvents.Event;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Server-sent events that keep pages up to date; the data of an event is its subject. */
@Controller
class EventStreams {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final People people;
    private final PhoneEvents events;

    EventStreams(People people, PhoneEvents events) {
        this.people = people;
        this.events = events;
    }

    @GetMapping("/phones/events")
    void all(HttpServletResponse response) throws IOException {
        stream(null, response);
    }

    @GetMapping("/phone/{number}/events")
    void one(@PathVariable String number, HttpServletResponse response) throws IOException {
        stream(people.orStranger(number).waId(), response);
    }

    /** Holds the connection, and a virtual thread, while the page is open. */
    private void stream(@Nullable String waId, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        // browsers hang up on an event stream in any other
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        PhoneEvents.Listener listener = events.listen(waId);
        try {
            PrintWriter writer = response.getWriter();
            writer.write("retry: 1000\n\n");
            while (!writer.checkError()) {
                Event event = listener.await(HEARTBEAT);
                if (event == null) {
                    return;
                }
                writer.write(
                        event.equals(Event.NOTHING)
                                ? ": still here\n\n"
                                : "event: " + event.name() + "\ndata: " + event.subject() + "\n\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            events.leave(listener);
        }
    }
}
