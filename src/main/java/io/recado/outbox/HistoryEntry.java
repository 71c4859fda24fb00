package io.recado.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a message.
 *
 * @param at when it was taken (UTC); for what the channel reported, the channel's time
 * @param detail a reason's or an error's code; null where the status says it all
 */
public record HistoryEntry(
        Instant at, Status status, @Nullable String detail) {}
