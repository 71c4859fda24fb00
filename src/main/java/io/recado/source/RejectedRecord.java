package io.recado.source;

import io.recado.configuration.SourceId;
import java.time.Instant;

/**
 * A record that could not be taken, and still cannot. Times are UTC.
 *
 * @param detail where and which rule; names no person
 * @param payload the record as JSON, with whatever persons it names
 * @param times how often it came
 */
public record RejectedRecord(
        long id,
        SourceId source,
        String type,
        String externalId,
        RejectionReason reason,
        String detail,
        String payload,
        Instant firstSeen,
        Instant lastSeen,
        int times) {

    /** Everything but the payload: this may go to logs. */
    @Override
    public String toString() {
        return "RejectedRecord[%s, %s, %s, %s]".formatted(source, externalId, reason, detail);
    }
}
