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

/** A timer's route with the hub's own error configuration, while what it needs is away. */
class RoundsRouteTest {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile boolean away = true;

    @BeforeEach
    void start() throws Exception {
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
                from("timer:ask?period=5&delay=0").routeId("ask").to("direct:partner");
                from("direct:partner").routeId("partner").process(exchange -> {
                    rounds.incrementAndGet();
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
    }

    @Test
    void saysOnceThatAnOutageBeganAndOnceThatItIsOver() {
        await().until(() -> rounds.get() > 20);
        away = false;
        var mended = rounds.get();
        await().until(() -> rounds.get() > mended + 5);

        assertThat(said(Level.WARN))
                .containsExactly("Route ask fails and goes on trying: java.lang.IllegalStateException");
        assertThat(said(Level.INFO)).singleElement().asString().startsWith("Route ask works again, it failed ");
        assertThat(said(Level.ERROR)).isEmpty();
        assertThat(meters.get("recado.rounds.failed")
                        .tag("route", "ask")
                        .counter()
                        .count())
                .isGreaterThan(20)
                .isLessThanOrEqualTo(mended + 1.0);
    }

    private List<String> said(Level level) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == level)
                .filter(event -> level != Level.INFO || event.getLoggerName().equals(Rounds.class.getName()))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
