package io.recado.platform;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Decides, before any bean is made, which servers the hub uses: those it was given, or its own. The rest of the hub sees only Spring's
 * ordinary {@code spring.datasource.*} and {@code spring.artemis.*}.
 */
class EmbeddedServers implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final String DATABASE_URL = "spring.datasource.url";
    private static final String BROKER_URL = "spring.artemis.broker-url";

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        boolean ownDatabase = !StringUtils.hasText(environment.getProperty(DATABASE_URL));
        boolean ownBroker = !StringUtils.hasText(environment.getProperty(BROKER_URL));
        var settings = new HashMap<String, Object>();
        if (!ownBroker) {
            // with an embedded broker at hand Spring would start that one, and never look at the address
            settings.put("spring.artemis.mode", "native");
            prefer(environment, settings);
        }
        if (!StringUtils.hasText(environment.getProperty("recado.data-folder")) || !(ownDatabase || ownBroker)) {
            return;
        }
        var folder = DataFolder.take(Path.of(environment.getRequiredProperty("recado.data-folder")));
        atTheEnd(context, "dataFolder", folder::close);
        if (ownDatabase) {
            startDatabase(context, folder, settings);
        }
        if (ownBroker) {
            settings.put("spring.artemis.mode", "embedded");
            settings.put("spring.artemis.embedded.persistent", "true");
            settings.put(
                    "spring.artemis.embedded.data-directory",
                    folder.resolve("artemis").toString());
        }
        prefer(environment, settings);
    }

    private static void startDatabase(
            ConfigurableApplicationContext context, DataFolder folder, Map<String, Object> settings) {
        var database = EmbeddedDatabase.start(folder);
        atTheEnd(context, "embeddedDatabase", database::close);
        settings.put(DATABASE_URL, database.url());
        settings.put("embedded.database.address", database.address());
        settings.put("spring.datasource.username", database.user());
        settings.put("spring.datasource.password", database.password());
    }

    private static void prefer(ConfigurableEnvironment environment, Map<String, Object> settings) {
        environment.getPropertySources().addFirst(new MapPropertySource("embedded servers", settings));
    }

    /** Beans are destroyed in the reverse order of their registration: what is registered before all others ends after them. */
    private static void atTheEnd(ConfigurableApplicationContext context, String name, DisposableBean closing) {
        ((DefaultListableBeanFactory) context.getBeanFactory()).registerDisposableBean(name, closing);
    }
}
