package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.SandboxReset;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives every account the templates that come with the sandbox, approved, unless it has them. */
@Component
class StandardTemplates {

    private final Templates templates;
    private final WhatsAppSettings settings;
    private final ObjectMapper json;

    StandardTemplates(Templates templates, WhatsAppSettings settings, ObjectMapper json) {
        this.templates = templates;
        this.settings = settings;
        this.json = json;
        add();
    }

    @EventListener
    void reset(SandboxReset reset) {
        synchronized (templates) {
            templates.clear();
            add();
        }
    }

    private void add() {
        JsonNode standard = read();
        for (WhatsAppSettings.Account account : settings.accounts()) {
            standard.forEach(template -> add(account.id(), template));
        }
    }

    private void add(String waba, JsonNode given) {
        String name = given.path("name").asText();
        String language = given.path("language").asText();
        if (templates.find(waba, name, language) == null) {
            templates.put(Template.of(
                    templates.newId(),
                    waba,
                    name,
                    language,
                    given.path("category").asText(),
                    "APPROVED",
                    "NAMED".equals(given.path("parameter_format").asText()),
                    given.path("components")));
        }
    }

    private JsonNode read() {
        String file = "/sandbox/whatsapp-templates.json";
        try (InputStream in = Objects.requireNonNull(StandardTemplates.class.getResourceAsStream(file), file)) {
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The standard templates could not be read", e);
        }
    }
}
