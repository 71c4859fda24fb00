package io.recado.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Watches the routes that a timer or a timetable starts again and again. While a database, the broker or a partner is away every round of
 * them fails, and the next one does what this one could not: that is one warning when it begins, one line when it is over, and a counter in
 * between.
 */
@Component
class Rounds implements RoutePolicyFactory {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    /** How such a route begins. A pull is a round of its own: its tick only starts it, beside. */
    private static final List<String> BEGINNINGS = List.of("timer:", "quartz:", "direct:pull-");

    private final MeterRegistry registry;

    Rounds(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        var goesRound = route instanceof RouteDefinition definition
                && definition.getInput() != null
                && BEGINNINGS.stream().anyMatch(definition.getInput().getEndpointUri()::startsWith);
        return goesRound ? new Watch(routeId) : null;
    }

    private final class Watch extends RoutePolicySupport {

        private final AtomicInteger inARow = new AtomicInteger();
        private final String route;
        private final Counter failures;

        private Watch(String route) {
            this.route = route;
            this.failures = Counter.builder("recado.rounds.failed")
                    .description("Rounds of a route that failed; the next one does what they could not")
                    .tag("route", route)
                    .register(registry);
        }

        @Override
        public void onExchangeDone(Route of, Exchange round) {
            var failure = failure(round);
            if (failure != null) {
                failures.increment();
                if (inARow.incrementAndGet() == 1) {
                    log.warn(
                            "Route {} fails and goes on trying: {}",
                            route,
                            failure.getClass().getName());
                }
            } else {
                var failed = inARow.getAndSet(0);
                if (failed > 0) {
                    log.info("Route {} works again, it failed {} times in a row", route, failed);
                }
            }
        }

        /** What a route caught itself is no failure: a pull keeps its own account of its source's. */
        private @Nullable Throwable failure(Exchange round) {
            if (round.getException() != null) {
                return round.getException();
            }
            var exchange = round.getExchangeExtension();
            return exchange.isErrorHandlerHandledSet() && exchange.isErrorHandlerHandled()
                    ? round.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                    : null;
        }
    }
}
