package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.Connections;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.Standings;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.chat.Chats;
import io.recado.sandbox.whatsapp.chat.Looks;
import io.recado.sandbox.whatsapp.fault.Fault;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.message.Draft;
import io.recado.sandbox.whatsapp.message.MessageRules;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /{version}/{phone-number-id}/messages}: sending, read receipts and typing. */
@RestController
class GraphMessages {

    private final Accounts accounts;
    private final Standings standings;
    private final MessageRules rules;
    private final Faults faults;
    private final Chats chats;
    private final Looks looks;
    private final WhatsAppSettings settings;
    private final ObjectMapper json;

    GraphMessages(
            Accounts accounts,
            Standings standings,
            MessageRules rules,
            Faults faults,
            Chats chats,
            Looks looks,
            WhatsAppSettings settings,
            ObjectMapper json) {
        this.accounts = accounts;
        this.standings = standings;
        this.rules = rules;
        this.faults = faults;
        this.chats = chats;
        this.looks = looks;
        this.settings = settings;
        this.json = json;
    }

    @PostMapping("/{version:v[0-9]+\\.[0-9]+}/{id:[0-9]+}/messages")
    @Nullable
    ResponseEntity<ObjectNode> messages(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest http) {
        Line line = accounts.line(id, authorization);
        JsonNode request = parse(body);
        if (request.hasNonNull("status")) {
            return ResponseEntity.ok(read(Fields.of(request, ""), line));
        }
        return send(rules.check(request, line), line, http);
    }

    /** The Marketing Messages API: templates of category MARKETING only. */
    @PostMapping("/{version:v[0-9]+\\.[0-9]+}/{id:[0-9]+}/marketing_messages")
    @Nullable
    ResponseEntity<ObjectNode> marketing(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest http) {
        Line line = accounts.line(id, authorization);
        return send(rules.checkMarketing(parse(body), line), line, http);
    }

    private @Nullable ResponseEntity<ObjectNode> send(Draft draft, Line line, HttpServletRequest http) {
        standings.admit(line, draft.template(), draft.category());
        Fault fault = faults.next(line.account().id(), line.number().id(), draft.waId());
        if (fault instanceof Fault.Refuse refuse) {
            throw new Refused(refuse.error(), refuse.error().details());
        }
        if (fault == Fault.Trouble.RESET) {
            Connections.drop(http);
            return null;
        }
        Chats.Sent sent = chats.send(draft, line, fault);
        if (fault == Fault.Trouble.LOST_ANSWER) {
            Connections.drop(http);
            return null;
        }
        if (fault == Fault.Trouble.SLOW) {
            pause(settings.slowAnswer());
        }
        return ResponseEntity.ok(accepted(draft, sent));
    }

    private static ObjectNode accepted(Draft draft, Chats.Sent sent) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
        ObjectNode contact = answer.putArray("contacts").addObject().put("input", draft.to());
        if (draft.byUserId()) {
            contact.put("user_id", draft.to());
        } else {
            contact.put("wa_id", draft.waId());
        }
        ObjectNode message = answer.putArray("messages").addObject().put("id", sent.wamid());
        if (draft.template()) {
            message.put("message_status", sent.held() ? "held_for_quality_assessment" : "accepted");
        }
        return answer;
    }

    private ObjectNode read(Fields request, Line line) {
        request.strict("messaging_product", "status", "message_id", "typing_indicator");
        if (!request.has("messaging_product")) {
            throw Refused.invalid("The parameter messaging_product is required.");
        }
        request.oneOf("messaging_product", "whatsapp");
        request.oneOf("status", "read");
        String wamid = request.text("message_id", 255);
        boolean typing = request.has("typing_indicator");
        if (typing) {
            request.object("typing_indicator").strict("type").oneOf("type", "text");
        }
        if (!looks.readByBusiness(line, wamid, typing)) {
            throw Refused.value("Param message_id is not the id of a message that this number received.");
        }
        return JsonNodeFactory.instance.objectNode().put("success", true);
    }

    private JsonNode parse(byte @Nullable [] body) {
        try {
            JsonNode request = body == null ? null : json.readTree(body);
            if (request == null || request.isMissingNode()) {
                throw Refused.invalid("The parameter messaging_product is required.");
            }
            return request;
        } catch (IOException e) {
            throw Refused.invalid("The request's body is not valid JSON.");
        }
    }

    private static void pause(Duration duration) {
        try {
            new Semaphore(0).tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
