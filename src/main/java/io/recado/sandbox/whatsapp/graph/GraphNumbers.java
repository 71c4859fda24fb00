package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.Profiles;
import io.recado.sandbox.whatsapp.account.Registrations;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a business number has beside its messages: its registration and its profile. */
@RestController
class GraphNumbers {

    private final Registrations registrations;
    private final Profiles profiles;

    GraphNumbers(Registrations registrations, Profiles profiles) {
        this.registrations = registrations;
        this.profiles = profiles;
    }

    @PostMapping(GraphNodes.BASE + "/register")
    ObjectNode register(Line line, @RequestBody JsonNode body) {
        Fields request = Fields.managing(body)
                .strict(
                        "messaging_product",
                        "pin",
                        "backup",
                        "tier",
                        "data_localization_region",
                        "meta_store_retention_minutes");
        if (!request.has("messaging_product")) {
            throw Refused.invalid("The parameter messaging_product is required.");
        }
        request.oneOf("messaging_product", "whatsapp");
        registrations.register(line, pin(request));
        return success();
    }

    /** Six digits. */
    static String pin(Fields request) {
        String pin = request.text("pin", 64);
        if (!pin.matches("[0-9]{6}")) {
            throw Refused.invalid("Param pin must have 6 digits.");
        }
        return pin;
    }

    @PostMapping(GraphNodes.BASE + "/deregister")
    ObjectNode deregister(Line line) {
        registrations.deregister(line);
        return success();
    }

    @GetMapping(GraphNodes.BASE + "/whatsapp_business_profile")
    ObjectNode profile(Line line, @RequestParam(defaultValue = "") String fields) {
        ObjectNode stored = profiles.of(line);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode profile = answer.putArray("data").addObject();
        for (String field : fields.isBlank()
                ? Profiles.FIELDS
                : FieldList.of(fields).wanted().keySet()) {
            if (Profiles.FIELDS.contains(field)) {
                if (stored.has(field)) {
                    profile.set(field, stored.get(field));
                }
            } else if (!"messaging_product".equals(field)) {
                throw FieldList.nonexisting(field, "WhatsAppBusinessProfile");
            }
        }
        profile.put("messaging_product", "whatsapp");
        return answer;
    }

    @PostMapping(GraphNodes.BASE + "/whatsapp_business_profile")
    ObjectNode changeProfile(Line line, @RequestBody JsonNode body) {
        profiles.change(line, body);
        return success();
    }

    private static ObjectNode success() {
        return JsonNodeFactory.instance.objectNode().put("success", true);
    }
}
