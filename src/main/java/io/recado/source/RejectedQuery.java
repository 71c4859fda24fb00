package io.recado.source;

import io.recado.configuration.ClinicScope;
import io.recado.configuration.SourceId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which records that could not be taken to list.
 *
 * @param sources null for all
 * @param reason null for any
 * @param text what the record's id, type or reason contains; null for anything
 * @param clinics which clinics the records have to name. One that names none, or one that nobody knows, may be anybody's: only who sees
 *     all clinics sees it
 */
public record RejectedQuery(
        @Nullable Set<SourceId> sources,
        @Nullable RejectionReason reason,
        @Nullable String text,
        ClinicScope clinics) {

    public static final RejectedQuery ALL = new RejectedQuery(null, null, null);

    /** Of whatever clinic. */
    public RejectedQuery(@Nullable Set<SourceId> sources, @Nullable RejectionReason reason, @Nullable String text) {
        this(sources, reason, text, ClinicScope.everywhere());
    }

    public RejectedQuery within(ClinicScope theirs) {
        return new RejectedQuery(sources, reason, text, theirs);
    }
}
