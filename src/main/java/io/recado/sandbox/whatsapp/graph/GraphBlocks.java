package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.chat.Windows;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.phone.Acquaintances.Acquaintance;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Recipients;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /{phone-number-id}/block_users}: whom a business number wants to hear nothing from. */
@RestController
class GraphBlocks {

    private static final String PATH = "/{version:v[0-9]+\\.[0-9]+}/{id:[0-9]+}/block_users";
    private static final int AT_ONCE = 1_000;
    private static final int MOST = 64_000;

    private final Accounts accounts;
    private final Acquaintances acquaintances;
    private final Phones phones;
    private final Windows windows;
    private final Clock clock;

    GraphBlocks(Accounts accounts, Acquaintances acquaintances, Phones phones, Windows windows, Clock clock) {
        this.accounts = accounts;
        this.acquaintances = acquaintances;
        this.phones = phones;
        this.windows = windows;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ObjectNode list(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestParam Map<String, String> query) {
        Line line = accounts.line(id, authorization);
        return Page.of(
                acquaintances.blockedBy(line.number().id()), Long::parseLong, query, waId -> JsonNodeFactory.instance
                        .objectNode()
                        .put("messaging_product", "whatsapp")
                        .put("wa_id", waId));
    }

    @PostMapping(PATH)
    ResponseEntity<ObjectNode> block(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody JsonNode body) {
        Line line = accounts.line(id, authorization);
        List<Fields> users = users(body);
        if (acquaintances.blockedBy(line.number().id()).size() + users.size() > MOST) {
            throw new Refused(GraphError.of(139101), GraphError.of(139101).details());
        }
        return answer(line, users, "added_users", true);
    }

    @DeleteMapping(PATH)
    ResponseEntity<ObjectNode> unblock(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody JsonNode body) {
        return answer(accounts.line(id, authorization), users(body), "removed_users", false);
    }

    private static List<Fields> users(JsonNode body) {
        if (!body.isObject()) {
            throw Refused.invalid("The request's body must be a JSON object.");
        }
        Fields request = Fields.of(body, "");
        request.oneOf("messaging_product", "whatsapp");
        List<Fields> users = request.objects("block_users");
        if (users.isEmpty() || users.size() > AT_ONCE) {
            throw Refused.value(
                    "Param block_users must have between 1 and " + AT_ONCE + " elements, got " + users.size() + ".");
        }
        return users;
    }

    private ResponseEntity<ObjectNode> answer(Line line, List<Fields> users, String done, boolean block) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode result = answer.putObject("block_users");
        ArrayNode changed = result.putArray(done);
        ArrayNode failed = JsonNodeFactory.instance.arrayNode();
        for (Fields user : users) {
            String input = user.strict("user").text("user", 160);
            ObjectNode node = JsonNodeFactory.instance.objectNode().put("input", input);
            GraphError trouble = change(line, input, node, block);
            if (trouble == null) {
                changed.add(node);
            } else {
                ObjectNode error = node.putArray("errors").addObject();
                error.put("message", trouble.message()).put("code", trouble.code());
                error.putObject("error_data").put("details", trouble.details());
                failed.add(node);
            }
        }
        answer.put("messaging_product", "whatsapp");
        if (failed.isEmpty()) {
            return ResponseEntity.ok(answer);
        }
        result.set("failed_users", failed);
        GraphError some = GraphError.of(139100);
        answer.setAll(new Refused(some, "See failed_users for the reasons.").body());
        return ResponseEntity.status(some.http()).body(answer);
    }

    /** Blocks or unblocks one person; null when it worked. */
    private @Nullable GraphError change(Line line, String user, ObjectNode node, boolean block) {
        String waId;
        try {
            waId = user.matches("[A-Z]{2}\\..+")
                    ? phones.waIdOf(user)
                    : Recipients.waId(user, line.number().number());
        } catch (Refused unknown) {
            return unknown.error();
        }
        node.put("wa_id", waId);
        String number = line.number().id();
        // only whoever wrote in the last 24 hours can be blocked
        if (block && !windows.open(number, waId, clock.instant())) {
            return GraphError.of(131047);
        }
        acquaintances.change(number, waId, (Acquaintance acquaintance) -> acquaintance.blocked(block));
        return null;
    }
}
