package io.recado.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One pull that has ended. Times are UTC.
 *
 * @param records how many it brought, rejected ones included
 * @param detail why it failed or was not believed; null when it was. Names no person
 */
public record PullReport(
        Lane lane,
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        int records,
        @Nullable String detail) {

    /** How a pull ended. */
    public enum Outcome {
        OK,
        /** Its records were taken, but what it did not have is not believed to be gone. */
        DOUBTFUL,
        FAILED
    }
}
