package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.Handshake;
import io.recado.sandbox.whatsapp.account.Subscriptions;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import io.recado.sandbox.whatsapp.wire.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The numbers of a business account, and who gets its webhooks. */
@RestController
class GraphAccounts {

    private static final String USUAL =
            "verified_name,code_verification_status,display_phone_number,quality_rating,platform_type,throughput,status,"
                    + "webhook_configuration";

    private final Subscriptions subscriptions;
    private final Handshake handshake;
    private final NumberNode numbers;

    GraphAccounts(Subscriptions subscriptions, Handshake handshake, NumberNode numbers) {
        this.subscriptions = subscriptions;
        this.handshake = handshake;
        this.numbers = numbers;
    }

    @GetMapping(GraphNodes.BASE + "/phone_numbers")
    ObjectNode numbers(Account account, @RequestParam Map<String, String> query) {
        FieldList fields = FieldList.of(query.getOrDefault("fields", USUAL));
        List<Line> lines = account.numbers().stream()
                .map(number -> new Line(account, number))
                .toList();
        return Page.of(lines, line -> Long.parseLong(line.number().id()), query, line -> numbers.json(line, fields));
    }

    @GetMapping(GraphNodes.BASE + "/subscribed_apps")
    ObjectNode subscribed(Account account) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode data = answer.putArray("data");
        if (subscriptions.subscribed(account)) {
            ObjectNode app = data.addObject();
            app.putObject("whatsapp_business_api_data")
                    .put("link", "https://www.facebook.com/games/?app_id=" + account.appId())
                    .put("name", account.name())
                    .put("id", account.appId());
            String override = subscriptions.override(account);
            if (override != null) {
                app.put("override_callback_uri", override);
            }
        }
        return answer;
    }

    /** Subscribes; with an address of its own when one is given that proves itself, and else with the app's. */
    @PostMapping(GraphNodes.BASE + "/subscribed_apps")
    ObjectNode subscribe(Account account, @RequestBody(required = false) @Nullable JsonNode body) {
        Fields request = Fields.managing(body == null ? JsonNodeFactory.instance.objectNode() : body);
        String callback = request.optional("override_callback_uri", 2000);
        if (callback != null) {
            handshake.verify(callback, request.text("verify_token", 2000));
        }
        subscriptions.subscribe(account, callback);
        return success();
    }

    @DeleteMapping(GraphNodes.BASE + "/subscribed_apps")
    ObjectNode unsubscribe(Account account) {
        subscriptions.unsubscribe(account);
        return success();
    }

    private static ObjectNode success() {
        return JsonNodeFactory.instance.objectNode().put("success", true);
    }
}
