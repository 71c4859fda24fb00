package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what is asked for when a template is created or edited, as strictly as WhatsApp does. */
final class ProposalRules {

    private enum Part {
        HEADER,
        BODY,
        FOOTER,
        BUTTONS,
        CAROUSEL,
        LIMITED_TIME_OFFER
    }

    private static final Set<String> CATEGORIES = Set.of("UTILITY", "MARKETING", "AUTHENTICATION");
    private static final List<String> EXTRAS = List.of(
            "allow_category_change", "message_send_ttl_seconds", "cta_url_link_tracking_opted_out", "sub_category");
    private static final int NAME = 512;

    private ProposalRules() {}

    static Proposal read(JsonNode body) {
        Fields request = Fields.managing(body)
                .strict(
                        "name",
                        "language",
                        "category",
                        "parameter_format",
                        "components",
                        "allow_category_change",
                        "message_send_ttl_seconds",
                        "cta_url_link_tracking_opted_out",
                        "sub_category",
                        "library_template_name");
        String name = request.text("name", NAME);
        if (!name.matches("[a-z0-9_]+")) {
            throw Refused.invalid("Param name must hold lower-case letters, digits and underscores only.");
        }
        String language = request.text("language", 16);
        if (!Languages.known(language)) {
            throw Refused.invalid("Param language must be one of the supported languages - got \"" + language + "\".");
        }
        if (request.has("library_template_name")) {
            throw Refused.invalid("Param library_template_name: no template of the library has this name.");
        }
        String category = category(request);
        boolean named = named(request);
        return new Proposal(
                name,
                language,
                category,
                named,
                components(request, category, named, language),
                extras(request, category));
    }

    static String category(Fields request) {
        String category = request.text("category", 32).toUpperCase(Locale.ROOT);
        if (!CATEGORIES.contains(category)) {
            throw Refused.invalid(
                    "Param category must be one of {UTILITY, MARKETING, AUTHENTICATION} - got \"" + category + "\".");
        }
        return category;
    }

    static boolean named(Fields request) {
        String format = request.optional("parameter_format", 16);
        if (format == null || "POSITIONAL".equalsIgnoreCase(format)) {
            return false;
        }
        if (!"NAMED".equalsIgnoreCase(format)) {
            throw Refused.invalid(
                    "Param parameter_format must be one of {POSITIONAL, NAMED} - got \"" + format + "\".");
        }
        return true;
    }

    static ArrayNode components(Fields request, String category, boolean named, String language) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        Set<Part> seen = EnumSet.noneOf(Part.class);
        List<Fields> components = request.objects("components");
        boolean authentication = "AUTHENTICATION".equals(category);
        for (Fields component : components) {
            Part part = part(component);
            if (!seen.add(part)) {
                throw Refused.invalid("Param " + component.path() + " repeats a component that may be given once.");
            }
            kept.add(
                    authentication
                            ? authentication(part, component, language)
                            : switch (part) {
                                case HEADER -> TextRules.header(component, named);
                                case BODY -> TextRules.body(component, named);
                                case FOOTER -> TextRules.footer(component);
                                case BUTTONS -> ButtonRules.buttons(component);
                                case CAROUSEL -> CardRules.carousel(marketing(component, category), named);
                                case LIMITED_TIME_OFFER -> CardRules.offer(marketing(component, category));
                            });
        }
        if (!seen.contains(Part.BODY)) {
            throw Refused.because(2388043, "component of type BODY is missing");
        }
        if (authentication && !seen.contains(Part.BUTTONS)) {
            throw Refused.because(
                    2388043, "component of type BUTTONS is missing: an authentication template has an OTP button");
        }
        return kept;
    }

    private static Fields marketing(Fields component, String category) {
        if (!"MARKETING".equals(category)) {
            throw Refused.invalid("Param " + component.path() + " is for templates of the category MARKETING only.");
        }
        return component;
    }

    private static ObjectNode authentication(Part part, Fields component, String language) {
        return switch (part) {
            case HEADER -> throw Refused.because(2388047, "An authentication template has no header.");
            case BODY -> AuthenticationRules.body(component, language);
            case FOOTER -> AuthenticationRules.footer(component, language);
            case BUTTONS -> AuthenticationRules.buttons(component, language);
            case CAROUSEL, LIMITED_TIME_OFFER ->
                throw Refused.invalid(
                        "Param " + component.path() + " is for templates of the category MARKETING only.");
        };
    }

    private static Part part(Fields component) {
        String type = component.text("type", 64).toUpperCase(Locale.ROOT);
        for (Part part : Part.values()) {
            if (part.name().equals(type)) {
                return part;
            }
        }
        throw Refused.invalid("Param " + component.name("type")
                + " must be one of {HEADER, BODY, FOOTER, BUTTONS, CAROUSEL, LIMITED_TIME_OFFER} - got \"" + type
                + "\".");
    }

    static ObjectNode extras(Fields request, String category) {
        request.bool("allow_category_change");
        request.bool("cta_url_link_tracking_opted_out");
        request.optional("sub_category", 64);
        ttl(request, category);
        ObjectNode extras = JsonNodeFactory.instance.objectNode();
        for (String extra : EXTRAS) {
            if (request.has(extra)) {
                extras.set(extra, request.json().get(extra));
            }
        }
        return extras;
    }

    private static void ttl(Fields request, String category) {
        if (!request.has("message_send_ttl_seconds")) {
            return;
        }
        JsonNode seconds = request.json().get("message_send_ttl_seconds");
        int least = "MARKETING".equals(category) ? 43_200 : 30;
        int most =
                switch (category) {
                    case "AUTHENTICATION" -> 900;
                    case "UTILITY" -> 43_200;
                    default -> 2_592_000;
                };
        if (!seconds.isInt() || seconds.intValue() < least || seconds.intValue() > most) {
            throw Refused.invalid("Param message_send_ttl_seconds must be a number between " + least + " and " + most
                    + " for templates of the category " + category + ".");
        }
    }
}
