package io.recado.source.routes;

import io.recado.configuration.SourceId;
import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.SourceEntry;
import io.recado.source.Lane;
import io.recado.source.PullStarter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the routes of each source and lane out of the templates in {@code routes/agenda.camel.yaml}, and starts a pull when asked to. */
@Component
@Order(2)
class PullRoutes implements CamelContextConfiguration, PullStarter {

    /** A source is looked at at least this often, so that a pull that had to wait, or was put off, comes soon after its time. */
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(15);

    private final Wiring wiring;
    private volatile @Nullable ProducerTemplate producer;

    PullRoutes(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        var kamelets = camel.getComponent("kamelet", KameletComponent.class);
        var parameters = new HashMap<String, Properties>();
        if (kamelets.getRouteProperties() != null) {
            parameters.putAll(kamelets.getRouteProperties());
        }
        wiring.sources()
                .forEach(source ->
                        parameters.put(KameletParameters.readingRoute(source), KameletParameters.of(source)));
        kamelets.setRouteProperties(parameters);
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        producer = camel.createProducerTemplate();
        wiring.sources().forEach(source -> {
            for (var lane : Lane.values()) {
                TemplatedRouteBuilder.builder(camel, "pull-source")
                        .routeId("pull-%s-%s".formatted(source.id(), lane.label()))
                        .parameter("source", source.id())
                        .parameter("lane", lane.label())
                        .parameter("kamelet", source.read())
                        .add();
                TemplatedRouteBuilder.builder(camel, "tick-source")
                        .routeId("tick-%s-%s".formatted(source.id(), lane.label()))
                        .parameter("source", source.id())
                        .parameter("lane", lane.label())
                        .parameter("period", String.valueOf(period(source).toMillis()))
                        .add();
            }
        });
    }

    private static Duration period(SourceEntry source) {
        var shortest = source.fastLane().compareTo(source.slowLane()) < 0 ? source.fastLane() : source.slowLane();
        return shortest.compareTo(LONGEST_PERIOD) < 0 ? shortest : LONGEST_PERIOD;
    }

    @Override
    public void start(SourceId source, Lane lane) {
        var template = producer;
        if (template != null) {
            template.asyncSend("direct:pull-%s-%s".formatted(source, lane.label()), exchange -> {});
        }
    }
}
