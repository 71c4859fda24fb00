package io.recado.sandbox.whatsapp.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.sandbox.whatsapp.chat.People;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.scenario.Recording;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets scripts make people and have them say everything that people can say: loopback only, no token. */
@RestController
@RequestMapping("/sandbox/api/phones")
class PeopleApi {

    /** @param hidesNumber whether businesses are to know the person by the user id only */
    record Person(
            @Nullable String number,
            @Nullable String name,
            @Nullable String username,
            @Nullable Boolean hidesNumber) {}

    /**
     * @param waId digits without a plus sign, which differ from the number's in some countries
     * @param identityKeyHash what {@code recipient_identity_key_hash} of a message must be to reach the person
     */
    record Made(
            String number,
            String name,
            String waId,
            String userId,
            @Nullable String username,
            boolean hidesNumber,
            String identityKeyHash) {}

    private final People people;
    private final Recording recording;

    PeopleApi(People people, Recording recording) {
        this.people = people;
        this.recording = recording;
    }

    @PostMapping
    Made make(@RequestBody Person person) {
        if (person.number() == null) {
            throw new IllegalArgumentException("number: a phone number such as +34600000001 expected, found nothing");
        }
        Phone phone = people.announce(person.number(), person.name(), person.username(), person.hidesNumber());
        return new Made(
                phone.number(),
                phone.name(),
                phone.waId(),
                phone.userId(),
                phone.username(),
                phone.hidesNumber(),
                phone.identityKeyHash());
    }

    @PostMapping("/{number}/send")
    Map<String, String> send(@PathVariable String number, @RequestBody JsonNode request) {
        String wamid = people.send(number, request);
        recording.sent(people.orStranger(number).number(), request, wamid);
        return Map.of("wamid", wamid);
    }

    @PostMapping("/{number}/preferences")
    Map<String, Boolean> prefer(@PathVariable String number, @RequestBody JsonNode request) {
        people.prefer(number, request);
        return Map.of("success", true);
    }

    @PostMapping("/{number}/block")
    Map<String, Boolean> block(@PathVariable String number, @RequestBody JsonNode request) {
        people.block(number, request);
        return Map.of("success", true);
    }
}
