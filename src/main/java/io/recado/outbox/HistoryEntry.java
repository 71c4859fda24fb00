package io.recado.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a message.
 *
 * @param at when it was taken (UTC); for what the channel reported, the channel's time
 * @param detail a reason's or an error's code, or what somebody did about a failure; null where the status says it all
 * @param by the account or token of who took it; null for the hub itself
 * @param note what that person wrote down about it, which may be personal
 */
public record HistoryEntry(
        Instant at,
        Status status,
        @Nullable String detail,
        @Nullable String by,
        @Nullable String note) {

    /** Without the note. */
    @Override
    public String toString() {
        return "HistoryEntry[%s, %s, %s, %s]".formatted(at, status, detail, by);
    }
}
