package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.Standing;
import io.recado.sandbox.whatsapp.account.Standings;
import io.recado.sandbox.whatsapp.wire.Refused;
import org.springframework.stereotype.Component;

/** A business number. */
@Component
class NumberNode implements Node {

    private final Accounts accounts;
    private final Standings standings;

    NumberNode(Accounts accounts, Standings standings) {
        this.accounts = accounts;
        this.standings = standings;
    }

    @Override
    public boolean knows(String id) {
        return accounts.findLine(id) != null;
    }

    @Override
    public ObjectNode read(Request request) {
        Line line = accounts.managed(request.id(), request.authorization());
        return json(line, request.parameter("fields", "display_phone_number,verified_name,quality_rating"));
    }

    ObjectNode json(Line line, String fields) {
        Standing standing = standings.of(line);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        for (String field : fields.split(",", -1)) {
            switch (field.strip()) {
                case "display_phone_number" ->
                    answer.put("display_phone_number", line.number().number());
                case "verified_name" ->
                    answer.put("verified_name", line.number().name());
                case "quality_rating" -> answer.put("quality_rating", standing.quality());
                case "code_verification_status" -> answer.put("code_verification_status", "VERIFIED");
                case "name_status" -> answer.put("name_status", "APPROVED");
                case "platform_type" -> answer.put("platform_type", "CLOUD_API");
                case "account_mode" -> answer.put("account_mode", "SANDBOX");
                case "status" -> answer.put("status", "CONNECTED");
                case "throughput" -> answer.putObject("throughput").put("level", standing.throughput());
                case "whatsapp_business_manager_messaging_limit" ->
                    answer.put("whatsapp_business_manager_messaging_limit", standing.tier());
                case "id", "" -> {
                    // always there
                }
                default ->
                    throw Refused.invalid("Tried accessing nonexisting field (" + field.strip()
                            + ") on node type (WhatsAppBusinessPhoneNumber)");
            }
        }
        return answer.put("id", line.number().id());
    }
}
