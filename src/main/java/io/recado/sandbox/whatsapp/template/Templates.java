package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The message templates of the business accounts. */
@Component
public class Templates {

    private static final long FIRST_ID = 1_594_000_000_000_001L;
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([a-z0-9_]+)}}");

    /** A text with variables: {@code {{1}}} or {@code {{first_name}}}. */
    public record Words(String text, List<String> variables) {

        public static Words of(String text) {
            LinkedHashSet<String> names = new LinkedHashSet<>();
            Matcher matcher = VARIABLE.matcher(text);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
            return new Words(text, List.copyOf(names));
        }

        public String fill(Map<String, String> values) {
            return VARIABLE.matcher(text)
                    .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
        }
    }

    /**
     * @param kind {@code quick_reply}, {@code url} or {@code phone_number}
     * @param target address or number behind it; empty for a quick reply
     */
    public record Button(String kind, String text, String target) {}

    /** One template in one language. */
    public record Template(
            long id,
            String waba,
            String name,
            String language,
            String category,
            String status,
            boolean named,
            JsonNode components,
            @Nullable String headerFormat,
            @Nullable Words header,
            Words body,
            @Nullable String footer,
            List<Button> buttons) {

        /** The category that its messages are priced by. */
        public String pricing() {
            return category.toLowerCase(Locale.ROOT);
        }
    }

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Map<String, Template> byKey = new ConcurrentHashMap<>();

    Templates(JdbcClient jdbc, ObjectMapper json, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.json = json;
        jdbc.sql(
                        "select id, waba, name, language, category, status, parameter_format, components from whatsapp.template")
                .query((row, n) -> compile(
                        row.getLong("id"),
                        row.getString("waba"),
                        row.getString("name"),
                        row.getString("language"),
                        row.getString("category"),
                        row.getString("status"),
                        "NAMED".equals(row.getString("parameter_format")),
                        parse(row.getString("components"))))
                .list()
                .forEach(this::keep);
    }

    @Nullable
    public Template find(String waba, String name, String language) {
        return byKey.get(key(waba, name, language));
    }

    /** All of an account, in the order of their creation. */
    public List<Template> of(String waba) {
        return byKey.values().stream()
                .filter(template -> template.waba().equals(waba))
                .sorted(java.util.Comparator.comparingLong(Template::id))
                .toList();
    }

    /** Gives an account a template that comes with the sandbox, approved, unless it has it. */
    public void addStandard(String waba, JsonNode given) {
        String name = given.path("name").asText();
        String language = given.path("language").asText();
        if (find(waba, name, language) == null) {
            add(compile(
                    newId(),
                    waba,
                    name,
                    language,
                    given.path("category").asText(),
                    "APPROVED",
                    "NAMED".equals(given.path("parameter_format").asText()),
                    given.path("components")));
        }
    }

    /** An id for a new template; later ones are larger. */
    public long newId() {
        return Math.max(
                FIRST_ID, byKey.values().stream().mapToLong(Template::id).max().orElse(0) + 1);
    }

    /** Stores a new template; answers whether it was new. */
    public boolean add(Template template) {
        int rows = jdbc.sql("""
                        insert into whatsapp.template
                               (id, waba, name, language, category, status, parameter_format, components)
                        values (:id, :waba, :name, :language, :category, :status, :format, :components::jsonb)
                        on conflict (waba, name, language) do nothing
                        """)
                .param("id", template.id())
                .param("waba", template.waba())
                .param("name", template.name())
                .param("language", template.language())
                .param("category", template.category())
                .param("status", template.status())
                .param("format", template.named() ? "NAMED" : "POSITIONAL")
                .param("components", template.components().toString())
                .update();
        if (rows == 1) {
            keep(template);
        }
        return rows == 1;
    }

    private void keep(Template template) {
        byKey.put(key(template.waba(), template.name(), template.language()), template);
    }

    private static String key(String waba, String name, String language) {
        return waba + '/' + name + '/' + language;
    }

    private JsonNode parse(String components) {
        try {
            return json.readTree(components);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("whatsapp.template.components holds no JSON", e);
        }
    }

    /** Reads components as the management interface writes them. */
    public static Template compile(
            long id,
            String waba,
            String name,
            String language,
            String category,
            String status,
            boolean named,
            JsonNode components) {
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
                case "BUTTONS" ->
                    component
                            .path("buttons")
                            .forEach(button -> buttons.add(new Button(
                                    button.path("type").asText().toLowerCase(Locale.ROOT),
                                    button.path("text").asText(),
                                    button.path("url")
                                            .asText(button.path("phone_number").asText("")))));
                default -> {
                    // components of other kinds carry nothing that a phone shows
                }
            }
        }
        return new Template(
                id,
                waba,
                name,
                language,
                category,
                status,
                named,
                components,
                headerFormat,
                header,
                body,
                footer,
                List.copyOf(buttons));
    }
}
