package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One template in one language.
 *
 * @param waba id of its business account
 * @param status {@code APPROVED}, {@code PENDING}, {@code PAUSED} …; only approved ones send
 * @param named whether its variables have names instead of numbers
 * @param components as the management interface writes them
 * @param layout the same, read
 */
public record Template(
        long id,
        String waba,
        String name,
        String language,
        String category,
        String status,
        boolean named,
        JsonNode components,
        Layout layout,
        Life life) {

    /** What a phone shows of it. */
    public record Layout(
            @Nullable String headerFormat,
            @Nullable Words header,
            Words body,
            @Nullable String footer,
            List<Button> buttons) {

        /** Reads components as the management interface writes them. */
        static Layout of(JsonNode components) {
            String headerFormat = null;
            Words header = null;
            Words body = Words.of("");
            String footer = null;
            List<Button> buttons = new ArrayList<>();
            for (JsonNode component : components) {
                switch (component.path("type").asText().toUpperCase(Locale.ROOT)) {
                    case "HEADER" -> {
                        headerFormat = component.path("format").asText("TEXT").toUpperCase(Locale.ROOT);
                        header = component.hasNonNull("text")
                                ? Words.of(component.path("text").asText())
                                : null;
                    }
                    case "BODY" -> body = Words.of(component.path("text").asText());
                    case "FOOTER" -> footer = component.path("text").asText();
                    case "BUTTONS" -> component.path("buttons").forEach(button -> buttons.add(Layout.button(button)));
                    default -> {
                        // components of other kinds carry nothing that a phone shows
                    }
                }
            }
            return new Layout(headerFormat, header, body, footer, List.copyOf(buttons));
        }

        private static Button button(JsonNode button) {
            return new Button(
                    button.path("type").asText().toLowerCase(Locale.ROOT),
                    button.path("text").asText(),
                    button.path("url").asText(button.path("phone_number").asText("")));
        }
    }

    /** A template as it stands, without a history. */
    public static Template of(
            long id,
            String waba,
            String name,
            String language,
            String category,
            String status,
            boolean named,
            JsonNode components) {
        return new Template(
                id,
                waba,
                name,
                language,
                category,
                status,
                named,
                components,
                Layout.of(components),
                Life.begin(null, JsonNodeFactory.instance.objectNode()));
    }

    public @Nullable String headerFormat() {
        return layout.headerFormat();
    }

    public @Nullable Words header() {
        return layout.header();
    }

    public Words body() {
        return layout.body();
    }

    public @Nullable String footer() {
        return layout.footer();
    }

    public List<Button> buttons() {
        return layout.buttons();
    }

    /** The category that its messages are priced by. */
    public String pricing() {
        return category.toLowerCase(Locale.ROOT);
    }

    Template status(String other) {
        return new Template(id, waba, name, language, category, other, named, components, layout, life);
    }

    Template category(String other) {
        return new Template(id, waba, name, language, other, status, named, components, layout, life);
    }

    Template components(boolean withNames, JsonNode others) {
        return new Template(id, waba, name, language, category, status, withNames, others, Layout.of(others), life);
    }

    Template life(Life other) {
        return new Template(id, waba, name, language, category, status, named, components, layout, other);
    }
}
