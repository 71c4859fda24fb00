package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.chat.Journal.Entry;
import io.recado.sandbox.whatsapp.chat.Journal.Message;
import io.recado.sandbox.whatsapp.chat.Journal.Webhook;
import io.recado.sandbox.whatsapp.fault.Fault;
import io.recado.sandbox.whatsapp.message.Draft;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.webhook.Changes;
import io.recado.sandbox.whatsapp.webhook.Dispatcher;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What businesses say to people, and what they are told about it. */
@Component
public class Chats {

    private static final Duration REPEATED_AFTER = Duration.ofMillis(400);
    private static final Duration LATE_BY = Duration.ofSeconds(30);

    private final Journal journal;
    private final Phones phones;
    private final Acquaintances acquaintances;
    private final Windows windows;
    private final LinkedFiles linked;
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
            Dispatcher dispatcher,
            PhoneEvents events,
            WhatsAppSettings settings,
            Clock clock) {
        this.journal = journal;
        this.phones = phones;
        this.acquaintances = acquaintances;
        this.windows = windows;
        this.linked = linked;
        this.dispatcher = dispatcher;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** Takes a business's message: stored when this returns, with all that its callback will be told. Returns its wamid. */
    public String send(Draft draft, Line line, @Nullable Fault fault) {
        Instant now = clock.instant();
        Phone phone = phones.orStranger(draft.waId());
        String wamid = Wamids.next(draft.waId(), true);
        GraphError failure = failure(draft, line, fault, now);
        if (!draft.byUserId()) {
            acquaintances.numberUsed(phone, line.number().id(), now);
        }
        acquaintances.answered(line.number().id(), phone.waId(), now);
        Phone seen = acquaintances.seen(phone, line.number().id(), now);
        boolean linking = failure == null && LinkedFiles.awaited(draft.view());
        List<Webhook> webhooks = linking ? List.of() : statuses(draft, line, seen, wamid, failure, now);
        Message message = new Message(
                wamid,
                line.number().id(),
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
        journal.store(new Entry(message, phone, troubled(webhooks, fault)));
        if (linking) {
            fetch(draft, line, wamid, fault);
        }
        dispatcher.wake(line.number().id());
        events.changed(draft.waId());
        return wamid;
    }

    /** Fetches what a stored message links to; only then it is sent, or fails. */
    void fetch(Draft draft, Line line, String wamid, @Nullable Fault fault) {
        String number = line.number().id();
        linked.fetch(wamid, number, draft.waId(), draft.view(), failure -> {
            Instant now = clock.instant();
            Phone seen = acquaintances.seen(phones.orStranger(draft.waId()), number, now);
            journal.tell(troubled(statuses(draft, line, seen, wamid, failure, now), fault));
            dispatcher.wake(number);
        });
    }

    private @Nullable GraphError failure(Draft draft, Line line, @Nullable Fault fault, Instant now) {
        if (fault instanceof Fault.FailLater later) {
            return later.error();
        }
        if (draft.template() || windows.open(line.number().id(), draft.waId(), now)) {
            return draft.failure();
        }
        GraphError closed = GraphError.of(131047);
        if (settings.windowRefusedAtOnce()) {
            throw new Refused(closed, closed.details());
        }
        return closed;
    }

    private List<Webhook> statuses(
            Draft draft, Line line, Phone phone, String wamid, @Nullable GraphError failure, Instant now) {
        String number = line.number().id();
        Instant sent = now.plus(about(settings.sentAfter()));
        List<Webhook> webhooks = new ArrayList<>(3);
        if (failure != null) {
            webhooks.add(new Webhook(
                    number, wamid, "failed", Changes.failed(line, phone, wamid, sent, failure, draft.opaque()), sent));
            return webhooks;
        }
        Instant delivered = later(sent, now.plus(about(settings.deliveredAfter())));
        webhooks.add(status(draft, line, phone, wamid, "sent", sent));
        if (draft.reaction()) {
            // nothing more is told of reactions
            return webhooks;
        }
        webhooks.add(status(draft, line, phone, wamid, "delivered", delivered));
        if (settings.readAfter() != null) {
            webhooks.add(
                    status(draft, line, phone, wamid, "read", later(delivered, now.plus(about(settings.readAfter())))));
        }
        return webhooks;
    }

    private static Webhook status(Draft draft, Line line, Phone phone, String wamid, String status, Instant at) {
        String change = Changes.status(line, phone, wamid, status, at, draft.category(), draft.opaque());
        return new Webhook(line.number().id(), wamid, status, change, at);
    }

    private static List<Webhook> troubled(List<Webhook> webhooks, @Nullable Fault fault) {
        if (!(fault instanceof Fault.Trouble trouble)) {
            return webhooks;
        }
        return switch (trouble) {
            case DUPLICATE -> {
                List<Webhook> twice = new ArrayList<>(webhooks);
                webhooks.forEach(
                        webhook -> twice.add(due(webhook, webhook.dueAt().plus(REPEATED_AFTER))));
                yield twice;
            }
            case REORDER -> {
                List<Webhook> turned = new ArrayList<>();
                for (int i = 0; i < webhooks.size(); i++) {
                    turned.add(due(
                            webhooks.get(i),
                            webhooks.get(webhooks.size() - 1 - i).dueAt()));
                }
                yield turned;
            }
            case LATE ->
                webhooks.stream()
                        .map(webhook -> due(webhook, webhook.dueAt().plus(LATE_BY)))
                        .toList();
            default -> webhooks;
        };
    }

    private static Webhook due(Webhook webhook, Instant at) {
        return new Webhook(webhook.phoneNumberId(), webhook.wamid(), webhook.status(), webhook.change(), at);
    }

    /** Half to one and a half times as long. */
    private static Duration about(Duration duration) {
        long millis = duration.toMillis();
        return Duration.ofMillis(
                millis / 2 + (millis == 0 ? 0 : ThreadLocalRandom.current().nextLong(millis + 1)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
