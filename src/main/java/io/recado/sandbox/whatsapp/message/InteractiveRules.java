package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reply buttons, lists and links: their shapes and limits. */
final class InteractiveRules {

    private static final int HEADER_AND_FOOTER = 60;
    private static final int BODY = 1024;
    private static final int LIST_BODY = 4096;
    private static final int BUTTONS = 3;
    private static final int BUTTON_TITLE = 20;
    private static final int BUTTON_ID = 256;
    private static final int SECTIONS = 10;
    private static final int ROWS = 10;
    private static final int ROW_ID = 200;
    private static final int ROW_TITLE = 24;
    private static final int ROW_DESCRIPTION = 72;

    private InteractiveRules() {}

    /** Checks an {@code interactive} object, draws it into the view and returns its words. */
    static String read(Fields given, ObjectNode view) {
        Fields interactive = new Fields(given.json(), given.path(), GraphError.of(131009));
        interactive.strict("type", "header", "body", "footer", "action");
        String type = interactive.oneOf("type", "button", "list", "cta_url");
        String body = interactive.object("body").strict("text").text("text", "list".equals(type) ? LIST_BODY : BODY);
        view.put("body", body);
        if (interactive.has("header")) {
            header(interactive.object("header"), type, view);
        }
        if (interactive.has("footer")) {
            view.put("footer", interactive.object("footer").strict("text").text("text", HEADER_AND_FOOTER));
        }
        Fields action = interactive.object("action");
        switch (type) {
            case "button" -> buttons(action, view);
            case "list" -> list(action, view);
            default -> link(action, view);
        }
        return body;
    }

    private static void header(Fields header, String type, ObjectNode view) {
        String kind = "list".equals(type)
                ? header.oneOf("type", "text")
                : header.oneOf("type", "text", "image", "video", "document");
        header.strict("type", kind);
        if ("text".equals(kind)) {
            view.put("header", header.text("text", HEADER_AND_FOOTER));
        } else {
            header.object(kind);
            view.put("media", kind);
        }
    }

    private static void buttons(Fields action, ObjectNode view) {
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

    private static void list(Fields action, ObjectNode view) {
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
            String title =
                    sections.size() > 1 ? section.text("title", ROW_TITLE) : section.optional("title", ROW_TITLE);
            if (title != null) {
                drawnSection.put("title", title);
            }
            List<Fields> rows = section.objects("rows");
            count(rows, 1, ROWS, section.name("rows"));
            rowsInAll += rows.size();
            ArrayNode drawnRows = drawnSection.putArray("rows");
            for (Fields row : rows) {
                row.strict("id", "title", "description");
                String id = row.text("id", ROW_ID);
                unique(ids, id, row.name("id"));
                ObjectNode drawnRow = drawnRows
                        .addObject()
                        .put("kind", "row")
                        .put("text", row.text("title", ROW_TITLE))
                        .put("id", id);
                String description = row.optional("description", ROW_DESCRIPTION);
                if (description != null) {
                    drawnRow.put("description", description);
                }
            }
        }
        if (rowsInAll > ROWS) {
            throw Refused.value("Total row count exceed max allowed count: " + ROWS + ".");
        }
    }

    private static void link(Fields action, ObjectNode view) {
        action.strict("name", "parameters").oneOf("name", "cta_url");
        Fields parameters = action.object("parameters").strict("display_text", "url");
        String text = parameters.text("display_text", BUTTON_TITLE);
        String url = parameters.text("url", 2000);
        try {
            String scheme = new URI(url).getScheme();
            if (!"https".equals(scheme) && !"http".equals(scheme)) {
                throw Refused.value("Param " + parameters.name("url") + " must be an http or https address.");
            }
        } catch (URISyntaxException e) {
            throw Refused.value("Param " + parameters.name("url") + " is not a valid URL.");
        }
        view.putArray("buttons")
                .addObject()
                .put("kind", "url")
                .put("text", text)
                .put("url", url);
    }

    private static void count(List<Fields> items, int least, int most, String name) {
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
