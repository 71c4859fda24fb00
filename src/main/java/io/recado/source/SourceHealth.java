package io.recado.source;

import io.recado.source.SourceReport.LaneReport;
import io.recado.source.SourceReport.State;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * The outside systems in {@code /actuator/health}. One that fails makes the hub's health {@code DEGRADED}, which is no reason to restart it or
 * to keep requests from it: liveness and readiness do not ask here.
 */
@Component("sourcesHealthIndicator")
class SourceHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "An outside system cannot be read, or is not believed");

    private final Sources sources;

    SourceHealth(Sources sources) {
        super("The state of the sources could not be read");
        this.sources = sources;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        boolean sound = true;
        for (var report : sources.reports()) {
            sound &= report.state() == State.UP || report.state() == State.NEW;
            var lanes = new LinkedHashMap<String, Object>();
            report.lanes().forEach(lane -> lanes.put(lane.lane().label(), details(lane)));
            health.withDetail(report.source().value(), lanes);
        }
        health.status(sound ? Status.UP : DEGRADED);
    }

    private static Map<String, Object> details(LaneReport lane) {
        var details = new LinkedHashMap<String, Object>();
        details.put("state", lane.state());
        details.put("failures", lane.failures());
        if (lane.lag() != null) {
            details.put("lagSeconds", lane.lag().toSeconds());
        }
        if (lane.error() != null) {
            details.put("error", lane.error());
        }
        if (lane.doubt() != null) {
            details.put("doubt", lane.doubt());
        }
        return details;
    }
}
