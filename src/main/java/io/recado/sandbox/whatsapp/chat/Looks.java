package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.chat.History.Shown;
import io.recado.sandbox.whatsapp.chat.Journal.Webhook;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.webhook.Changes;
import io.recado.sandbox.whatsapp.webhook.Dispatcher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reading, from both sides: people look at their phones, businesses mark messages as read. */
@Component
public class Looks {

    private static final Duration TO_THE_SERVER = Duration.ofMillis(200);

    private final History history;
    private final Journal journal;
    private final Accounts accounts;
    private final Acquaintances acquaintances;
    private final Dispatcher dispatcher;
    private final PhoneEvents events;
    private final WhatsAppSettings settings;
    private final Clock clock;

    Looks(
            History history,
            Journal journal,
            Accounts accounts,
            Acquaintances acquaintances,
            Dispatcher dispatcher,
            PhoneEvents events,
            WhatsAppSettings settings,
            Clock clock) {
        this.history = history;
        this.journal = journal;
        this.accounts = accounts;
        this.acquaintances = acquaintances;
        this.dispatcher = dispatcher;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** A person looks at the chat: what was unread becomes read, and the businesses hear of it. */
    public void look(Phone phone) {
        List<Shown> fresh = history.look(phone.waId());
        if (fresh.isEmpty()) {
            return;
        }
        if (settings.readAfter() == null) {
            List<Webhook> webhooks = new ArrayList<>();
            Instant now = clock.instant();
            for (Shown message : fresh) {
                Line line = accounts.line(message.phoneNumberId());
                Phone seen = acquaintances.seen(phone, message.phoneNumberId(), now);
                // nobody reads what has not arrived yet
                Instant arrived = message.at()
                        .plus(settings.deliveredAfter().multipliedBy(3).dividedBy(2));
                Instant read = (arrived.isAfter(now) ? arrived : now).plus(TO_THE_SERVER);
                webhooks.add(new Webhook(
                        message.phoneNumberId(),
                        message.wamid(),
                        "read",
                        Changes.status(line, seen, message.wamid(), "read", read, message.category(), message.opaque()),
                        read));
            }
            journal.tell(webhooks);
            fresh.stream().map(Shown::phoneNumberId).distinct().forEach(dispatcher::wake);
        }
        events.changed(phone.waId());
    }

    /** Blue ticks for a person's messages up to this one; false when the number never received it. */
    public boolean readByBusiness(Line line, String wamid, boolean typing) {
        return history.readByBusiness(line.number().id(), wamid)
                .map(waId -> {
                    events.changed(waId);
                    if (typing) {
                        events.typing(waId, line.number().id());
                    }
                    return true;
                })
                .orElse(false);
    }
}
