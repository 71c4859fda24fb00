package io.recado.source.routes;

import io.recado.configuration.Wiring.SourceEntry;
import java.util.Properties;
import java.util.Set;

/** What the kamelets of a source are given. */
final class KameletParameters {

    /** These open a pool of connections, and the kamelets are given its name instead. */
    private static final Set<String> OF_THE_POOL = Set.of("jdbcUrl", "user", "password");

    private KameletParameters() {}

    /** Id of the kamelet's route, by which it finds its parameters. */
    static String readingRoute(SourceEntry source) {
        return source.id() + "-read";
    }

    static String pool(SourceEntry source) {
        return source.id() + "-database";
    }

    static boolean hasPool(SourceEntry source) {
        return source.parameters().containsKey("jdbcUrl");
    }

    static Properties of(SourceEntry source) {
        var properties = new Properties();
        properties.putAll(source.parameters());
        if (hasPool(source)) {
            OF_THE_POOL.forEach(properties::remove);
            properties.setProperty("dataSource", pool(source));
        }
        return properties;
    }
}
