package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.chat.Journal.Entry;
import io.recado.sandbox.whatsapp.chat.Journal.Message;
import io.recado.sandbox.whatsapp.chat.Journal.Webhook;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.webhook.Changes;
import io.recado.sandbox.whatsapp.webhook.Dispatcher;
import io.recado.sandbox.whatsapp.webhook.News;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** People get another number, user id or device, and WhatsApp tells the businesses in the chat. */
@Component
class IdentityChanges {

    private final Phones phones;
    private final Journal journal;
    private final Acquaintances acquaintances;
    private final Dispatcher dispatcher;
    private final News news;
    private final PhoneEvents events;
    private final Clock clock;

    IdentityChanges(
            Phones phones,
            Journal journal,
            Acquaintances acquaintances,
            Dispatcher dispatcher,
            News news,
            PhoneEvents events,
            Clock clock) {
        this.phones = phones;
        this.journal = journal;
        this.acquaintances = acquaintances;
        this.dispatcher = dispatcher;
        this.news = news;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param system with {@code type}: {@code user_changed_number} and the new {@code number}, {@code user_changed_user_id}, or
     *     {@code user_identity_changed}
     */
    String change(Phone phone, Line line, Said system) {
        String type = system.text("type");
        Phone after =
                switch (type) {
                    case "user_changed_number" ->
                        phones.announce('+' + digits(system), phone.name(), phone.username(), phone.hidesNumber());
                    case "user_changed_user_id" -> phones.newUserId(phone);
                    case "user_identity_changed" -> phones.newIdentity(phone);
                    default ->
                        throw new IllegalArgumentException("system.type: user_changed_number, user_changed_user_id or"
                                + " user_identity_changed expected, found " + type);
                };
        Instant now = clock.instant();
        String number = line.number().id();
        String wamid = Wamids.next(phone.waId(), false);
        Phone before = acquaintances.seen(phone, number, now);
        ObjectNode notice = notice(type, before, after.seen(!before.hidesNumber()));
        Webhook webhook = new Webhook(number, wamid, null, Changes.system(line, before, wamid, now, notice), now);
        String body = notice.path("body").asText();
        ObjectNode view =
                JsonNodeFactory.instance.objectNode().put("body", body).put("system", type);
        Message stored = new Message(
                wamid,
                number,
                phone.waId(),
                "inbound",
                "system",
                body,
                view.toString(),
                "service",
                null,
                "sent",
                null,
                now);
        journal.store(new Entry(stored, phone, List.of(webhook)));
        if (!after.userId().equals(phone.userId())) {
            ObjectNode update = Changes.userId(line, before, after.seen(!before.hidesNumber()), now);
            news.tell(line.account(), "user_id_update", update);
        }
        dispatcher.wake(number);
        events.changed(phone.waId());
        return wamid;
    }

    private static String digits(Said system) {
        return system.text("number").replaceAll("[^0-9]", "");
    }

    private static ObjectNode notice(String type, Phone before, Phone after) {
        ObjectNode system = JsonNodeFactory.instance.objectNode();
        String from = before.hidesNumber() ? before.userId() : before.waId();
        switch (type) {
            case "user_changed_number" -> {
                String to = after.hidesNumber() ? after.userId() : after.waId();
                system.put("body", "User " + before.name() + " changed from " + from + " to " + to);
                if (!after.hidesNumber()) {
                    system.put("wa_id", after.waId());
                }
                system.put("user_id", after.userId());
            }
            case "user_changed_user_id" -> {
                system.put(
                        "body", "User " + before.name() + " changed from " + before.userId() + " to " + after.userId());
                system.put("user_id", after.userId());
            }
            default -> {
                system.put("body", "User " + before.name() + "'s security code changed");
                system.put("user_id", after.userId());
            }
        }
        return system.put("type", type);
    }
}
