package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.template.Template;
import io.recado.sandbox.whatsapp.template.Templates;
import io.recado.sandbox.whatsapp.template.Words;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fits a template message's components to its template. */
final class TemplateRules {

    private static final int BODY = 1024;
    private static final int HEADER = 60;

    /** The components of a message, each where it belongs. */
    private static final class Given {
        private @Nullable Fields header;
        private @Nullable Fields body;
        private @Nullable Fields offer;
        private @Nullable Fields carousel;
        private final Map<Integer, Fields> buttons = new HashMap<>();
    }

    private TemplateRules() {}

    /** The approved template that the request names, or the refusal. */
    static Template find(Fields message, String waba, Templates templates) {
        message.strict("name", "language", "components", "namespace");
        String name = message.text("name", 512);
        Fields language = message.object("language").strict("code", "policy");
        if (language.has("policy")) {
            language.oneOf("policy", "deterministic");
        }
        String code = language.text("code", 16);
        Template template = templates.find(waba, name, code);
        if (template == null) {
            throw new Refused(GraphError.of(132001), "template name (" + name + ") does not exist in " + code);
        }
        return switch (template.status()) {
            case "APPROVED" -> template;
            case "PAUSED" ->
                throw new Refused(GraphError.of(132015), GraphError.of(132015).details());
            case "DISABLED" ->
                throw new Refused(GraphError.of(132016), GraphError.of(132016).details());
            default ->
                throw new Refused(
                        GraphError.of(132001),
                        "template name (" + name + ") in " + code + " is not approved: " + template.status());
        };
    }

    /** Draws the filled template into the view and returns its body. */
    static String fill(Fields message, Template template, Writing writing) {
        Given given = given(message);
        ObjectNode view = writing.view();
        header(given.header, template, writing);
        String text = TemplateWords.fill("body", given.body, template.body(), template.named(), BODY);
        view.put("body", text);
        if (template.footer() != null) {
            view.put("footer", template.footer());
        }
        TemplateButtons.fill(given.buttons, template.buttons(), view);
        offer(given.offer, part(template, "LIMITED_TIME_OFFER"), view);
        carousel(given.carousel, part(template, "CAROUSEL"), template, writing);
        return text;
    }

    private static Given given(Fields message) {
        Given given = new Given();
        for (Fields component : message.has("components") ? message.objects("components") : List.<Fields>of()) {
            String type = component.text("type", 32).toLowerCase(Locale.ROOT);
            switch (type) {
                case "header" -> given.header = once(given.header, component.strict("type", "parameters"));
                case "body" -> given.body = once(given.body, component.strict("type", "parameters"));
                case "limited_time_offer" -> given.offer = once(given.offer, component.strict("type", "parameters"));
                case "carousel" -> given.carousel = once(given.carousel, component.strict("type", "cards"));
                case "button" -> {
                    component.strict("type", "sub_type", "index", "parameters");
                    if (given.buttons.put(TemplateButtons.index(component), component) != null) {
                        throw Refused.invalid("Param " + component.path() + " repeats a button's index.");
                    }
                }
                default ->
                    throw Refused.invalid("Param " + component.name("type")
                            + " must be one of {HEADER, BODY, BUTTON, LIMITED_TIME_OFFER, CAROUSEL} - got \"" + type
                            + "\".");
            }
        }
        return given;
    }

    private static Fields once(@Nullable Fields before, Fields component) {
        if (before != null) {
            throw Refused.invalid("Param " + component.path() + " repeats a component that may be given once.");
        }
        return component;
    }

    private static void header(@Nullable Fields component, Template template, Writing writing) {
        String format = template.headerFormat();
        Words words = template.header();
        if (format == null || "TEXT".equals(format)) {
            if (words != null) {
                writing.view().put("header", TemplateWords.fill("header", component, words, template.named(), HEADER));
            } else if (component != null && !TemplateWords.parameters(component).isEmpty()) {
                throw TemplateWords.mismatch(
                        "header", TemplateWords.parameters(component).size(), 0);
            }
            return;
        }
        String kind = format.toLowerCase(Locale.ROOT);
        List<Fields> parameters = component == null ? List.of() : TemplateWords.parameters(component);
        String received = parameters.isEmpty() ? null : parameters.get(0).optional("type", 32);
        if (!kind.equals(received)) {
            throw TemplateWords.format("header: Format mismatch, expected " + format + ", received "
                    + (received == null ? "UNKNOWN" : received.toUpperCase(Locale.ROOT)));
        }
        if (parameters.size() != 1) {
            throw TemplateWords.mismatch("header", parameters.size(), 1);
        }
        Fields content = parameters.get(0).strict("type", kind).object(kind);
        if ("location".equals(kind)) {
            LocationRules.read(content, writing.view().putObject("headerLocation"));
        } else {
            MediaRules.header(content, "gif".equals(kind) ? "video" : kind, writing);
        }
    }

    private static JsonNode part(Template template, String type) {
        for (JsonNode component : template.components()) {
            if (type.equalsIgnoreCase(component.path("type").asText())) {
                return component;
            }
        }
        return MissingNode.getInstance();
    }

    private static void offer(@Nullable Fields component, JsonNode part, ObjectNode view) {
        JsonNode offer = part.path("limited_time_offer");
        boolean expires = offer.path("has_expiration").asBoolean(false);
        if (component == null) {
            if (expires) {
                throw TemplateWords.format("limited_time_offer: the template needs its expiration");
            }
            return;
        }
        List<Fields> parameters = TemplateWords.parameters(component);
        if (part.isMissingNode() || parameters.size() != 1) {
            throw TemplateWords.mismatch("limited_time_offer", parameters.size(), part.isMissingNode() ? 0 : 1);
        }
        parameters.get(0).strict("type", "limited_time_offer").oneOf("type", "limited_time_offer");
        Fields value = parameters.get(0).object("limited_time_offer").strict("expiration_time_ms");
        if (!value.json().path("expiration_time_ms").isIntegralNumber()) {
            throw Refused.value("Param " + value.name("expiration_time_ms") + " must be a time in milliseconds.");
        }
        view.putObject("offer")
                .put("text", offer.path("text").asText())
                .put("expiresAt", value.json().path("expiration_time_ms").longValue());
    }

    /** Each card of a carousel is a template of its own, with a header, a body and buttons. */
    private static void carousel(@Nullable Fields component, JsonNode part, Template template, Writing writing) {
        List<Fields> cards = component == null ? List.of() : component.objects("cards");
        JsonNode expected = part.path("cards");
        if (cards.size() != expected.size()) {
            throw TemplateWords.mismatch("carousel", cards.size(), expected.size());
        }
        if (cards.isEmpty()) {
            return;
        }
        ArrayNode drawn = writing.view().putArray("cards");
        for (int i = 0; i < cards.size(); i++) {
            Fields card = cards.get(i).strict("card_index", "components");
            if (card.json().path("card_index").asInt(-1) != i) {
                throw Refused.value("Param " + card.name("card_index") + " must be " + i + ".");
            }
            Template compiled = Template.of(
                    template.id(),
                    template.waba(),
                    template.name(),
                    template.language(),
                    template.category(),
                    template.status(),
                    template.named(),
                    expected.path(i).path("components"));
            fill(card, compiled, writing.within(drawn.addObject()));
        }
    }
}
