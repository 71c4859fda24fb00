package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.Standing;
import io.recado.sandbox.whatsapp.account.Standings;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import io.recado.sandbox.whatsapp.wire.GraphError;
import org.springframework.stereotype.Component;

/** The {@code health_status} of numbers and accounts: what can be sent, and what stands in the way. */
@Component
class Health {

    private static final String AVAILABLE = "AVAILABLE";
    private static final String LIMITED = "LIMITED";
    private static final String BLOCKED = "BLOCKED";

    private final Standings standings;

    Health(Standings standings) {
        this.standings = standings;
    }

    ObjectNode of(Line line) {
        Standing standing = standings.of(line);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        boolean blocked = account(standing) != 0 && !LIMITED.equals(degree(standing)) || !standing.registered();
        answer.put("can_send_message", blocked ? BLOCKED : degree(standing));
        ArrayNode entities = answer.putArray("entities");
        int code = standing.registered() ? 0 : 133010;
        entity(entities, "PHONE_NUMBER", line.number().id(), code == 0 ? AVAILABLE : BLOCKED, code);
        account(entities, line.account(), standing);
        return answer;
    }

    ObjectNode of(Account account) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (account.numbers().isEmpty()) {
            answer.put("can_send_message", AVAILABLE).putArray("entities");
            return answer;
        }
        Standing standing = standings.of(new Line(account, account.numbers().get(0)));
        answer.put("can_send_message", degree(standing));
        account(answer.putArray("entities"), account, standing);
        return answer;
    }

    private static void account(ArrayNode entities, Account account, Standing standing) {
        entity(entities, "WABA", account.id(), degree(standing), account(standing));
        entity(entities, "BUSINESS", account.portfolio(), AVAILABLE, 0);
        entity(entities, "APP", account.appId(), AVAILABLE, 0);
    }

    private static String degree(Standing standing) {
        if (account(standing) == 0) {
            return AVAILABLE;
        }
        return standing.restrictions().isEmpty() ? BLOCKED : LIMITED;
    }

    /** The code that messages of the account are refused with; 0 for none. */
    private static int account(Standing standing) {
        return switch (standing.accountState()) {
            case "LOCKED" -> 131031;
            case "RESTRICTED", "DISABLED" -> 368;
            default -> standing.paymentProblem() ? 131042 : 0;
        };
    }

    private static void entity(ArrayNode entities, String type, String id, String can, int code) {
        ObjectNode entity =
                entities.addObject().put("entity_type", type).put("id", id).put("can_send_message", can);
        if (code != 0) {
            entity.putArray("errors")
                    .addObject()
                    .put("error_code", code)
                    .put("error_description", GraphError.of(code).title())
                    .put("possible_solution", GraphError.of(code).details());
        }
    }
}
