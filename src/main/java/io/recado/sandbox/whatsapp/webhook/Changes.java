package io.recado.sandbox.whatsapp.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.wire.GraphError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The {@code changes[]} elements of webhooks: statuses of messages, and what people write. */
public final class Changes {

    private Changes() {}

    /** The status of a message that a business sent. */
    public static String status(
            Accounts.Line line,
            Phone phone,
            String wamid,
            String status,
            Instant at,
            String category,
            @Nullable String opaque) {
        ObjectNode value = value(line);
        if (!"failed".equals(status)) {
            contact(value, phone);
        }
        ObjectNode node = value.putArray("statuses").addObject();
        node.put("id", wamid).put("status", status).put("timestamp", seconds(at));
        recipient(node, phone, !"failed".equals(status));
        if (opaque != null) {
            node.put("biz_opaque_callback_data", opaque);
        }
        // WhatsApp promises the price with the first or with a later status: here half of the messages each way
        String priced = wamid.hashCode() % 2 == 0 ? "sent" : "delivered";
        if (status.equals(priced)) {
            node.set("pricing", pricing(category));
        }
        return change("messages", value);
    }

    public static String failed(
            Accounts.Line line, Phone phone, String wamid, Instant at, GraphError error, @Nullable String opaque) {
        ObjectNode value = value(line);
        ObjectNode node = value.putArray("statuses").addObject();
        node.put("id", wamid).put("status", "failed").put("timestamp", seconds(at));
        recipient(node, phone, false);
        if (opaque != null) {
            node.put("biz_opaque_callback_data", opaque);
        }
        ObjectNode inner = node.putArray("errors").addObject();
        inner.put("code", error.code()).put("title", error.title()).put("message", error.title());
        inner.putObject("error_data").put("details", error.details());
        inner.put("href", "/documentation/business-messaging/whatsapp/support/error-codes");
        return change("messages", value);
    }

    /** @param message type-specific part, with {@code type} and possibly {@code context} */
    public static String inbound(Accounts.Line line, Phone phone, String wamid, Instant at, ObjectNode message) {
        ObjectNode value = value(line);
        contact(value, phone);
        ObjectNode node = value.putArray("messages").addObject();
        if (message.has("context")) {
            node.set("context", message.get("context"));
        }
        if (!phone.hidesNumber()) {
            node.put("from", phone.waId());
        }
        node.put("from_user_id", phone.userId());
        node.put("id", wamid).put("timestamp", seconds(at));
        node.setAll(message);
        return change("messages", value);
    }

    /** A notice of WhatsApp itself in a person's chat. It comes without contacts. */
    public static String system(Accounts.Line line, Phone phone, String wamid, Instant at, ObjectNode system) {
        ObjectNode value = value(line);
        ObjectNode node = value.putArray("messages").addObject();
        if (!phone.hidesNumber()) {
            node.put("from", phone.waId());
        }
        node.put("from_user_id", phone.userId());
        node.put("id", wamid).put("timestamp", seconds(at)).put("type", "system");
        node.set("system", system);
        return change("messages", value);
    }

    /** What a person changed about being written to: field {@code user_preferences}. */
    public static ObjectNode preference(Accounts.Line line, Phone phone, Instant at, String category, String choice) {
        ObjectNode value = value(line);
        contact(value, phone);
        ObjectNode preference = value.putArray("user_preferences").addObject();
        if (!phone.hidesNumber()) {
            preference.put("wa_id", phone.waId());
        }
        preference
                .put("user_id", phone.userId())
                .put("detail", "User requested to " + choice + " marketing messages")
                .put("category", category)
                .put("value", choice)
                .put("timestamp", at.getEpochSecond());
        return value;
    }

    /** That a person's user id is another one now: field {@code user_id_update}. */
    public static ObjectNode userId(Accounts.Line line, Phone before, Phone after, Instant at) {
        ObjectNode value = value(line);
        contact(value, after);
        ObjectNode update = value.putArray("user_id_update").addObject();
        if (!after.hidesNumber()) {
            update.put("wa_id", after.waId());
        }
        update.put("detail", "User ID has changed");
        update.putObject("user_id").put("previous", before.userId()).put("current", after.userId());
        update.put("timestamp", seconds(at));
        return value;
    }

    private static void recipient(ObjectNode status, Phone phone, boolean withUserId) {
        if (!phone.hidesNumber()) {
            status.put("recipient_id", phone.waId());
        }
        if (withUserId || phone.hidesNumber()) {
            status.put("recipient_user_id", phone.userId());
        }
    }

    private static ObjectNode value(Accounts.Line line) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", line.number().display())
                .put("phone_number_id", line.number().id());
        return value;
    }

    private static void contact(ObjectNode value, Phone phone) {
        ObjectNode contact = value.putArray("contacts").addObject();
        ObjectNode profile = contact.putObject("profile").put("name", phone.name());
        if (phone.username() != null) {
            profile.put("username", phone.username());
        }
        if (!phone.hidesNumber()) {
            contact.put("wa_id", phone.waId());
        }
        contact.put("user_id", phone.userId());
    }

    private static ObjectNode pricing(String category) {
        boolean service = "service".equals(category);
        ObjectNode pricing = JsonNodeFactory.instance.objectNode();
        // within the 1,000 free service messages of a month, which a sandbox does not use up
        pricing.put("billable", !service).put("pricing_model", "PMP");
        pricing.put("type", service ? "free_customer_service" : "regular").put("category", category);
        return pricing;
    }

    private static String change(String field, ObjectNode value) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.set("value", value);
        change.put("field", field);
        return change.toString();
    }

    private static String seconds(Instant at) {
        return Long.toString(at.getEpochSecond());
    }
}
