package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.chat.History.Shown;
import io.recado.sandbox.whatsapp.chat.Journal.Webhook;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.webhook.Changes;
import io.recado.sandbox.whatsapp.webhook.Dispatcher;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People correct what they wrote, or take it back. Businesses hear of it as a message about the first one. */
@Component
class Amendments {

    private final History history;
    private final Journal journal;
    private final Acquaintances acquaintances;
    private final Dispatcher dispatcher;
    private final PhoneEvents events;
    private final JdbcClient jdbc;
    private final Clock clock;

    Amendments(
            History history,
            Journal journal,
            Acquaintances acquaintances,
            Dispatcher dispatcher,
            PhoneEvents events,
            JdbcClient jdbc,
            Clock clock) {
        this.history = history;
        this.journal = journal;
        this.acquaintances = acquaintances;
        this.dispatcher = dispatcher;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param type {@code edit} or {@code revoke}
     * @param said with {@code original_message_id}, and {@code message} of an edit with its new text
     */
    String amend(Phone phone, Line line, String type, Said said) {
        String original = said.text("original_message_id");
        Shown first = history.find(original)
                .filter(found -> found.waId().equals(phone.waId()) && "inbound".equals(found.direction()))
                .orElseThrow(() -> new Unknown("This phone sent no message " + original));
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", type);
        ObjectNode node = message.putObject(type).put("original_message_id", original);
        if ("edit".equals(type)) {
            String body = said.object("message").object("text").text("body");
            ObjectNode edited = node.putObject("message").put("type", "text");
            edited.putObject("text").put("body", body);
            ObjectNode view = (ObjectNode) first.view().deepCopy();
            rewrite(original, body, view.put("body", body).put("edited", true));
        } else {
            rewrite(
                    original,
                    "",
                    JsonNodeFactory.instance.objectNode().put("body", "").put("revoked", true));
        }
        Instant now = clock.instant();
        String wamid = Wamids.next(phone.waId(), false);
        String number = line.number().id();
        Phone seen = acquaintances.seen(phone, number, now);
        journal.tell(List.of(new Webhook(number, wamid, null, Changes.inbound(line, seen, wamid, now, message), now)));
        dispatcher.wake(number);
        events.changed(phone.waId());
        return wamid;
    }

    private void rewrite(String wamid, String text, ObjectNode view) {
        jdbc.sql("update whatsapp.message set text = :text, view = :view::jsonb where wamid = :wamid")
                .param("text", text)
                .param("view", view.toString())
                .param("wamid", wamid)
                .update();
    }
}
