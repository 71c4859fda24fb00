package io.recado.source;

import io.recado.configuration.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an outside system is doing.
 *
 * @param kamelet what reads it
 * @param state the worse one of its lanes
 * @param rejected records that could not be taken and still wait for a correction
 */
public record SourceReport(SourceId source, String kamelet, State state, List<LaneReport> lanes, int rejected) {

    /** From good to bad. */
    public enum State {
        /** The last pull ended well. */
        UP,
        /** Not pulled yet. */
        NEW,
        /** A window read came back suspiciously short or incomplete: nothing was cancelled for it. */
        DOUBTFUL,
        /** The last pull failed; the next one waits. */
        FAILING
    }

    /**
     * One way of reading it. Times are UTC.
     *
     * @param lag time since the last pull that ended well; null when there was none
     * @param failures in a row
     * @param error what went wrong last; null when the last pull ended well. Names no person
     * @param doubt why the last window read was not believed; null when it was
     * @param records of the last pull that ended well
     * @param nextDue when it is read again; null for at once
     */
    public record LaneReport(
            Lane lane,
            State state,
            @Nullable Instant lastAttempt,
            @Nullable Instant lastSuccess,
            @Nullable Duration lag,
            int failures,
            @Nullable String error,
            @Nullable String doubt,
            int records,
            @Nullable Instant nextDue) {}
}
