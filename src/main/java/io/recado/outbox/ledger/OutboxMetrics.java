package io.recado.outbox.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recado.outbox.Status;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts steps, by where they lead. */
public final class OutboxMetrics {

    private record Series(String status, String rule, String channel) {}

    private final MeterRegistry registry;
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

    public OutboxMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void count(Collection<Step> steps) {
        steps.forEach(step -> count(step.status(), step.rule(), step.channel()));
    }

    public void count(Status status, String rule, String channel) {
        counters.computeIfAbsent(new Series(status.code(), rule, channel), this::counter)
                .increment();
    }

    private Counter counter(Series series) {
        return Counter.builder("recado.messages")
                .description("Messages that reached a status")
                .tag("status", series.status())
                .tag("rule", series.rule())
                .tag("channel", series.channel())
                .register(registry);
    }
}
