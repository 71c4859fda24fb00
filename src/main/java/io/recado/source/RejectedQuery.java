package io.recado.source;

import io.recado.configuration.SourceId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which records that could not be taken to list.
 *
 * @param sources null for all
 * @param reason null for any
 * @param text what the record's id, type or reason contains; null for anything
 */
public record RejectedQuery(
        @Nullable Set<SourceId> sources,
        @Nullable RejectionReason reason,
        @Nullable String text) {

    public static final RejectedQuery ALL = new RejectedQuery(null, null, null);
}
