package io.recado.sandbox.whatsapp.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.price.Conversation;
import io.recado.sandbox.whatsapp.price.Conversations;
import io.recado.sandbox.whatsapp.price.Price;
import io.recado.sandbox.whatsapp.wire.GraphError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts statuses of messages into words at the moment they are told. They are most of what a business hears, so they are written
 * as text and not as trees.
 */
@Component
class Statuses {

    private static final int ALWAYS_A_CONVERSATION = 23;
    private static final Duration CONVERSATION = Duration.ofHours(24);
    private static final String HELP = "/documentation/business-messaging/whatsapp/support/error-codes";

    /**
     * What is known of a message whose status is told.
     *
     * @param at when the status was reached
     * @param failure its code and title; null when there is none
     * @param details what the failure says beside; null for the table's words
     * @param price null when nothing is charged or will be told
     * @param conversation null when it belongs to none
     */
    record Facts(
            String wamid,
            String waId,
            String status,
            Instant at,
            @Nullable String opaque,
            @Nullable String failure,
            @Nullable String details,
            @Nullable Price price,
            @Nullable Conversation conversation) {}

    private final Accounts accounts;
    private final Phones phones;
    private final Acquaintances acquaintances;
    private final int version;

    Statuses(Accounts accounts, Phones phones, Acquaintances acquaintances, WhatsAppSettings settings) {
        this.accounts = accounts;
        this.phones = phones;
        this.acquaintances = acquaintances;
        this.version = settings.webhookVersion();
    }

    /** The {@code changes[]} element. */
    String change(String phoneNumberId, Facts facts) {
        Line line = accounts.line(phoneNumberId);
        Phone phone = acquaintances.seen(phones.orStranger(facts.waId()), phoneNumberId, facts.at());
        boolean failed = "failed".equals(facts.status());
        StringBuilder json = new StringBuilder(768)
                .append("{\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"")
                .append(line.number().display())
                .append("\",\"phone_number_id\":\"")
                .append(phoneNumberId)
                .append("\"},");
        if (!failed) {
            contact(json, phone);
        }
        json.append("\"statuses\":[{\"id\":\"")
                .append(facts.wamid())
                .append("\",\"status\":\"")
                .append(facts.status())
                .append("\",\"timestamp\":\"")
                .append(facts.at().getEpochSecond())
                .append('"');
        if (!phone.hidesNumber()) {
            text(json.append(','), "recipient_id", phone.waId());
        }
        if (!failed || phone.hidesNumber()) {
            text(json.append(','), "recipient_user_id", phone.userId());
        }
        if (facts.opaque() != null) {
            text(json.append(','), "biz_opaque_callback_data", facts.opaque());
        }
        price(json, facts);
        if (failed && facts.failure() != null) {
            error(json, facts.failure(), facts.details());
        }
        return json.append("}]},\"field\":\"messages\"}").toString();
    }

    private static void contact(StringBuilder json, Phone phone) {
        text(json.append("\"contacts\":[{\"profile\":{"), "name", phone.name());
        if (phone.username() != null) {
            text(json.append(','), "username", phone.username());
        }
        json.append("},");
        if (!phone.hidesNumber()) {
            text(json, "wa_id", phone.waId());
            json.append(',');
        }
        text(json, "user_id", phone.userId());
        json.append("}],");
    }

    private void price(StringBuilder json, Facts facts) {
        Price price = facts.price();
        if (price == null) {
            return;
        }
        Conversation conversation = conversation(facts);
        if (conversation != null) {
            text(json.append(",\"conversation\":{"), "id", conversation.id());
            if ("sent".equals(facts.status())) {
                text(
                        json.append(','),
                        "expiration_timestamp",
                        Long.toString(conversation.until().getEpochSecond()));
            }
            text(json.append(",\"origin\":{"), "type", price.category());
            json.append("}}");
        }
        // WhatsApp promises the price with the first or with a later status: here half of the messages each way
        if (facts.status().equals(facts.wamid().hashCode() % 2 == 0 ? "sent" : "delivered")) {
            json.append(",\"pricing\":{\"billable\":").append(price.billable()).append(',');
            text(json, "pricing_model", price.model());
            if (price.type() != null) {
                text(json.append(','), "type", price.type());
            }
            text(json.append(','), "category", price.category());
            json.append('}');
        }
    }

    /** Up to v23 every message has one of its own; from v24 on only what was priced or is free as one. */
    private @Nullable Conversation conversation(Facts facts) {
        if (facts.conversation() != null || version > ALWAYS_A_CONVERSATION) {
            return facts.conversation();
        }
        return Conversations.named(facts.wamid(), facts.at().plus(CONVERSATION));
    }

    private static void error(StringBuilder json, String failure, @Nullable String details) {
        GraphError error = GraphError.of(Integer.parseInt(failure.substring(0, failure.indexOf(' '))));
        json.append(",\"errors\":[{\"code\":").append(error.code()).append(',');
        text(json, "title", error.title());
        text(json.append(','), "message", error.title());
        text(json.append(",\"error_data\":{"), "details", details == null ? error.details() : details);
        text(json.append("},"), "href", HELP);
        json.append("}]");
    }

    private static void text(StringBuilder json, String name, String value) {
        json.append('"').append(name).append("\":\"");
        JsonStringEncoder.getInstance().quoteAsString(value, json);
        json.append('"');
    }
}
