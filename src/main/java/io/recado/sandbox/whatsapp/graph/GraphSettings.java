package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.IdentityChecks;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /{phone-number-id}/settings}: whether webhooks say which encryption keys people have. */
@RestController
class GraphSettings {

    private final Accounts accounts;
    private final IdentityChecks checks;

    GraphSettings(Accounts accounts, IdentityChecks checks) {
        this.accounts = accounts;
        this.checks = checks;
    }

    @PostMapping("/{version:v[0-9]+\\.[0-9]+}/{id:[0-9]+}/settings")
    ObjectNode change(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody JsonNode body) {
        Line line = accounts.line(id, authorization);
        if (!body.isObject()) {
            throw Refused.invalid("The request's body must be a JSON object.");
        }
        Fields change = Fields.of(body, "").strict("user_identity_change").object("user_identity_change");
        // the guide calls it by the longer name, the OpenAPI file by the shorter one
        change.strict("enabled", "enable_identity_key_check");
        String field = change.has("enabled") ? "enabled" : "enable_identity_key_check";
        if (!change.has(field)) {
            throw Refused.missing(change.name(field));
        }
        change.bool(field);
        checks.set(line, change.json().path(field).booleanValue());
        return JsonNodeFactory.instance.objectNode().put("success", true);
    }
}
