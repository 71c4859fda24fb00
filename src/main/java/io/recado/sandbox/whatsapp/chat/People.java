package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.chat.History.Shown;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.wire.Recipients;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people do with their phones. */
@Component
public class People {

    private final Phones phones;
    private final History history;
    private final Accounts accounts;
    private final Inbound inbound;
    private final Looks looks;
    private final Wishes wishes;

    People(Phones phones, History history, Accounts accounts, Inbound inbound, Looks looks, Wishes wishes) {
        this.phones = phones;
        this.history = history;
        this.accounts = accounts;
        this.inbound = inbound;
        this.looks = looks;
        this.wishes = wishes;
    }

    public List<Phone> all() {
        return phones.all();
    }

    public Phone find(String number) {
        return phones.named(number);
    }

    public Phone orStranger(String number) {
        return phones.orStranger(Recipients.fromPath(number));
    }

    public void look(String number) {
        looks.look(phones.named(number));
    }

    /**
     * Taps something in a message.
     *
     * @param button its text, its payload or id, its position from 0, or an object with one of these
     * @return wamid of the answer
     */
    public String tap(String number, String wamid, JsonNode button) {
        Phone phone = phones.named(number);
        Shown message = history.find(wamid)
                .filter(found -> found.waId().equals(phone.waId()) && "outbound".equals(found.direction()))
                .orElseThrow(() -> new Unknown("This phone received no message " + wamid));
        if (message.failure() != null) {
            throw new Unknown("The message " + wamid + " never arrived on this phone: " + message.failure());
        }
        Action action = choose(message.actions(), button);
        looks.look(phone);
        return inbound.tap(phone, accounts.line(message.phoneNumberId()), wamid, action);
    }

    private static Action choose(List<Action> actions, JsonNode button) {
        if (button.isInt() && button.intValue() >= 0 && button.intValue() < actions.size()) {
            return actions.get(button.intValue());
        }
        String wanted = button.isObject()
                ? button.path("id")
                        .asText(button.path("payload")
                                .asText(button.path("text").asText()))
                : button.asText();
        return actions.stream()
                .filter(action -> action.id().equals(wanted) || action.text().equals(wanted))
                .findFirst()
                .or(() -> wanted.matches("[0-9]") && Integer.parseInt(wanted) < actions.size()
                        ? java.util.Optional.of(actions.get(Integer.parseInt(wanted)))
                        : java.util.Optional.empty())
                .orElseThrow(() -> new Unknown("The message has no button \"" + wanted + "\"; it has "
                        + actions.stream().map(Action::text).toList()));
    }

    /**
     * Writes a text.
     *
     * @param phoneNumberId the business number; by default the one of the last message, or one of the same country
     */
    public String write(String number, String text, @Nullable String phoneNumberId) {
        Phone phone = orStranger(number);
        Line line = accounts.line(phoneNumberId != null ? phoneNumberId : business(phone));
        looks.look(phone);
        return inbound.write(phone, line, text);
    }

    /**
     * Sends whatever a person can send.
     *
     * @param request as {@link Inbound#send} takes it, with {@code phoneNumberId} as in {@link #write}
     */
    public String send(String number, JsonNode request) {
        Phone phone = orStranger(number);
        Line line = line(phone, request);
        looks.look(phone);
        return inbound.send(phone, line, request);
    }

    /** Wants no more marketing, or wants it again: {@code "marketing": "stop"} or {@code "resume"}. */
    public void prefer(String number, JsonNode request) {
        Phone phone = orStranger(number);
        wishes.marketing(phone, line(phone, request), request.path("marketing").asText());
    }

    /** Blocks a business number, or no longer does: {@code "blocked": false}. */
    public void block(String number, JsonNode request) {
        Phone phone = orStranger(number);
        wishes.block(phone, line(phone, request), request.path("blocked").asBoolean(true));
    }

    private Line line(Phone phone, JsonNode request) {
        return accounts.line(
                request.hasNonNull("phoneNumberId")
                        ? request.path("phoneNumberId").asText()
                        : business(phone));
    }

    /** Announces a person, or changes what is known of one; what is null stays as it is. */
    public Phone announce(
            String number, @Nullable String name, @Nullable String username, @Nullable Boolean hidesNumber) {
        Phone known = orStranger(number);
        return phones.announce(
                known.number(),
                name != null ? name : known.name(),
                username != null ? username : known.username(),
                hidesNumber != null ? hidesNumber : known.hidesNumber());
    }

    /** The business number that a phone talks with, or would. */
    public String business(Phone phone) {
        return history.lastNumber(phone.waId()).orElseGet(() -> {
            String country = Recipients.country(phone.waId());
            return accounts.lines().stream()
                    .filter(line -> Recipients.country(line.number().display()).equals(country))
                    .findFirst()
                    .or(() -> accounts.lines().stream().findFirst())
                    .map(line -> line.number().id())
                    .orElseThrow(() -> new Unknown("The sandbox has no business number"));
        });
    }
}
