package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.chat.Journal.Entry;
import io.recado.sandbox.whatsapp.chat.Journal.Message;
import io.recado.sandbox.whatsapp.chat.Journal.Webhook;
import io.recado.sandbox.whatsapp.fault.Fault;
import io.recado.sandbox.whatsapp.message.Draft;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.webhook.Changes;
import io.recado.sandbox.whatsapp.webhook.Dispatcher;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What businesses and people say to each other, and what the businesses are told about it. */
@Component
public class Chats {

    private static final Duration REPEATED_AFTER = Duration.ofMillis(400);
    private static final Duration LATE_BY = Duration.ofSeconds(30);

    private final Journal journal;
    private final Phones phones;
    private final Windows windows;
    private final Dispatcher dispatcher;
    private final PhoneEvents events;
    private final WhatsAppSettings settings;
    private final Clock clock;

    Chats(
            Journal journal,
            Phones phones,
            Windows windows,
            Dispatcher dispatcher,
            PhoneEvents events,
            WhatsAppSettings settings,
            Clock clock) {
        this.journal = journal;
        this.phones = phones;
        this.windows = windows;
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
        List<Webhook> webhooks = statuses(draft, line, phone, wamid, failure, now);
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
        journal.store(new Entry(message, phone, troubled(webhooks, fault)));
        dispatcher.wake(line.number().id());
        events.changed(draft.waId());
        return wamid;
    }

    private @Nullable GraphError failure(Draft draft, Line line, @Nullable Fault fault, Instant now) {
        if (fault instanceof Fault.FailLater later) {
            return later.error();
        }
        if (draft.template() || windows.open(line.number().id(), draft.waId(), now)) {
            return null;
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

    /** A person's words to a business. Returns the message's wamid. */
    public String write(Phone phone, Line line, String text) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("type", "text").putObject("text").put("body", text);
        return receive(phone, line, "text", text, message, null);
    }

    /** A person's tap on a button or row of a message. Returns the wamid of the answer. */
    public String tap(Phone phone, Line line, String wamid, Action action) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putObject("context").put("from", line.number().display()).put("id", wamid);
        String type =
                switch (action.kind()) {
                    case "quick_reply" -> {
                        message.put("type", "button");
                        message.putObject("button").put("payload", action.id()).put("text", action.text());
                        yield "button";
                    }
                    case "reply" -> {
                        message.put("type", "interactive");
                        message.putObject("interactive")
                                .put("type", "button_reply")
                                .putObject("button_reply")
                                .put("id", action.id())
                                .put("title", action.text());
                        yield "interactive";
                    }
                    case "row" -> {
                        message.put("type", "interactive");
                        ObjectNode row = message.putObject("interactive")
                                .put("type", "list_reply")
                                .putObject("list_reply")
                                .put("id", action.id())
                                .put("title", action.text());
                        if (!action.description().isEmpty()) {
                            row.put("description", action.description());
                        }
                        yield "interactive";
                    }
                    default -> throw new Unknown("This button opens " + action.id() + " and sends nothing");
                };
        return receive(phone, line, type, action.text(), message, wamid);
    }

    private String receive(
            Phone phone, Line line, String type, String text, ObjectNode message, @Nullable String context) {
        Instant now = clock.instant();
        String wamid = Wamids.next(phone.waId(), false);
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("body", text);
        if (context != null) {
            view.put("context", context);
        }
        String number = line.number().id();
        Webhook webhook = new Webhook(number, wamid, null, Changes.inbound(line, phone, wamid, now, message), now);
        Message stored = new Message(
                wamid,
                number,
                phone.waId(),
                "inbound",
                type,
                text,
                view.toString(),
                "service",
                null,
                "sent",
                null,
                now);
        journal.store(new Entry(stored, phone, List.of(webhook)));
        windows.opened(number, phone.waId(), now);
        dispatcher.wake(number);
        events.changed(phone.waId());
        return wamid;
    }
}
