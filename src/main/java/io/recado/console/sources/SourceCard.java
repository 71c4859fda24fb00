package io.recado.console.sources;

import io.recado.clinic.Clinic;
import io.recado.configuration.Wiring.SourceEntry;
import io.recado.source.SourceReport;
import io.recado.source.WriteBackState;
import java.util.List;
import java.util.Map;

/**
 * A source as its page shows it.
 *
 * @param clinics those of the viewer's that it feeds
 * @param whole whether these are all that it feeds: only then its records may be shown, for a record that could not be taken may be anybody's
 * @param writeBacks how many commands stand where
 */
record SourceCard(
        SourceReport report,
        SourceEntry entry,
        List<Clinic> clinics,
        boolean whole,
        Map<WriteBackState, Integer> writeBacks) {

    public String id() {
        return entry.id();
    }

    public int waiting() {
        return count(WriteBackState.WAITING) + count(WriteBackState.QUEUED) + count(WriteBackState.SENDING);
    }

    /** Commands that their source did not take. */
    public int troubled() {
        return count(WriteBackState.CONFLICT) + count(WriteBackState.FAILED);
    }

    private int count(WriteBackState state) {
        return writeBacks.getOrDefault(state, 0);
    }
}
