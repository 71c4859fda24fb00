package io.recado.source.routes;

import static java.util.stream.Collectors.toMap;

import io.recado.configuration.SourceId;
import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.SourceEntry;
import io.recado.platform.ConfiguredRoutes;
import io.recado.source.Lane;
import io.recado.source.PullStarter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Makes the routes of each source and lane out of the templates in {@code routes/agenda.camel.yaml}, and starts a pull when asked to. */
@Component
class PullRoutes implements ConfiguredRoutes, PullStarter {

    /** A source is looked at at least this often, so that a pull that had to wait, or was put off, comes soon after its time. */
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(15);

    private final Wiring wiring;
    private final ProducerTemplate producer;

    PullRoutes(Wiring wiring, ProducerTemplate producer) {
        this.wiring = wiring;
        this.producer = producer;
    }

    @Override
    public Map<String, Properties> kameletParameters() {
        return wiring.sources().stream().collect(toMap(KameletParameters::readingRoute, KameletParameters::of));
    }

    @Override
    public List<RouteFromTemplate> routes() {
        return wiring.sources().stream()
                .flatMap(source ->
                        Stream.of(Lane.values()).flatMap(lane -> Stream.of(pull(source, lane), tick(source, lane))))
                .toList();
    }

    private static RouteFromTemplate pull(SourceEntry source, Lane lane) {
        return new RouteFromTemplate(
                "pull-source",
                "pull-%s-%s".formatted(source.id(), lane.label()),
                Map.of("source", source.id(), "lane", lane.label(), "kamelet", source.read()));
    }

    private static RouteFromTemplate tick(SourceEntry source, Lane lane) {
        return new RouteFromTemplate(
                "tick-source",
                "tick-%s-%s".formatted(source.id(), lane.label()),
                Map.of(
                        "source", source.id(),
                        "lane", lane.label(),
                        "period", String.valueOf(period(source).toMillis())));
    }

    private static Duration period(SourceEntry source) {
        var shortest = source.fastLane().compareTo(source.slowLane()) < 0 ? source.fastLane() : source.slowLane();
        return shortest.compareTo(LONGEST_PERIOD) < 0 ? shortest : LONGEST_PERIOD;
    }

    @Override
    public void start(SourceId source, Lane lane) {
        producer.asyncSend("direct:pull-%s-%s".formatted(source, lane.label()), exchange -> {});
    }
}
