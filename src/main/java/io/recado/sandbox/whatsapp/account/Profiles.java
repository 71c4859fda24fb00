package io.recado.sandbox.whatsapp.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What people see of a business: its description, address, opening page. */
@Component
public class Profiles {

    /** What a profile has. */
    public static final List<String> FIELDS =
            List.of("about", "address", "description", "email", "profile_picture_url", "websites", "vertical");

    private static final Set<String> VERTICALS = Set.of(
            "OTHER",
            "AUTO",
            "BEAUTY",
            "APPAREL",
            "EDU",
            "ENTERTAIN",
            "EVENT_PLAN",
            "FINANCE",
            "GROCERY",
            "GOVT",
            "HOTEL",
            "HEALTH",
            "NONPROFIT",
            "PROF_SERVICES",
            "RETAIL",
            "TRAVEL",
            "RESTAURANT",
            "ALCOHOL",
            "ONLINE_GAMBLING",
            "PHYSICAL_GAMBLING",
            "OTC_DRUGS");
    private static final int ABOUT = 139;
    private static final int ADDRESS = 256;
    private static final int DESCRIPTION = 512;
    private static final int EMAIL = 128;
    private static final int WEBSITES = 2;
    private static final int WEBSITE = 256;

    private final Facts facts;
    private final ObjectMapper json;

    Profiles(Facts facts, ObjectMapper json) {
        this.facts = facts;
        this.json = json;
    }

    public ObjectNode of(Line line) {
        String stored = facts.get(line.number().id(), Fact.PROFILE);
        if (stored == null) {
            return JsonNodeFactory.instance.objectNode().put("vertical", "HEALTH");
        }
        try {
            return (ObjectNode) json.readTree(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("whatsapp.account_fact holds a profile that is no JSON", e);
        }
    }

    /** Changes what is given and leaves the rest. */
    public void change(Line line, JsonNode body) {
        Fields request = Fields.managing(body)
                .strict(
                        "messaging_product",
                        "about",
                        "address",
                        "description",
                        "email",
                        "websites",
                        "vertical",
                        "profile_picture_handle");
        if (!request.has("messaging_product")) {
            throw Refused.invalid("The parameter messaging_product is required.");
        }
        request.oneOf("messaging_product", "whatsapp");
        check(request);
        ObjectNode profile = of(line);
        for (String field : FIELDS) {
            if (body.has(field)) {
                profile.set(field, body.get(field));
            }
        }
        if (request.has("profile_picture_handle")) {
            profile.put(
                    "profile_picture_url",
                    "https://pps.whatsapp.net/v/" + line.number().id() + ".jpg");
        }
        facts.set(line.number().id(), Fact.PROFILE, profile.toString());
    }

    private static void check(Fields request) {
        String about = request.optional("about", ABOUT);
        if (about != null && about.isBlank()) {
            throw Refused.invalid("Param about must be between 1 and " + ABOUT + " characters long.");
        }
        request.optional("address", ADDRESS);
        request.optional("description", DESCRIPTION);
        String email = request.optional("email", EMAIL);
        if (email != null && !email.isEmpty() && !email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            throw Refused.invalid("Param email must be a valid email address.");
        }
        if (request.has("vertical")) {
            request.oneOf("vertical", VERTICALS.stream().sorted().toArray(String[]::new));
        }
        request.optional("profile_picture_handle", 10_000);
        websites(request);
    }

    private static void websites(Fields request) {
        if (!request.has("websites")) {
            return;
        }
        JsonNode websites = request.json().get("websites");
        if (!websites.isArray() || websites.size() > WEBSITES) {
            throw Refused.invalid("Param websites must be an array of at most " + WEBSITES + " addresses.");
        }
        for (JsonNode website : websites) {
            if (!website.asText().matches("https?://\\S+") || website.asText().length() > WEBSITE) {
                throw Refused.invalid(
                        "Param websites must hold addresses that start with http:// or https:// and have at most "
                                + WEBSITE + " characters.");
            }
        }
    }
}
