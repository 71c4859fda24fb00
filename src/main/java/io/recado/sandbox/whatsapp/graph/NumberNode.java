package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.Handshake;
import io.recado.sandbox.whatsapp.account.Registrations;
import io.recado.sandbox.whatsapp.account.Standing;
import io.recado.sandbox.whatsapp.account.Standings;
import io.recado.sandbox.whatsapp.account.Subscriptions;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A business number, at /{phone-number-id}. */
@Component
class NumberNode implements Node {

    private final Managed managed;
    private final Accounts accounts;
    private final Standings standings;
    private final Registrations registrations;
    private final Subscriptions subscriptions;
    private final Handshake handshake;
    private final Health health;

    NumberNode(
            Managed managed,
            Accounts accounts,
            Standings standings,
            Registrations registrations,
            Subscriptions subscriptions,
            Handshake handshake,
            Health health) {
        this.managed = managed;
        this.accounts = accounts;
        this.standings = standings;
        this.registrations = registrations;
        this.subscriptions = subscriptions;
        this.handshake = handshake;
        this.health = health;
    }

    @Override
    public boolean knows(String id) {
        return accounts.findLine(id) != null;
    }

    @Override
    public ObjectNode read(Request request) {
        Line line = managed.line(request.id(), request.authorization());
        String fields = request.parameter("fields", "display_phone_number,verified_name,quality_rating");
        return json(line, FieldList.of(fields));
    }

    ObjectNode json(Line line, FieldList fields) {
        Standing standing = standings.of(line);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        for (String field : fields.wanted().keySet()) {
            switch (field) {
                case "id" -> {
                    // always there, at the end
                }
                case "display_phone_number" -> answer.put(field, line.number().number());
                case "verified_name" -> answer.put(field, line.number().name());
                case "quality_rating" -> answer.put(field, quality(standing));
                case "quality_score" -> answer.putObject(field).put("score", standing.quality());
                case "code_verification_status" -> answer.put(field, registrations.verification(line));
                case "name_status" -> answer.put(field, "APPROVED");
                case "new_name_status" -> answer.put(field, "NONE");
                case "platform_type" -> answer.put(field, standing.registered() ? "CLOUD_API" : "NOT_APPLICABLE");
                case "account_mode" -> answer.put(field, "SANDBOX");
                case "status" -> answer.put(field, status(standing));
                case "throughput" -> answer.putObject(field).put("level", standing.throughput());
                case "whatsapp_business_manager_messaging_limit", "messaging_limit_tier" ->
                    answer.put(field, standing.tier());
                case "is_official_business_account" -> answer.put(field, false);
                case "is_pin_enabled" -> answer.put(field, registrations.hasPin(line));
                case "username" -> answer.putNull(field);
                case "webhook_configuration" -> answer.set(field, webhooks(line));
                case "health_status" -> answer.set(field, health.of(line));
                default -> throw FieldList.nonexisting(field, "WhatsAppBusinessPhoneNumber");
            }
        }
        return answer.put("id", line.number().id());
    }

    private static String quality(Standing standing) {
        return "UNKNOWN".equals(standing.quality()) ? "NA" : standing.quality();
    }

    private static String status(Standing standing) {
        if (!standing.registered()) {
            return "DISCONNECTED";
        }
        return switch (standing.accountState()) {
            case "DISABLED", "LOCKED" -> "BANNED";
            case "RESTRICTED" -> "RESTRICTED";
            default -> "RED".equals(standing.quality()) ? "FLAGGED" : "CONNECTED";
        };
    }

    private ObjectNode webhooks(Line line) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        put(answer, "phone_number", subscriptions.override(line));
        put(answer, "whatsapp_business_account", subscriptions.override(line.account()));
        put(answer, "application", subscriptions.app(line));
        return answer;
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    @Override
    public ObjectNode write(Request request, JsonNode body) {
        Line line = managed.line(request.id(), request.authorization());
        Fields fields = Fields.managing(body).strict("webhook_configuration", "pin", "messaging_product");
        if (!fields.has("webhook_configuration") && !fields.has("pin")) {
            throw Refused.invalid("One of the params webhook_configuration and pin was expected.");
        }
        if (fields.has("webhook_configuration")) {
            override(line, fields.object("webhook_configuration").strict("override_callback_uri", "verify_token"));
        }
        if (fields.has("pin")) {
            registrations.pin(line, GraphNumbers.pin(fields));
        }
        return JsonNodeFactory.instance.objectNode().put("success", true);
    }

    /** An empty address takes the override away. */
    private void override(Line line, Fields configuration) {
        String callback = configuration.optional("override_callback_uri", 2000);
        if (callback == null) {
            throw Refused.invalid("Param webhook_configuration must have an override_callback_uri.");
        }
        if (callback.isEmpty()) {
            subscriptions.override(line, null);
            return;
        }
        handshake.verify(callback, configuration.text("verify_token", 2000));
        subscriptions.override(line, callback);
    }
}
