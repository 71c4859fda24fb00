package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What only marketing templates have: cards that are leafed through, and offers with an end. */
final class CardRules {

    private static final int FEWEST = 2;
    private static final int MOST = 10;
    private static final int BODY = 160;
    private static final int OFFER = 16;

    private CardRules() {}

    static ObjectNode carousel(Fields component, boolean named) {
        List<Fields> cards = component.strict("type", "cards").objects("cards");
        if (cards.size() < FEWEST || cards.size() > MOST) {
            throw Refused.invalid("Param " + component.name("cards") + " must have between " + FEWEST + " and " + MOST
                    + " cards, has " + cards.size() + ".");
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode().put("type", "CAROUSEL");
        ArrayNode keptCards = kept.putArray("cards");
        List<String> shape = List.of();
        for (Fields card : cards) {
            ArrayNode components = keptCards.addObject().putArray("components");
            List<String> types = card(card.strict("components"), named, components);
            if (!shape.isEmpty() && !shape.equals(types)) {
                throw Refused.invalid("Param " + card.path() + " must have the same components as the card before: "
                        + shape + " was expected, found " + types + ".");
            }
            shape = types;
        }
        return kept;
    }

    private static List<String> card(Fields card, boolean named, ArrayNode kept) {
        List<String> types = new ArrayList<>();
        for (Fields component : card.objects("components")) {
            String type = component.text("type", 64).toUpperCase(Locale.ROOT);
            types.add(type);
            kept.add(
                    switch (type) {
                        case "HEADER" -> TextRules.header(component, named);
                        case "BODY" -> {
                            TextRules.length(component.text("text", 10 * BODY), BODY, component.name("text"));
                            yield TextRules.body(component, named);
                        }
                        case "BUTTONS" -> ButtonRules.buttons(component);
                        default ->
                            throw Refused.invalid("Param " + component.name("type")
                                    + " must be one of {HEADER, BODY, BUTTONS} - got \"" + type + "\".");
                    });
        }
        if (!types.contains("HEADER") || !types.contains("BUTTONS")) {
            throw Refused.because(2388043, "a card is missing its component of type HEADER or BUTTONS");
        }
        return types;
    }

    static ObjectNode offer(Fields component) {
        Fields offer = component
                .strict("type", "limited_time_offer")
                .object("limited_time_offer")
                .strict("text", "has_expiration");
        TextRules.length(offer.text("text", 10 * OFFER), OFFER, offer.name("text"));
        offer.bool("has_expiration");
        return ((ObjectNode) component.json().deepCopy()).put("type", "LIMITED_TIME_OFFER");
    }
}
