package io.recado.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of an attempt to carry a command to its source. Details are the source's codes and ours, never anything about a person. */
public sealed interface WriteBackOutcome {

    /**
     * The source did it, now or at an earlier attempt.
     *
     * @param version what the source calls the appointment's new state; null when it does not say
     */
    record Done(@Nullable String version) implements WriteBackOutcome {}

    /** The appointment is no longer what the command spoke of. */
    record Conflict(String detail) implements WriteBackOutcome {}

    /** Trying again would fail again. */
    record Failed(String detail) implements WriteBackOutcome {}

    /**
     * It may work later. Doing it twice is harmless: the source sees the same key, or its statement is guarded.
     *
     * @param pause what the source asked for; null when it did not
     */
    record Retry(String detail, @Nullable Duration pause) implements WriteBackOutcome {}

    /** The outcome's name in metrics and in the answers of kamelets. */
    default String code() {
        return switch (this) {
            case Done done -> "done";
            case Conflict conflict -> "conflict";
            case Failed failed -> "failed";
            case Retry retry -> "retry";
        };
    }
}
