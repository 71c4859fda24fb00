package io.recado.sandbox.whatsapp.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.chat.History;
import io.recado.sandbox.whatsapp.chat.People;
import io.recado.sandbox.whatsapp.chat.Windows;
import io.recado.sandbox.whatsapp.fault.Fault;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** The phones to look at and to touch. */
@Controller
class PhonePages {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** A business number on the front page. */
    record Shown(
            String id, String number, String name, @Nullable String callback) {}

    /** A row of the table of failures; code 0 stands for troubles without one. */
    record Ending(String ending, String kind, int code, String title, boolean later) {}

    /** What a page needs to know of a phone beside its messages. */
    record Window(String phoneNumberId, @Nullable Instant openUntil) {}

    private final People people;
    private final History history;
    private final Accounts accounts;
    private final Windows windows;
    private final PhoneEvents events;
    private final ObjectMapper json;

    PhonePages(
            People people, History history, Accounts accounts, Windows windows, PhoneEvents events, ObjectMapper json) {
        this.people = people;
        this.history = history;
        this.accounts = accounts;
        this.windows = windows;
        this.events = events;
        this.json = json;
    }

    @GetMapping("/")
    String phones(Model model, HttpServletRequest request) throws JsonProcessingException {
        model.addAttribute("overview", json.writeValueAsString(history.overview()));
        model.addAttribute("lines", lines());
        model.addAttribute("faults", endings());
        model.addAttribute("stats", history.stats());
        model.addAttribute("address", "http://127.0.0.1:" + request.getLocalPort());
        return "phones";
    }

    @GetMapping("/phone/{number}")
    String phone(@PathVariable String number, Model model) throws JsonProcessingException {
        Phone phone = people.orStranger(number);
        ObjectNode lines = json.createObjectNode();
        for (Shown line : lines()) {
            lines.putObject(line.id()).put("name", line.name()).put("number", line.number());
        }
        model.addAttribute("phone", phone);
        model.addAttribute("overview", json.writeValueAsString(history.overview()));
        model.addAttribute(
                "messages",
                json.writeValueAsString(
                        history.of(phone.waId()).stream().map(ControlApi::said).toList()));
        model.addAttribute("business", people.business(phone));
        model.addAttribute("linesJson", lines.toString());
        return "phone";
    }

    @GetMapping("/sandbox/api/overview")
    @ResponseBody
    List<History.Overview> overview() {
        return history.overview();
    }

    @GetMapping("/sandbox/api/phones/{number}/windows")
    @ResponseBody
    List<Window> windows(@PathVariable String number) {
        Phone phone = people.orStranger(number);
        return accounts.lines().stream()
                .map(line -> new Window(
                        line.number().id(), windows.openUntil(line.number().id(), phone.waId())))
                .toList();
    }

    @GetMapping("/phones/events")
    void allEvents(HttpServletResponse response) throws IOException {
        stream(null, response);
    }

    @GetMapping("/phone/{number}/events")
    void phoneEvents(@PathVariable String number, HttpServletResponse response) throws IOException {
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
                String event = listener.await(HEARTBEAT);
                if (event == null) {
                    return;
                }
                writer.write(event.isEmpty() ? ": still here\n\n" : "event: " + event + "\ndata: 1\n\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            events.leave(listener);
        }
    }

    private List<Shown> lines() {
        return accounts.lines().stream()
                .map(line -> new Shown(
                        line.number().id(),
                        line.number().number(),
                        line.number().name(),
                        accounts.callback(line)))
                .toList();
    }

    private static List<Ending> endings() {
        return Faults.ENDINGS.entrySet().stream()
                .map(entry -> {
                    String ending = entry.getKey();
                    String kind = entry.getValue();
                    return switch (Fault.named(kind)) {
                        case Fault.Refuse refuse ->
                            new Ending(
                                    ending,
                                    kind,
                                    refuse.error().code(),
                                    refuse.error().title(),
                                    false);
                        case Fault.FailLater later ->
                            new Ending(
                                    ending,
                                    kind,
                                    later.error().code(),
                                    later.error().title(),
                                    true);
                        case Fault.Trouble trouble -> new Ending(ending, kind, 0, "", false);
                    };
                })
                .toList();
    }
}
