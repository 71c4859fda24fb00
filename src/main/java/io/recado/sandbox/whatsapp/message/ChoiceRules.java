package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reply buttons and lists: what people choose from. */
final class ChoiceRules {

    static final int BUTTON_TITLE = 20;
    private static final int BUTTONS = 3;
    private static final int BUTTON_ID = 256;
    private static final int SECTIONS = 10;
    private static final int ROWS = 10;
    private static final int ROW_ID = 200;
    private static final int ROW_TITLE = 24;
    private static final int ROW_DESCRIPTION = 72;

    private ChoiceRules() {}

    static void buttons(Fields action, ObjectNode view) {
        List<Fields> buttons = action.strict("buttons").objects("buttons");
        count(buttons, 1, BUTTONS, action.name("buttons"));
        ArrayNode drawn = view.putArray("buttons");
        Set<String> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        for (Fields button : buttons) {
            button.strict("type", "reply").oneOf("type", "reply");
            Fields reply = button.object("reply").strict("id", "title");
            String id = reply.text("id", BUTTON_ID);
            String title = reply.text("title", BUTTON_TITLE);
            if (!id.equals(id.strip())) {
                throw Refused.value("Param " + reply.name("id") + " must not begin or end with a space.");
            }
            unique(ids, id, reply.name("id"));
            unique(titles, title, reply.name("title"));
            drawn.addObject().put("kind", "reply").put("text", title).put("id", id);
        }
    }

    static void list(Fields action, ObjectNode view) {
        action.strict("button", "sections");
        ObjectNode drawn = view.putObject("list");
        drawn.put("button", action.text("button", BUTTON_TITLE));
        List<Fields> sections = action.objects("sections");
        count(sections, 1, SECTIONS, action.name("sections"));
        ArrayNode drawnSections = drawn.putArray("sections");
        Set<String> ids = new HashSet<>();
        int rowsInAll = 0;
        for (Fields section : sections) {
            section.strict("title", "rows");
            ObjectNode drawnSection = drawnSections.addObject();
            title(section, sections.size() > 1, drawnSection);
            rowsInAll += rows(section, ids, drawnSection.putArray("rows"));
        }
        if (rowsInAll > ROWS) {
            throw Refused.value("Total row count exceed max allowed count: " + ROWS + ".");
        }
    }

    private static int rows(Fields section, Set<String> ids, ArrayNode drawn) {
        List<Fields> rows = section.objects("rows");
        count(rows, 1, ROWS, section.name("rows"));
        for (Fields row : rows) {
            row.strict("id", "title", "description");
            String id = row.text("id", ROW_ID);
            unique(ids, id, row.name("id"));
            ObjectNode drawnRow = drawn.addObject()
                    .put("kind", "row")
                    .put("text", row.text("title", ROW_TITLE))
                    .put("id", id);
            String description = row.optional("description", ROW_DESCRIPTION);
            if (description != null) {
                drawnRow.put("description", description);
            }
        }
        return rows.size();
    }

    /** Sections need titles as soon as there are several. */
    static void title(Fields section, boolean required, ObjectNode drawn) {
        String title = required ? section.text("title", ROW_TITLE) : section.optional("title", ROW_TITLE);
        if (title != null) {
            drawn.put("title", title);
        }
    }

    static void count(List<Fields> items, int least, int most, String name) {
        if (items.size() < least || items.size() > most) {
            throw Refused.value("Param " + name + " must have between " + least + " and " + most + " elements, got "
                    + items.size() + ".");
        }
    }

    private static void unique(Set<String> seen, String value, String name) {
        if (!seen.add(value)) {
            throw Refused.value("Param " + name + " must be unique within the message.");
        }
    }
}
