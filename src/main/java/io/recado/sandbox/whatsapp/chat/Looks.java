package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.chat.History.Shown;
import io.recado.sandbox.whatsapp.chat.Journal.Webhook;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
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

    private static final Duration READABLE = Duration.ofDays(30);
    private static final Duration HEARD_AFTER = Duration.ofSeconds(1);

    private final History history;
    private final Journal journal;
    private final Dispatcher dispatcher;
    private final PhoneEvents events;
    private final WhatsAppSettings settings;
    private final Faults faults;
    private final Clock clock;

    Looks(
            History history,
            Journal journal,
            Dispatcher dispatcher,
            PhoneEvents events,
            WhatsAppSettings settings,
            Faults faults,
            Clock clock) {
        this.history = history;
        this.journal = journal;
        this.dispatcher = dispatcher;
        this.events = events;
        this.settings = settings;
        this.faults = faults;
        this.clock = clock;
    }

    /** A person looks at the chat: what was unread becomes read, and the businesses hear of it. */
    public void look(Phone phone) {
        boolean told = settings.readAfter() == null && !faults.neverReads(phone.waId());
        List<Shown> fresh = history.look(phone.waId(), told);
        if (fresh.isEmpty()) {
            return;
        }
        if (told) {
            List<Webhook> webhooks = new ArrayList<>();
            for (Shown message : fresh) {
                Instant read = message.readAt();
                if (read != null && !"reaction".equals(message.type())) {
                    webhooks.add(new Webhook(message.phoneNumberId(), message.wamid(), "read", null, read));
                    if (message.view().at("/media/voice").asBoolean()) {
                        webhooks.add(new Webhook(
                                message.phoneNumberId(), message.wamid(), "played", null, read.plus(HEARD_AFTER)));
                    }
                }
            }
            journal.tell(webhooks);
            webhooks.forEach(webhook -> dispatcher.wake(webhook.phoneNumberId(), webhook.dueAt()));
        }
        events.changed(phone.waId());
    }

    /** Blue ticks for a person's messages up to this one; false when the number did not receive it in the last 30 days. */
    public boolean readByBusiness(Line line, String wamid, boolean typing) {
        return history.readByBusiness(line.number().id(), wamid, clock.instant().minus(READABLE))
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
