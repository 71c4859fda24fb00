package io.recado.source.routes;

import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.SourceEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Makes a route out of the template {@code apply-commands} for each source that can be written to. */
@Component
class CommandRoutes implements CamelContextConfiguration {

    private final Wiring wiring;

    CommandRoutes(Wiring wiring) {
        this.wiring = wiring;
    }

    /** The kamelets of a source get its parameters under the id of their route. */
    @Override
    public void beforeApplicationStart(CamelContext camel) {
        var kamelets = camel.getComponent("kamelet", KameletComponent.class);
        Map<String, Properties> parameters = new HashMap<>();
        if (kamelets.getRouteProperties() != null) {
            parameters.putAll(kamelets.getRouteProperties());
        }
        writable().forEach(source -> parameters.put(kameletRoute(source), properties(source)));
        kamelets.setRouteProperties(parameters);
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        writable().forEach(source -> TemplatedRouteBuilder.builder(camel, "apply-commands")
                .routeId("apply-commands-to-" + source.id())
                .parameter("source", source.id())
                .parameter("kamelet", source.write())
                .add());
    }

    private Iterable<SourceEntry> writable() {
        return () -> wiring.sources().stream()
                .filter(source -> source.write() != null)
                .iterator();
    }

    private static String kameletRoute(SourceEntry source) {
        return source.id() + "-write";
    }

    private static Properties properties(SourceEntry source) {
        var properties = new Properties();
        properties.putAll(source.parameters());
        return properties;
    }
}
