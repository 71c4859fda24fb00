package io.recado.source.routes;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.SourceEntry;
import io.recado.platform.ConfiguredRoutes;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Makes a route out of the template {@code apply-commands} for each source that can be written to. */
@Component
class CommandRoutes implements ConfiguredRoutes {

    private final Wiring wiring;

    CommandRoutes(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Map<String, Properties> kameletParameters() {
        return writable().collect(toMap(CommandRoutes::kameletRoute, KameletParameters::of));
    }

    @Override
    public List<RouteFromTemplate> routes() {
        return writable()
                .map(source -> new RouteFromTemplate(
                        "apply-commands",
                        "apply-commands-to-" + source.id(),
                        Map.of("source", source.id(), "kamelet", requireNonNull(source.write()))))
                .toList();
    }

    private Stream<SourceEntry> writable() {
        return wiring.sources().stream().filter(source -> source.write() != null);
    }

    private static String kameletRoute(SourceEntry source) {
        return source.id() + "-write";
    }
}
