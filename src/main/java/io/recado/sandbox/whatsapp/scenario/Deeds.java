package io.recado.sandbox.whatsapp.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.SandboxClock;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.chat.History;
import io.recado.sandbox.whatsapp.chat.History.Shown;
import io.recado.sandbox.whatsapp.chat.People;
import io.recado.sandbox.whatsapp.fault.FaultOrder;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.media.MediaShelf;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.wire.Recipients;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Does what a scenario's people do. */
record Deeds(People people, History history, Accounts accounts, Faults faults, MediaShelf shelf, SandboxClock clock) {

    void play(Step step, Expectations met) {
        switch (step) {
            case Step.Write write -> people.write(write.phone(), write.text(), line(write.to()));
            case Step.Tap tap -> tap(tap, met);
            case Step.Send send -> send(send, met);
            case Step.Look look -> people.look(look.phone());
            case Step.Clock move -> move(move.move());
            case Step.Fault fault ->
                faults.arm(FaultOrder.of(
                        fault.phone() == null ? null : Recipients.fromPath(fault.phone()),
                        fault.kind(),
                        fault.times() == null ? 1 : fault.times()));
            case Step.Expect expect -> throw new IllegalArgumentException("nobody does " + expect);
        }
    }

    private void tap(Step.Tap tap, Expectations met) {
        String button = tap.button();
        String wamid = about(tap.phone(), tap.answers(), met, message -> message.actions().stream()
                .anyMatch(action ->
                        action.text().equals(button) || action.id().equals(button) || button.matches("\\d+")));
        if (wamid == null) {
            throw new IllegalArgumentException(
                    "a message with the button «" + button + "» was expected on " + tap.phone() + ", found none");
        }
        people.tap(tap.phone(), wamid, JsonNodeFactory.instance.textNode(button));
    }

    private void send(Step.Send send, Expectations met) {
        ObjectNode message = send.message().deepCopy();
        String number = line(send.to());
        if (number == null) {
            number = people.business(people.orStranger(send.phone()));
        }
        message.put("phoneNumberId", number);
        if (send.file() != null && message.path(message.path("type").asText()) instanceof ObjectNode content) {
            byte[] bytes = Base64.getMimeDecoder().decode(send.file().base64());
            content.put(
                    "id",
                    shelf.keep(number, bytes, send.file().mime(), send.file().name())
                            .id());
        }
        String about = about(send.phone(), send.answers(), met, message1 -> true);
        if (message.path("reaction") instanceof ObjectNode reaction) {
            reaction.put("message_id", about);
        } else if (send.answers() != null) {
            message.putObject("context").put("message_id", about);
        }
        people.send(send.phone(), message);
    }

    /** The message that a name means, or the latest one of a business on the phone that fits; null when there is none. */
    private @Nullable String about(String phone, @Nullable String name, Expectations met, Predicate<Shown> fits) {
        if (name != null) {
            return met.named(name);
        }
        Phone owner = people.orStranger(phone);
        return history.of(owner.waId()).reversed().stream()
                .filter(message -> "outbound".equals(message.direction()) && message.failure() == null)
                .filter(fits)
                .map(Shown::wamid)
                .findFirst()
                .orElse(null);
    }

    private void move(String to) {
        try {
            if (to.equals("real")) {
                clock.release();
            } else if (to.startsWith("P") || to.startsWith("-P")) {
                clock.advance(Duration.parse(to));
            } else {
                clock.set(Instant.parse(to));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "clock: a duration such as PT25H, a time such as 2026-11-21T09:00:00Z or real was expected, found "
                            + to,
                    e);
        }
    }

    private @Nullable String line(@Nullable String number) {
        return number == null ? null : lineOf(accounts, number);
    }

    /** The id of a business number. */
    static String lineOf(Accounts accounts, String number) {
        return accounts.lines().stream()
                .filter(line -> line.number().number().equals(number))
                .map(line -> line.number().id())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a business number of this sandbox was expected, found "
                        + number + "; it has "
                        + accounts.lines().stream()
                                .map(line -> line.number().number())
                                .toList()));
    }
}
