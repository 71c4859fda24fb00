package io.recado.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.template.Template.Button;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The templates of the hub, and where each stands at WhatsApp. */
@Component("templates")
public class Templates {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectMapper json;
    private final ApplicationEventPublisher events;

    Templates(JdbcClient jdbc, Clock clock, ObjectMapper json, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
        this.events = events;
    }

    /** All of them, by name and language. */
    public List<Template> all() {
        return jdbc.sql("""
                        select name, language, category, status, body, tokens, buttons
                          from template order by name, language
                        """).query(this::read).list();
    }

    /** All of them as of now, to choose from. */
    public Catalogue catalogue() {
        return new Catalogue(all());
    }

    /** Keeps what WhatsApp said about a template; false when there is no such template. Saying it twice changes nothing. */
    @Transactional
    public boolean approve(String name, String language, Approval approval) {
        var changed = jdbc.sql("""
                                update template set status = :status, changed_at = :now
                                 where name = :name and language = :language and status <> :status
                                """)
                        .param("status", approval.name())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("name", name)
                        .param("language", language)
                        .update()
                > 0;
        if (changed) {
            events.publishEvent(new TemplateChanged(name, language));
        }
        return changed || exists(name, language);
    }

    private boolean exists(String name, String language) {
        return jdbc.sql("select exists (select from template where name = :name and language = :language)")
                .param("name", name)
                .param("language", language)
                .query(Boolean.class)
                .single();
    }

    private Template read(ResultSet row, int number) throws SQLException {
        var tokens = (String[]) row.getArray("tokens").getArray();
        return new Template(
                row.getString("name"),
                row.getString("language"),
                Category.valueOf(row.getString("category")),
                Approval.valueOf(row.getString("status")),
                row.getString("body"),
                Arrays.stream(tokens).map(Token::valueOf).toList(),
                buttons(row.getString("buttons")));
    }

    private List<Button> buttons(String text) {
        try {
            return StreamSupport.stream(json.readTree(text).spliterator(), false)
                    .map(Templates::button)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "template.buttons holds [{\"action\", \"title\"}, …], found something else", e);
        }
    }

    private static Button button(JsonNode node) {
        var action = node.path("action").asText().toUpperCase(Locale.ROOT);
        return new Button(ButtonAction.valueOf(action), node.path("title").asText());
    }
}
