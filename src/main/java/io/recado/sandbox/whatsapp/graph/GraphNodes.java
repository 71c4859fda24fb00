package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /{version}/{id}}: whatever has this id. */
@RestController
class GraphNodes {

    static final String BASE = "/{version:v[0-9]+\\.[0-9]+}/{id:[0-9]+}";

    private final List<Node> nodes;
    private final Accounts accounts;

    GraphNodes(List<Node> nodes, Accounts accounts) {
        this.nodes = nodes;
        this.accounts = accounts;
    }

    @GetMapping(BASE)
    ObjectNode read(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestParam Map<String, String> query) {
        return node(id, authorization).read(new Node.Request(id, authorization, query));
    }

    @PostMapping(BASE)
    ObjectNode write(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestParam Map<String, String> query,
            @RequestBody(required = false) @Nullable JsonNode body) {
        return node(id, authorization)
                .write(
                        new Node.Request(id, authorization, query),
                        body == null ? JsonNodeFactory.instance.objectNode() : body);
    }

    @DeleteMapping(BASE)
    ObjectNode delete(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestParam Map<String, String> query) {
        return node(id, authorization).delete(new Node.Request(id, authorization, query));
    }

    /** Whatever nothing here has, or has not with this method. */
    @RequestMapping(BASE + "/{edge}")
    ObjectNode nothing(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
        accounts.token(authorization);
        throw Refused.unknownObject(id);
    }

    private Node node(String id, @Nullable String authorization) {
        accounts.token(authorization);
        return nodes.stream().filter(node -> node.knows(id)).findFirst().orElseThrow(() -> Refused.unknownObject(id));
    }
}
