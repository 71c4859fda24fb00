package io.recado.recovery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.recado.channel.FailureClass;
import io.recado.configuration.ClinicScope;
import io.recado.configuration.Wiring;
import io.recado.outbox.FailedQuery;
import io.recado.outbox.Failures;
import java.time.Clock;
import java.time.Duration;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Warns when failed messages wait for somebody too long, in numbers alone. The hub's health is {@code DEGRADED} then, which is no reason to
 * restart it or to keep requests from it.
 */
@Component("failedMessagesHealthIndicator")
class FailedWatch extends AbstractHealthIndicator implements MeterBinder {

    private static final Status DEGRADED = new Status("DEGRADED", "Failed messages have waited too long for somebody");

    /** More than this is too many all the same. */
    private static final int COUNTED = 10_000;

    private final Failures failures;
    private final Duration within;
    private final Clock clock;

    FailedWatch(Failures failures, Wiring wiring, Clock clock) {
        super("The failed messages could not be counted");
        this.failures = failures;
        this.within = wiring.delivery().handleFailedWithin();
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (var kind : FailureClass.values()) {
            Gauge.builder("recado.failed.waiting", this, watch -> watch.waiting(kind))
                    .description("Failed messages that wait for somebody")
                    .tag("class", kind.name())
                    .register(meters);
        }
        Gauge.builder("recado.failed.overdue", this, FailedWatch::overdue)
                .description(
                        "Failed messages that have waited for somebody longer than recado.delivery.handle-failed-within")
                .register(meters);
    }

    private double waiting(FailureClass kind) {
        return failures.waiting().stream()
                .filter(count -> count.kind() == kind)
                .mapToLong(count -> count.count())
                .sum();
    }

    private long overdue() {
        return failures.count(
                new FailedQuery(
                        ClinicScope.everywhere(),
                        null,
                        null,
                        null,
                        null,
                        clock.instant().minus(within),
                        null,
                        false),
                COUNTED);
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var overdue = overdue();
        var byClinic = new TreeMap<String, Long>();
        failures.waiting().forEach(count -> byClinic.merge(count.clinic().value(), count.count(), Long::sum));
        health.status(overdue == 0 ? Status.UP : DEGRADED)
                .withDetail("waiting", byClinic)
                .withDetail("overdue", overdue)
                .withDetail("handleWithin", within.toString());
    }
}
