package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.AccountNews;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The webhooks about templates. Their ids are numbers here, and texts everywhere else. */
@Component
class TemplateNews {

    private static final String PREFIX = "message_template_";

    private final Accounts accounts;
    private final ApplicationEventPublisher publisher;

    TemplateNews(Accounts accounts, ApplicationEventPublisher publisher) {
        this.accounts = accounts;
        this.publisher = publisher;
    }

    void status(Template template, String event) {
        status(template, event, "NONE", null, null);
    }

    /** @param more a part that only this event has, such as {@code other_info} */
    void status(Template template, String event, String reason, @Nullable String part, @Nullable ObjectNode more) {
        ObjectNode value = about(JsonNodeFactory.instance.objectNode().put("event", event), template);
        value.put("reason", reason).put("message_template_category", template.category());
        if (part != null) {
            value.set(part, more);
        }
        tell(template, "message_template_status_update", value);
    }

    void quality(Template template, String before) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.put("previous_quality_score", before)
                .put("new_quality_score", template.life().quality());
        tell(template, "message_template_quality_update", about(value, template));
    }

    void category(Template template, String before) {
        ObjectNode value = about(JsonNodeFactory.instance.objectNode(), template);
        value.put("previous_category", before).put("new_category", template.category());
        tell(template, "template_category_update", value);
    }

    /** What its category is going to be. */
    void impendingCategory(Template template, String correct, Instant at) {
        ObjectNode value = about(JsonNodeFactory.instance.objectNode(), template);
        value.put("new_category", template.category())
                .put("correct_category", correct)
                .put("category_update_timestamp", at.getEpochSecond());
        tell(template, "template_category_update", value);
    }

    void components(Template template) {
        ObjectNode value = about(JsonNodeFactory.instance.objectNode(), template);
        value.put("message_template_element", template.body().text());
        Words header = template.header();
        if (header != null) {
            value.put("message_template_title", header.text());
        }
        if (template.footer() != null) {
            value.put("message_template_footer", template.footer());
        }
        if (!template.buttons().isEmpty()) {
            ArrayNode buttons = value.putArray("message_template_buttons");
            template.buttons().forEach(button -> button(button, buttons.addObject()));
        }
        tell(template, "message_template_components_update", value);
    }

    private static void button(Button button, ObjectNode node) {
        String kind = button.kind().toUpperCase(Locale.ROOT);
        node.put("message_template_button_type", kind).put("message_template_button_text", button.text());
        if ("URL".equals(kind) || "PHONE_NUMBER".equals(kind)) {
            node.put("message_template_button_" + button.kind(), button.target());
        }
    }

    private static ObjectNode about(ObjectNode value, Template template) {
        return value.put(PREFIX + "id", template.id())
                .put(PREFIX + "name", template.name())
                .put(PREFIX + "language", template.language());
    }

    private void tell(Template template, String field, ObjectNode value) {
        Account account = accounts.find(template.waba());
        if (account != null) {
            publisher.publishEvent(new AccountNews(account, field, value));
        }
    }
}
