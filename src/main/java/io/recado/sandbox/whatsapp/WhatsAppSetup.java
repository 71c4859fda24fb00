package io.recado.sandbox.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.SandboxDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Brings the part's schema up to date before anything reads it, and gives every account the standard templates. */
@Configuration(proxyBeanMethods = false)
class WhatsAppSetup {

    @Bean
    WhatsAppSettings whatsAppSettings(Environment environment) {
        return Binder.get(environment)
                .bind("sandbox.whatsapp", WhatsAppSettings.class)
                .get();
    }

    @Bean
    WhatsAppSchema whatsAppSchema(DataSource database) {
        SandboxDatabase.migrate(database, "whatsapp");
        return new WhatsAppSchema();
    }

    /** Asked for by what reads tables while it starts. */
    record WhatsAppSchema() {}

    @Bean
    StandardTemplates standardTemplates(Templates templates, WhatsAppSettings settings, ObjectMapper json) {
        JsonNode standard;
        try (InputStream file = Objects.requireNonNull(
                WhatsAppSetup.class.getResourceAsStream("/sandbox/whatsapp-templates.json"),
                "whatsapp-templates.json")) {
            standard = json.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The standard templates could not be read", e);
        }
        for (WhatsAppSettings.Account account : settings.accounts()) {
            for (JsonNode template : standard) {
                templates.addStandard(account.id(), template);
            }
        }
        return new StandardTemplates();
    }

    /** The standard templates are there. */
    record StandardTemplates() {}
}
