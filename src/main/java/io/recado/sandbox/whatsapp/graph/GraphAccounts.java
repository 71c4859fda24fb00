package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.Subscriptions;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import io.recado.sandbox.whatsapp.template.Templates;
import io.recado.sandbox.whatsapp.template.Templates.Template;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Numbers and templates of a business account. */
@RestController
class GraphAccounts {

    private static final String BASE = GraphNodes.BASE;
    private static final Set<String> CATEGORIES = Set.of("UTILITY", "MARKETING", "AUTHENTICATION");
    private static final int MOST = 100;

    private final Accounts accounts;
    private final Subscriptions subscriptions;
    private final NumberNode numbers;
    private final Templates templates;

    GraphAccounts(Accounts accounts, Subscriptions subscriptions, NumberNode numbers, Templates templates) {
        this.accounts = accounts;
        this.subscriptions = subscriptions;
        this.numbers = numbers;
        this.templates = templates;
    }

    @GetMapping(BASE + "/phone_numbers")
    ObjectNode numbers(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestParam(defaultValue = "display_phone_number,verified_name,quality_rating,code_verification_status")
                    String fields) {
        Account account = accounts.account(id, authorization);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode data = answer.putArray("data");
        account.numbers().forEach(number -> data.add(numbers.json(new Line(account, number), fields)));
        answer.putObject("paging").putObject("cursors").put("before", cursor(0)).put("after", cursor(data.size()));
        return answer;
    }

    @GetMapping(BASE + "/message_templates")
    ObjectNode templates(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(defaultValue = "25") int limit,
            @RequestParam(required = false) @Nullable String after) {
        Account account = accounts.account(id, authorization);
        if (limit < 1) {
            throw Refused.invalid("Param limit must be at least 1.");
        }
        List<Template> all = templates.of(account.id()).stream()
                .filter(template -> name == null || template.name().equals(name))
                .filter(template -> language == null || template.language().equals(language))
                .filter(template -> status == null || template.status().equals(status))
                .filter(template -> category == null || template.category().equals(category))
                .toList();
        int from = after == null ? 0 : position(after);
        int to = Math.min(all.size(), from + Math.min(limit, MOST));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode data = answer.putArray("data");
        all.subList(Math.min(from, to), to).forEach(template -> data.add(json(template)));
        if (!data.isEmpty()) {
            ObjectNode paging = answer.putObject("paging");
            paging.putObject("cursors").put("before", cursor(from)).put("after", cursor(to));
            if (to < all.size()) {
                paging.put(
                        "next",
                        "https://graph.facebook.com/v23.0/" + id + "/message_templates?limit=" + limit + "&after="
                                + cursor(to));
            }
        }
        return answer;
    }

    private static ObjectNode json(Template template) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", template.name());
        node.put("parameter_format", template.named() ? "NAMED" : "POSITIONAL");
        node.set("components", template.components());
        node.put("language", template.language())
                .put("status", template.status())
                .put("category", template.category());
        return node.put("id", Long.toString(template.id()));
    }

    /** Takes a template and approves it at once. */
    @PostMapping(BASE + "/message_templates")
    ObjectNode create(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody JsonNode body) {
        Account account = accounts.account(id, authorization);
        Fields request = Fields.of(body, "");
        String name = request.text("name", 512);
        if (!name.matches("[a-z0-9_]+")) {
            throw Refused.invalid("Param name must hold lower-case letters, digits and underscores only.");
        }
        String category = request.text("category", 32).toUpperCase(Locale.ROOT);
        if (!CATEGORIES.contains(category)) {
            throw Refused.invalid(
                    "Param category must be one of {UTILITY, MARKETING, AUTHENTICATION} - got \"" + category + "\".");
        }
        String language = request.text("language", 16);
        request.objects("components");
        Template template = Templates.compile(
                templates.newId(),
                account.id(),
                name,
                language,
                category,
                "APPROVED",
                "NAMED".equalsIgnoreCase(request.optional("parameter_format", 16)),
                body.path("components"));
        if (template.body().text().isBlank()) {
            throw Refused.missing("components: BODY");
        }
        if (!templates.add(template)) {
            throw Refused.invalid(
                    "There is already " + language + " content for this template. You can create a new template.");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Long.toString(template.id()))
                .put("status", template.status())
                .put("category", category);
    }

    /** Subscribes, or sends the webhooks of all the account's numbers elsewhere. */
    @PostMapping(BASE + "/subscribed_apps")
    ObjectNode subscribe(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody(required = false) @Nullable JsonNode body) {
        Account account = accounts.account(id, authorization);
        subscriptions.subscribe(
                account, body == null ? null : Fields.of(body, "").optional("override_callback_uri", 2000));
        return JsonNodeFactory.instance.objectNode().put("success", true);
    }

    private static String cursor(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("p" + position).getBytes(StandardCharsets.US_ASCII));
    }

    private static int position(String cursor) {
        try {
            return Integer.parseInt(
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).substring(1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Refused.invalid("Param after is not a cursor of this list.");
        }
    }
}
