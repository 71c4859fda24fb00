package io.recado.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Routes of a timer and of a timetable with the hub's own error configuration, while what it needs is away. */
class RoundsRouteTest {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private static final List<String> ROUTES = List.of("ask", "plan", "pull");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicInteger caught = new AtomicInteger();
    private volatile boolean away = true;

    @BeforeEach
    void start() throws Exception {
        // another test of this process may have silenced it
        ((Logger) LoggerFactory.getLogger(Rounds.class)).setLevel(Level.INFO);
        log.start();
        ROOT.addAppender(log);
        camel.getRegistry().bind("dispatch", new Object()); // errors.camel.yaml names it, for messages only
        camel.getCamelContextExtension().setName("rounds");
        camel.addRoutePolicyFactory(new Rounds(meters));
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:routes/errors.camel.yaml"));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // one after the other, or a round that failed could end after the first one that worked
                var beside = getContext().getExecutorServiceManager().newSingleThreadExecutor(this, "pull");
                from("timer:ask?period=5&delay=0").routeId("ask").to("direct:partner");
                from("quartz:plan?trigger.repeatInterval=20&trigger.repeatCount=-1&stateful=true&deleteJob=true")
                        .routeId("plan")
                        .wireTap("direct:pull-pms-fast")
                        .dynamicUri(false)
                        .executorService(beside)
                        .to("direct:partner");
                from("direct:pull-pms-fast").routeId("pull").to("direct:partner");
                from("timer:calm?period=5&delay=0")
                        .routeId("calm")
                        .doTry()
                        .throwException(new IllegalStateException("caught"))
                        .doCatch(IllegalStateException.class)
                        .process(exchange -> caught.incrementAndGet())
                        .end();
                from("direct:partner").routeId("partner").process(exchange -> {
                    if (away) {
                        throw new IllegalStateException("away");
                    }
                });
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        ROOT.detachAppender(log);
        ((Logger) LoggerFactory.getLogger(Rounds.class)).setLevel(null);
    }

    @Test
    void saysOnceThatAnOutageBeganAndOnceThatItIsOver() {
        await().until(() -> caught.get() > 5 && ROUTES.stream().allMatch(route -> failed(route) > 5));
        away = false;
        await().until(() -> said(Level.INFO).size() == ROUTES.size());

        assertThat(said(Level.WARN))
                .containsExactlyInAnyOrder(
                        "Route ask fails and goes on trying: java.lang.IllegalStateException",
                        "Route plan fails and goes on trying: java.lang.IllegalStateException",
                        "Route pull fails and goes on trying: java.lang.IllegalStateException");
        assertThat(said(Level.INFO)).hasSize(3).allSatisfy(line -> assertThat(line)
                .matches("Route (ask|plan|pull) works again, it failed .*"));
        assertThat(said(Level.ERROR)).isEmpty();
        assertThat(failed("calm")).as("caught by the route itself").isZero();
    }

    private double failed(String route) {
        return meters.get("recado.rounds.failed").tag("route", route).counter().count();
    }

    private List<String> said(Level level) {
        List<ILoggingEvent> events;
        synchronized (log) { // as whoever appends does
            events = List.copyOf(log.list);
        }
        return events.stream()
                .filter(event -> event.getLevel() == level)
                .filter(event -> level != Level.INFO || event.getLoggerName().equals(Rounds.class.getName()))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
