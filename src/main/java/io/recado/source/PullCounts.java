package io.recado.source;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.recado.configuration.SourceId;
import io.recado.source.PageTaking.Taken;
import java.util.Collection;

/** The sources' numbers: {@code recado_source_lag_seconds}, {@code recado_source_pulls_total} and {@code recado_source_records_total}. */
final class PullCounts {

    private final MeterRegistry meters;

    PullCounts(MeterRegistry meters, Collection<SourceId> sources, Reports reports) {
        this.meters = meters;
        for (var source : sources) {
            for (var lane : Lane.values()) {
                Gauge.builder("recado.source.lag", reports, it -> it.lagSeconds(source, lane)
                                .orElse(Double.NaN))
                        .description("Seconds since this lane was last read to its end")
                        .baseUnit("seconds")
                        .tags(tags(source, lane))
                        .strongReference(true)
                        .register(meters);
            }
        }
    }

    void ended(Pull pull, String outcome) {
        meters.counter("recado.source.pulls", tags(pull.source(), pull.lane()).and(Tag.of("outcome", outcome)))
                .increment();
    }

    void records(SourceId source, Taken taken) {
        count(source, "taken", taken.sound());
        count(source, "rejected", taken.rejected());
    }

    private void count(SourceId source, String outcome, int records) {
        meters.counter("recado.source.records", "source", source.value(), "outcome", outcome)
                .increment(records);
    }

    private static Tags tags(SourceId source, Lane lane) {
        return Tags.of("source", source.value(), "lane", lane.label());
    }
}
