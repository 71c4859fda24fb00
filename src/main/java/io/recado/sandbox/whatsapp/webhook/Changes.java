package io.recado.sandbox.whatsapp.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import java.time.Instant;

/** The {@code changes[]} elements of webhooks: what people write, and what they change about themselves. */
public final class Changes {

    private Changes() {}

    /** @param message type-specific part, with {@code type} and possibly {@code context} */
    public static String inbound(Accounts.Line line, Phone phone, String wamid, Instant at, ObjectNode message) {
        return inbound(line, phone, wamid, at, message, false);
    }

    /** @param withKeys whether the business wants to know which encryption keys the person has */
    public static String inbound(
            Accounts.Line line, Phone phone, String wamid, Instant at, ObjectNode message, boolean withKeys) {
        ObjectNode value = value(line);
        ObjectNode contact = contact(value, phone);
        if (withKeys) {
            contact.put("identity_key_hash", phone.identityKeyHash());
        }
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

    private static ObjectNode value(Accounts.Line line) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", line.number().display())
                .put("phone_number_id", line.number().id());
        return value;
    }

    private static ObjectNode contact(ObjectNode value, Phone phone) {
        ObjectNode contact = value.putArray("contacts").addObject();
        ObjectNode profile = contact.putObject("profile").put("name", phone.name());
        if (phone.username() != null) {
            profile.put("username", phone.username());
        }
        if (!phone.hidesNumber()) {
            contact.put("wa_id", phone.waId());
        }
        return contact.put("user_id", phone.userId());
    }

    /** @param field what the webhook is subscribed by */
    public static String change(String field, ObjectNode value) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.set("value", value);
        change.put("field", field);
        return change.toString();
    }

    private static String seconds(Instant at) {
        return Long.toString(at.getEpochSecond());
    }
}
