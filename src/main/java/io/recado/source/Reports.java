package io.recado.source;

import io.recado.configuration.SourceId;
import io.recado.configuration.Wiring;
import io.recado.source.SourceReport.LaneReport;
import io.recado.source.SourceReport.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the sources are doing, as their lanes' rows say. */
final class Reports {

    private final Map<SourceId, Wiring.SourceEntry> entries;
    private final Lanes lanes;
    private final Rejections rejections;
    private final Clock clock;

    Reports(Map<SourceId, Wiring.SourceEntry> entries, Lanes lanes, Rejections rejections, Clock clock) {
        this.entries = entries;
        this.lanes = lanes;
        this.rejections = rejections;
        this.clock = clock;
    }

    List<SourceReport> all() {
        var states = lanes.all();
        return entries.entrySet().stream()
                .map(entry -> report(
                        entry.getKey(),
                        entry.getValue(),
                        states.stream()
                                .filter(state -> state.source().equals(entry.getKey()))
                                .map(this::lane)
                                .toList()))
                .toList();
    }

    private SourceReport report(SourceId source, Wiring.SourceEntry entry, List<LaneReport> reports) {
        var worst = reports.stream()
                .map(LaneReport::state)
                .max(Comparator.naturalOrder())
                .orElse(State.NEW);
        return new SourceReport(source, entry.read(), worst, reports, rejections.open(source));
    }

    private LaneReport lane(Lanes.State state) {
        var lag = state.lastSuccess() == null ? null : Duration.between(state.lastSuccess(), clock.instant());
        return new LaneReport(
                state.lane(),
                judge(state),
                state.lastAttempt(),
                state.lastSuccess(),
                lag,
                state.failures(),
                state.error(),
                state.doubt(),
                state.records(),
                state.nextDue());
    }

    private static State judge(Lanes.State state) {
        if (state.failures() > 0) {
            return State.FAILING;
        }
        if (state.doubt() != null) {
            return State.DOUBTFUL;
        }
        return state.lastSuccess() == null ? State.NEW : State.UP;
    }

    /** Seconds since the last pull of a lane that ended well; empty when there was none. */
    Optional<Double> lagSeconds(SourceId source, Lane lane) {
        return Optional.ofNullable(lane(lanes.get(source, lane)).lag()).map(lag -> lag.toMillis() / 1000.0);
    }
}
