package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The message templates of the business accounts. */
@Component
public class Templates {

    private static final long FIRST_ID = 1_594_000_000_000_001L;
    private static final String ALL_LANGUAGES = "*";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Map<String, Template> byKey = new ConcurrentHashMap<>();
    private final Map<Long, Template> byId = new ConcurrentSkipListMap<>();

    Templates(JdbcClient jdbc, ObjectMapper json, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.json = json;
        jdbc.sql("""
                        select id, waba, name, language, category, status, parameter_format, components, life
                          from whatsapp.template
                        """).query((row, n) -> row(row)).list().forEach(this::keep);
    }

    private Template row(ResultSet row) throws SQLException {
        return Template.of(
                        row.getLong("id"),
                        row.getString("waba"),
                        row.getString("name"),
                        row.getString("language"),
                        row.getString("category"),
                        row.getString("status"),
                        "NAMED".equals(row.getString("parameter_format")),
                        parse(row.getString("components"), JsonNode.class))
                .life(parse(row.getString("life"), Life.class));
    }

    /** What this business account may send under this name in this language, in whatever state it is. */
    @Nullable
    public Template find(String waba, String name, String language) {
        return byKey.get(key(waba, name, language));
    }

    @Nullable
    public Template find(long id) {
        return byId.get(id);
    }

    /** All of an account, in the order of their creation. */
    public List<Template> of(String waba) {
        return byId.values().stream()
                .filter(template -> template.waba().equals(waba))
                .toList();
    }

    /** All of everybody, in the order of their creation. */
    public List<Template> all() {
        return List.copyOf(byId.values());
    }

    /** Which template something happens to next by itself; null when to none. */
    @Nullable
    Template soonest() {
        return byId.values().stream()
                .filter(template -> template.life().next() != null)
                .min(Comparator.comparing(template ->
                        Objects.requireNonNull(template.life().next()).at()))
                .orElse(null);
    }

    /** An id for a new template; later ones are larger. */
    long newId() {
        return Math.max(
                FIRST_ID,
                byId.keySet().stream().mapToLong(Long::longValue).max().orElse(0) + 1);
    }

    /** Stores a template, new or changed. */
    void put(Template template) {
        jdbc.sql("""
                        insert into whatsapp.template
                               (id, waba, name, language, category, status, parameter_format, components, life)
                        values (:id, :waba, :name, :language, :category, :status, :format, :components::jsonb, :life::jsonb)
                        on conflict (id) do update
                               set category = excluded.category, status = excluded.status,
                                   parameter_format = excluded.parameter_format, components = excluded.components,
                                   life = excluded.life
                        """)
                .param("id", template.id())
                .param("waba", template.waba())
                .param("name", template.name())
                .param("language", template.language())
                .param("category", template.category())
                .param("status", template.status())
                .param("format", template.named() ? "NAMED" : "POSITIONAL")
                .param("components", template.components().toString())
                .param("life", write(template.life()))
                .update();
        keep(template);
    }

    void remove(Template template) {
        jdbc.sql("delete from whatsapp.template where id = :id")
                .param("id", template.id())
                .update();
        byKey.remove(key(template.waba(), template.name(), template.language()));
        byId.remove(template.id());
    }

    /** @param language null for all */
    void block(String waba, String name, @Nullable String language, Instant until) {
        jdbc.sql("""
                        insert into whatsapp.template_block (waba, name, language, blocked_until)
                        values (:waba, :name, :language, :until)
                        on conflict (waba, name, language) do update set blocked_until = excluded.blocked_until
                        """)
                .param("waba", waba)
                .param("name", name)
                .param("language", language == null ? ALL_LANGUAGES : language)
                .param("until", Timestamp.from(until))
                .update();
    }

    boolean blocked(String waba, String name, String language, Instant now) {
        return jdbc.sql("""
                        select exists (select 1 from whatsapp.template_block
                                        where waba = :waba and name = :name and language = any(:languages)
                                          and blocked_until > :now)
                        """)
                .param("waba", waba)
                .param("name", name)
                .param("languages", new String[] {ALL_LANGUAGES, language})
                .param("now", Timestamp.from(now))
                .query(Boolean.class)
                .single();
    }

    /** Forgets every template and every blocked name. */
    void clear() {
        jdbc.sql("delete from whatsapp.template").update();
        jdbc.sql("delete from whatsapp.template_block").update();
        byKey.clear();
        byId.clear();
    }

    private void keep(Template template) {
        byKey.put(key(template.waba(), template.name(), template.language()), template);
        byId.put(template.id(), template);
    }

    private static String key(String waba, String name, String language) {
        return waba + '/' + name + '/' + language;
    }

    private <T> T parse(String stored, Class<T> type) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("whatsapp.template holds what is no " + type.getSimpleName(), e);
        }
    }

    private String write(Life life) {
        try {
            return json.writeValueAsString(life);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A template's life could not be written", e);
        }
    }
}
