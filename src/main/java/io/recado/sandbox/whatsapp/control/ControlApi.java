package io.recado.sandbox.whatsapp.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.sandbox.SandboxReset;
import io.recado.sandbox.whatsapp.chat.Action;
import io.recado.sandbox.whatsapp.chat.History;
import io.recado.sandbox.whatsapp.chat.History.Shown;
import io.recado.sandbox.whatsapp.chat.People;
import io.recado.sandbox.whatsapp.chat.Windows;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.scenario.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets scripts and pages play the people: loopback only, no token. */
@RestController
@RequestMapping("/sandbox/api")
class ControlApi {

    record Listed(String number, String name) {}

    /**
     * @param direction {@code outbound} from the business, {@code inbound} from the person
     * @param buttons texts of what can be tapped
     * @param actions the same with kind and payload
     */
    record Said(
            String wamid,
            String direction,
            String type,
            String text,
            List<String> buttons,
            String status,
            Instant at,
            String phoneNumberId,
            @Nullable String failure,
            List<Action> actions,
            JsonNode view) {}

    record Tap(@Nullable String wamid, @Nullable JsonNode button) {}

    record Written(@Nullable String text, @Nullable String phoneNumberId) {}

    private final People people;
    private final History history;
    private final Faults faults;
    private final Windows windows;
    private final Recording recording;
    private final ApplicationEventPublisher publisher;

    ControlApi(
            People people,
            History history,
            Faults faults,
            Windows windows,
            Recording recording,
            ApplicationEventPublisher publisher) {
        this.people = people;
        this.history = history;
        this.faults = faults;
        this.windows = windows;
        this.recording = recording;
        this.publisher = publisher;
    }

    @GetMapping("/phones")
    List<Listed> phones() {
        return people.all().stream()
                .map(phone -> new Listed(phone.number(), phone.name()))
                .toList();
    }

    @GetMapping("/phones/{number}/messages")
    List<Said> messages(@PathVariable String number) {
        Phone phone = people.find(number);
        return history.of(phone.waId()).stream().map(ControlApi::said).toList();
    }

    static Said said(Shown message) {
        List<Action> actions = message.actions();
        return new Said(
                message.wamid(),
                message.direction(),
                message.type(),
                message.text(),
                actions.stream().map(Action::text).toList(),
                message.status(),
                message.at(),
                message.phoneNumberId(),
                message.failure(),
                actions,
                message.view());
    }

    @PostMapping("/phones/{number}/tap")
    Map<String, String> tap(@PathVariable String number, @RequestBody Tap tap) {
        if (tap.wamid() == null || tap.button() == null) {
            throw new IllegalArgumentException(
                    "wamid and button were expected: the message, and the text, index or payload");
        }
        String answer = people.tap(number, tap.wamid(), tap.button());
        recording.tapped(people.orStranger(number).number(), tap.wamid(), tap.button(), answer);
        return Map.of("wamid", answer);
    }

    @PostMapping("/phones/{number}/write")
    Map<String, String> write(@PathVariable String number, @RequestBody Written written) {
        if (written.text() == null || written.text().isBlank()) {
            throw new IllegalArgumentException("text: the words to write were expected, found nothing");
        }
        String wamid = people.write(number, written.text(), written.phoneNumberId());
        recording.wrote(people.orStranger(number).number(), written.text(), wamid);
        return Map.of("wamid", wamid);
    }

    @PostMapping("/phones/{number}/look")
    Map<String, Boolean> look(@PathVariable String number) {
        people.look(number);
        recording.looked(people.orStranger(number).number());
        return Map.of("success", true);
    }

    @GetMapping("/stats")
    History.Stats stats() {
        return history.stats();
    }

    @PostMapping("/reset")
    Map<String, Boolean> reset() {
        faults.clear();
        windows.clear();
        history.forget();
        publisher.publishEvent(new SandboxReset());
        return Map.of("success", true);
    }
}
