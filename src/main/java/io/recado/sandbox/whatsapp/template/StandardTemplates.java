package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Gives every account the templates that come with the sandbox, approved, unless it has them. */
@Component
class StandardTemplates {

    StandardTemplates(Templates templates, WhatsAppSettings settings, ObjectMapper json) {
        JsonNode standard = read(json);
        for (WhatsAppSettings.Account account : settings.accounts()) {
            for (JsonNode template : standard) {
                templates.addStandard(account.id(), template);
            }
        }
    }

    private static JsonNode read(ObjectMapper json) {
        String file = "/sandbox/whatsapp-templates.json";
        try (InputStream in = Objects.requireNonNull(StandardTemplates.class.getResourceAsStream(file), file)) {
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The standard templates could not be read", e);
        }
    }
}
