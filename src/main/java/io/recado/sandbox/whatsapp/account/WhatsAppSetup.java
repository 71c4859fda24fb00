package io.recado.sandbox.whatsapp.account;

import io.recado.sandbox.SandboxDatabase;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Binds the part's settings, and brings its schema up to date before anything reads it. */
@Configuration(proxyBeanMethods = false)
public class WhatsAppSetup {

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
    public record WhatsAppSchema() {}
}
