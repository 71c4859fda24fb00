package io.recado;

import io.recado.platform.TestDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole hub, started for a test: every route, a real database of its own and a real broker. Tests with the same properties share one.
 * Where the partners answer is the property {@code partner.url}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = WholeHub.Servers.class)
@ActiveProfiles("test")
public @interface WholeHub {

    /** Gives each context a database and a data folder of its own, before the hub would start servers. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var folder = Path.of("target", "test-data", UUID.randomUUID().toString());
            TestPropertyValues.of("spring.datasource.url=" + TestDatabase.freshUrl(), "recado.data-folder=" + folder)
                    .applyTo(context);
        }
    }
}
