package io.recado.automation;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.outbox.Reason;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it was kept.
 *
 * @param version which version of the subject it is about, such as the appointment's start
 * @param until when a deferred candidate is looked at again (UTC); null unless deferred
 * @param decidedAt when it was decided last, be it the same as before (UTC)
 * @param facts what it rested on: times, states, ids and versions
 */
public record DecisionRecord(
        String rule,
        String subject,
        String version,
        Outcome outcome,
        Reason reason,
        @Nullable Instant until,
        Instant decidedAt,
        JsonNode facts) {

    /** What was decided. */
    public enum Outcome {
        SEND,
        DEFER,
        SKIP;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
