package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.List;

/** Messages about goods of a catalogue. Their shape is judged; which goods a catalogue holds is not known here. */
final class ProductRules {

    private static final int SECTIONS = 10;
    private static final int ITEMS = 30;
    private static final int ID = 1000;

    private ProductRules() {}

    static void product(Fields action, ObjectNode view) {
        action.strict("catalog_id", "product_retailer_id");
        ObjectNode drawn = catalog(view, action.text("catalog_id", ID));
        drawn.putArray("items").add(action.text("product_retailer_id", ID));
    }

    static void products(Fields action, ObjectNode view) {
        action.strict("catalog_id", "sections");
        ArrayNode items = catalog(view, action.text("catalog_id", ID)).putArray("items");
        List<Fields> sections = action.objects("sections");
        ChoiceRules.count(sections, 1, SECTIONS, action.name("sections"));
        for (Fields section : sections) {
            section.strict("title", "product_items");
            ChoiceRules.title(section, sections.size() > 1, view.objectNode());
            for (Fields item : section.objects("product_items")) {
                items.add(item.strict("product_retailer_id").text("product_retailer_id", ID));
            }
            ChoiceRules.count(section.objects("product_items"), 1, ITEMS, section.name("product_items"));
        }
        if (items.size() > ITEMS) {
            throw Refused.value("Total product count exceed max allowed count: " + ITEMS + ".");
        }
    }

    static void catalog(Fields action, ObjectNode view) {
        action.strict("name", "parameters").oneOf("name", "catalog_message");
        ObjectNode drawn = catalog(view, "");
        if (action.has("parameters")) {
            Fields parameters = action.object("parameters").strict("thumbnail_product_retailer_id");
            drawn.putArray("items").add(parameters.text("thumbnail_product_retailer_id", ID));
        }
    }

    private static ObjectNode catalog(ObjectNode view, String id) {
        return view.putObject("products").put("catalog", id);
    }
}
