package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.chat.Journal.Entry;
import io.recado.sandbox.whatsapp.chat.Journal.Message;
import io.recado.sandbox.whatsapp.chat.Journal.Webhook;
import io.recado.sandbox.whatsapp.fault.Fault;
import io.recado.sandbox.whatsapp.gate.Gates;
import io.recado.sandbox.whatsapp.message.Draft;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.webhook.Dispatcher;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What businesses say to people, and what they are told about it. */
@Component
public class Chats {

    private final Journal journal;
    private final Phones phones;
    private final Acquaintances acquaintances;
    private final Windows windows;
    private final LinkedFiles linked;
    private final Gates gates;
    private final Courses courses;
    private final Dispatcher dispatcher;
    private final PhoneEvents events;
    private final WhatsAppSettings settings;
    private final Clock clock;

    Chats(
            Journal journal,
            Phones phones,
            Acquaintances acquaintances,
            Windows windows,
            LinkedFiles linked,
            Gates gates,
            Courses courses,
            Dispatcher dispatcher,
            PhoneEvents events,
            WhatsAppSettings settings,
            Clock clock) {
        this.journal = journal;
        this.phones = phones;
        this.acquaintances = acquaintances;
        this.windows = windows;
        this.linked = linked;
        this.gates = gates;
        this.courses = courses;
        this.dispatcher = dispatcher;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A message that was taken.
     *
     * @param held whether WhatsApp first looks at the quality of its template
     */
    public record Sent(String wamid, boolean held) {}

    /** Takes a business's message: stored when this returns, with all that its callback will be told. */
    public Sent send(Draft draft, Line line, @Nullable Fault fault) {
        Instant now = clock.instant();
        String number = line.number().id();
        gates.admit(line, draft.waId(), now);
        Phone phone = phones.orStranger(draft.waId());
        boolean open = windows.open(number, draft.waId(), now);
        GraphError failure = failure(draft, line, fault, open, now);
        if (!draft.byUserId()) {
            acquaintances.numberUsed(phone, number, now);
        }
        acquaintances.answered(number, phone.waId(), now);
        String wamid = Wamids.next(draft.waId(), true);
        boolean linking = failure == null && LinkedFiles.awaited(draft.view());
        // what links to files takes its course when they are here
        Course course = linking ? Course.NONE : courses.of(draft, line, open, failure, fault, now);
        Message message = new Message(
                wamid,
                number,
                draft.waId(),
                "outbound",
                draft.type(),
                draft.text(),
                draft.view().toString(),
                draft.category(),
                draft.opaque(),
                "accepted",
                failure == null ? null : failure.code() + " " + failure.title(),
                now);
        if (linking) {
            linked.announce(wamid);
        }
        List<Webhook> webhooks = courses.webhooks(number, wamid, course, fault, now);
        journal.store(new Entry(message, phone, webhooks, course));
        if (linking) {
            fetch(draft, line, wamid, fault);
        }
        webhooks.forEach(webhook -> dispatcher.wake(number, webhook.dueAt()));
        events.changed(draft.waId());
        return new Sent(wamid, Courses.held(fault));
    }

    /** Fetches what a stored message links to; only then it is sent, or fails. */
    void fetch(Draft draft, Line line, String wamid, @Nullable Fault fault) {
        String number = line.number().id();
        linked.fetch(wamid, number, draft.waId(), draft.view(), failure -> {
            Instant now = clock.instant();
            boolean open = windows.open(number, draft.waId(), now);
            Course course = courses.of(draft, line, open, failure, fault, now);
            List<Webhook> webhooks = courses.webhooks(number, wamid, course, fault, now);
            journal.settle(wamid, course, webhooks);
            webhooks.forEach(webhook -> dispatcher.wake(number, webhook.dueAt()));
        });
    }

    private @Nullable GraphError failure(Draft draft, Line line, @Nullable Fault fault, boolean open, Instant now) {
        if (fault instanceof Fault.FailLater later) {
            return later.error();
        }
        if (fault instanceof Fault.HeldThenDropped dropped) {
            return dropped.error();
        }
        if (draft.failure() != null || open) {
            return draft.failure();
        }
        if (draft.template()) {
            return gates.mayReach(line, draft.waId(), now) ? null : GraphError.of(131048);
        }
        GraphError closed = GraphError.of(131047);
        if (settings.windowRefusedAtOnce()) {
            throw new Refused(closed, closed.details());
        }
        return closed;
    }
}
