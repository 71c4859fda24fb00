package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.chat.Journal.Webhook;
import io.recado.sandbox.whatsapp.fault.Fault;
import io.recado.sandbox.whatsapp.fault.Fault.Trouble;
import io.recado.sandbox.whatsapp.message.Draft;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.price.Bills;
import io.recado.sandbox.whatsapp.price.Conversation;
import io.recado.sandbox.whatsapp.price.Conversations;
import io.recado.sandbox.whatsapp.price.Price;
import io.recado.sandbox.whatsapp.price.Pricing;
import io.recado.sandbox.whatsapp.wire.GraphError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides what becomes of a message that was accepted: when it arrives, what it costs, and when its business is told. */
@Component
class Courses {

    private final WhatsAppSettings settings;
    private final Acquaintances acquaintances;
    private final Bills bills;
    private final Conversations conversations;
    private final Mishaps mishaps;

    Courses(
            WhatsAppSettings settings,
            Acquaintances acquaintances,
            Bills bills,
            Conversations conversations,
            Mishaps mishaps) {
        this.settings = settings;
        this.acquaintances = acquaintances;
        this.bills = bills;
        this.conversations = conversations;
        this.mishaps = mishaps;
    }

    /**
     * @param open whether the person's service window is open
     * @param failure what ends it; null when it arrives
     */
    Course of(Draft draft, Line line, boolean open, @Nullable GraphError failure, @Nullable Fault fault, Instant now) {
        boolean outside = draft.template() && !open;
        Instant start = held(fault) ? now.plus(settings.heldFor()) : now;
        Instant sent = start.plus(about(settings.sentAfter()));
        if (failure != null) {
            boolean afterSent = fault instanceof Fault.FailLater later && later.afterSent();
            Instant failed = afterSent ? later(sent, start.plus(about(settings.deliveredAfter()))) : sent;
            return new Course(afterSent ? sent : null, null, null, failed, failure.details(), outside, null, null);
        }
        if (draft.reaction()) {
            // nothing more is told of reactions, and nothing is charged
            return new Course(sent, null, null, null, null, false, null, null);
        }
        Instant delivered = later(sent, start.plus(about(settings.deliveredAfter())));
        Duration readAfter = settings.readAfter();
        Instant read = readAfter == null || fault == Trouble.NEVER_READ
                ? null
                : later(delivered, start.plus(about(readAfter)));
        return priced(
                draft, line.number().id(), open, new Course(sent, delivered, read, null, null, outside, null, null));
    }

    private Course priced(Draft draft, String number, boolean open, Course course) {
        Instant delivered = course.deliveredAt();
        if (delivered == null) {
            return course;
        }
        Acquaintances.Acquaintance acquaintance = acquaintances.of(number, draft.waId());
        boolean freeEntry = acquaintance.freeEntry(delivered);
        Instant freeUntil = acquaintance.freeEntryUntil();
        Conversation conversation = null;
        boolean opens = true;
        if (freeEntry && freeUntil != null) {
            conversation = Conversations.named(number + draft.waId() + freeUntil, freeUntil);
        } else if (Pricing.perConversation(delivered)) {
            Conversations.Found found = conversations.at(number, draft.waId(), draft.category(), delivered);
            conversation = found.conversation();
            opens = found.opened();
        }
        Price price = bills.pricing()
                .price(new Pricing.Order(number, draft.waId(), draft.category(), open, freeEntry, opens), delivered);
        return new Course(
                course.sentAt(), delivered, course.readAt(), null, null, course.outside(), price, conversation);
    }

    static boolean held(@Nullable Fault fault) {
        return fault == Trouble.HELD_RELEASED || fault instanceof Fault.HeldThenDropped;
    }

    /** What its business is told, and when. */
    List<Webhook> webhooks(String number, String wamid, Course course, @Nullable Fault fault, Instant now) {
        List<Webhook> told = new ArrayList<>(3);
        add(told, number, wamid, "sent", course.sentAt());
        // the price stands in one of the two: it must not be skipped
        boolean skipped = course.readAt() != null
                && !pricedWhenDelivered(wamid)
                && ThreadLocalRandom.current().nextDouble() < settings.readSkipsDelivered();
        add(told, number, wamid, "delivered", skipped ? null : course.deliveredAt());
        add(told, number, wamid, "read", course.readAt());
        add(told, number, wamid, "failed", course.failedAt());
        return fault instanceof Trouble trouble ? mishaps.strike(told, trouble, now) : told;
    }

    /** Whether its price is told when it is delivered and not when it is sent: WhatsApp promises neither. */
    private static boolean pricedWhenDelivered(String wamid) {
        return wamid.hashCode() % 2 != 0;
    }

    private static void add(List<Webhook> told, String number, String wamid, String status, @Nullable Instant at) {
        if (at != null) {
            told.add(new Webhook(number, wamid, status, null, at));
        }
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
