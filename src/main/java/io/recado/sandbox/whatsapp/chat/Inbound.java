package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.IdentityChecks;
import io.recado.sandbox.whatsapp.chat.Journal.Entry;
import io.recado.sandbox.whatsapp.chat.Journal.Message;
import io.recado.sandbox.whatsapp.chat.Journal.Webhook;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.webhook.Changes;
import io.recado.sandbox.whatsapp.webhook.Dispatcher;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people say to businesses: everything that a person can say with a phone. */
@Component
public class Inbound {

    private static final Duration REDELIVERED_AFTER = Duration.ofMillis(200);

    private final InboundLetters letters;
    private final Amendments amendments;
    private final IdentityChanges identities;
    private final IdentityChecks identityChecks;
    private final Journal journal;
    private final Mishaps mishaps;
    private final Acquaintances acquaintances;
    private final Windows windows;
    private final Dispatcher dispatcher;
    private final PhoneEvents events;
    private final Clock clock;

    Inbound(
            InboundLetters letters,
            Amendments amendments,
            IdentityChanges identities,
            IdentityChecks identityChecks,
            Journal journal,
            Mishaps mishaps,
            Acquaintances acquaintances,
            Windows windows,
            Dispatcher dispatcher,
            PhoneEvents events,
            Clock clock) {
        this.letters = letters;
        this.amendments = amendments;
        this.identities = identities;
        this.identityChecks = identityChecks;
        this.journal = journal;
        this.mishaps = mishaps;
        this.acquaintances = acquaintances;
        this.windows = windows;
        this.dispatcher = dispatcher;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Sends whatever a person can send.
     *
     * @param request an inbound webhook's message without sender, id and time; {@code "as":"user-id-only"} hides the person's
     *     number this once, and {@code redelivered} holds what comes under the same id a moment after an unsupported message
     * @return the message's wamid
     * @throws IllegalArgumentException when the request holds no such message
     */
    public String send(Phone phone, Line line, JsonNode request) {
        String type = request.path("type").asText();
        switch (type) {
            case "system":
                return identities.change(phone, line, new Said(request, "").object("system"));
            case "edit", "revoke":
                return amendments.amend(phone, line, type, new Said(request, "").object(type));
            default:
                break;
        }
        boolean hidden = "user-id-only".equals(request.path("as").asText());
        Letter letter = letters.read(request, phone, line);
        if (letter.message().has("referral")) {
            acquaintances.adClicked(line.number().id(), phone.waId(), clock.instant());
        }
        if (request.hasNonNull("redelivered")) {
            return receive(
                    phone, line, List.of(letter, letters.read(request.path("redelivered"), phone, line)), hidden);
        }
        return receive(phone, line, List.of(letter), hidden);
    }

    /** A person's words to a business. Returns the message's wamid. */
    public String write(Phone phone, Line line, String text) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("type", "text").putObject("text").put("body", text);
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("body", text);
        return receive(phone, line, List.of(new Letter("text", text, message, view)), false);
    }

    /** A person's tap on a button or row of a message. Returns the wamid of the answer. */
    public String tap(Phone phone, Line line, String wamid, Action action) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putObject("context").put("from", line.number().display()).put("id", wamid);
        switch (action.kind()) {
            case "quick_reply" -> {
                message.put("type", "button");
                message.putObject("button").put("payload", action.id()).put("text", action.text());
            }
            case "reply" -> reply(message, "button_reply", action);
            case "row" -> {
                ObjectNode row = reply(message, "list_reply", action);
                if (!action.description().isEmpty()) {
                    row.put("description", action.description());
                }
            }
            default -> throw new Unknown("This button opens " + action.id() + " and sends nothing");
        }
        ObjectNode view =
                JsonNodeFactory.instance.objectNode().put("body", action.text()).put("context", wamid);
        Letter letter = new Letter(message.path("type").asText(), action.text(), message, view);
        return receive(phone, line, List.of(letter), false);
    }

    private static ObjectNode reply(ObjectNode message, String type, Action action) {
        message.put("type", "interactive");
        return message.putObject("interactive")
                .put("type", type)
                .putObject(type)
                .put("id", action.id())
                .put("title", action.text());
    }

    /** @param tellings what the business is told, one after the other under one id; the last is what was said */
    private String receive(Phone phone, Line line, List<Letter> tellings, boolean hidden) {
        Instant now = clock.instant();
        String number = line.number().id();
        String wamid = Wamids.next(phone.waId(), false);
        Phone seen = hidden ? phone.seen(false) : acquaintances.seen(phone, number, now);
        List<Webhook> webhooks = new ArrayList<>();
        // what somebody writes who is blocked reaches nobody
        if (!acquaintances.of(number, phone.waId()).blocked()) {
            for (int i = 0; i < tellings.size(); i++) {
                Instant due = now.plus(REDELIVERED_AFTER.multipliedBy(i));
                ObjectNode message = tellings.get(i).message();
                String change = Changes.inbound(line, seen, wamid, now, message, identityChecks.on(line));
                webhooks.add(new Webhook(number, wamid, null, change, due));
            }
        }
        Letter said = tellings.get(tellings.size() - 1);
        Message stored = new Message(
                wamid,
                number,
                phone.waId(),
                "inbound",
                said.type(),
                said.text(),
                said.view().toString(),
                "service",
                null,
                "sent",
                null,
                now);
        journal.store(new Entry(stored, phone, mishaps.strike(webhooks, phone, now)));
        if (Windows.opensWith(said.type())) {
            windows.opened(number, phone.waId(), now);
        }
        dispatcher.wake(number);
        events.changed(phone.waId());
        return wamid;
    }
}
