package io.recado.sandbox.whatsapp.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.AccountNews;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells a business what concerns its account or its numbers rather than a message: templates, quality, limits, restrictions. */
@Component
public class News {

    private final WebhookQueue queue;
    private final Dispatcher dispatcher;
    private final Clock clock;

    News(WebhookQueue queue, Dispatcher dispatcher, Clock clock) {
        this.queue = queue;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /**
     * Stores a webhook that is due at once, in the transaction of the caller if there is one.
     *
     * @param field such as {@code message_template_status_update}
     */
    public void tell(Account account, String field, ObjectNode value) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.set("value", value);
        change.put("field", field);
        queue.add(account.id(), field, change.toString(), clock.instant());
        dispatcher.wake(account.id());
    }

    @EventListener
    void hear(AccountNews news) {
        tell(news.account(), news.field(), news.value());
    }
}
