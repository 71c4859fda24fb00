package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import org.springframework.stereotype.Component;

/** A business account, at /{account-id}. */
@Component
class AccountNode implements Node {

    private final Managed managed;
    private final Accounts accounts;
    private final Health health;

    AccountNode(Managed managed, Accounts accounts, Health health) {
        this.managed = managed;
        this.accounts = accounts;
        this.health = health;
    }

    @Override
    public boolean knows(String id) {
        return accounts.find(id) != null;
    }

    @Override
    public ObjectNode read(Request request) {
        Account account = managed.account(request.id(), request.authorization());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        String fields = request.parameter("fields", "name,timezone_id,message_template_namespace");
        for (String field : FieldList.of(fields).wanted().keySet()) {
            switch (field) {
                case "id" -> {
                    // always there, at the end
                }
                case "name" -> answer.put(field, account.name());
                case "timezone_id" -> answer.put(field, "71");
                case "message_template_namespace" -> answer.put(field, "sandbox_" + account.id());
                case "currency" -> answer.put(field, "EUR");
                case "country" -> answer.put(field, "ES");
                case "business_verification_status" ->
                    answer.put(field, account.verified() ? "VERIFIED" : "UNVERIFIED");
                case "account_review_status" -> answer.put(field, "APPROVED");
                case "ownership_type" -> answer.put(field, "SELF_OWNED");
                case "is_enabled_for_insights" -> answer.put(field, true);
                case "health_status" -> answer.set(field, health.of(account));
                case "owner_business_info" ->
                    answer.putObject(field).put("name", account.name()).put("id", account.portfolio());
                default -> throw FieldList.nonexisting(field, "WhatsAppBusinessAccount");
            }
        }
        return answer.put("id", account.id());
    }
}
