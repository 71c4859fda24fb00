package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.chat.Journal.Webhook;
import io.recado.sandbox.whatsapp.fault.Fault.Trouble;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What can happen to webhooks on their way: twice, in another order, late, lost and sent again, or many at once. */
@Component
class Mishaps {

    private static final Duration REPEATED_AFTER = Duration.ofMillis(400);

    private final Faults faults;
    private final WhatsAppSettings settings;

    Mishaps(Faults faults, WhatsAppSettings settings) {
        this.faults = faults;
        this.settings = settings;
    }

    /** What becomes of the webhooks about a person's own message: the number's ending decides. */
    List<Webhook> strike(List<Webhook> webhooks, Phone phone, Instant now) {
        Trouble trouble = webhooks.isEmpty() ? null : faults.ofWebhooks(phone.waId());
        return trouble == null ? webhooks : strike(webhooks, trouble, now);
    }

    List<Webhook> strike(List<Webhook> webhooks, Trouble trouble, Instant now) {
        return switch (trouble) {
            case DUPLICATE -> {
                List<Webhook> twice = new ArrayList<>(webhooks);
                webhooks.forEach(
                        webhook -> twice.add(webhook.dueAt(webhook.dueAt().plus(REPEATED_AFTER))));
                yield twice;
            }
            case REORDER -> {
                List<Webhook> turned = new ArrayList<>();
                for (int i = 0; i < webhooks.size(); i++) {
                    turned.add(webhooks.get(i)
                            .dueAt(webhooks.get(webhooks.size() - 1 - i).dueAt()));
                }
                yield turned;
            }
            case LATE -> moved(webhooks, settings.lateBy());
            case LOST_THEN_SENT -> {
                List<Webhook> lost = new ArrayList<>(webhooks);
                lost.set(0, lost.get(0).dueAt(lost.get(0).dueAt().plus(settings.lateBy())));
                yield lost;
            }
            case BATCHED -> {
                Instant together = next(now, settings.lateBy());
                yield webhooks.stream()
                        .map(webhook -> webhook.dueAt().isAfter(together) ? webhook : webhook.inBulk(together))
                        .toList();
            }
            default -> webhooks;
        };
    }

    private static List<Webhook> moved(List<Webhook> webhooks, Duration by) {
        return webhooks.stream()
                .map(webhook -> webhook.dueAt(webhook.dueAt().plus(by)))
                .toList();
    }

    /** The next full multiple of this length, at least half of it away. */
    private static Instant next(Instant now, Duration length) {
        long millis = Math.max(1, length.toMillis());
        return Instant.ofEpochMilli(((now.toEpochMilli() + millis / 2) / millis + 1) * millis);
    }
}
