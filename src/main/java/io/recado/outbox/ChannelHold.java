package io.recado.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's standing keeps in the ledger for now. It is neither lost nor failed, and leaves when WhatsApp allows it again; answers to
 * patients are never held.
 *
 * @param until when it ends by itself (UTC); null when nobody knows
 */
public record ChannelHold(
        Extent extent, Reason reason, @Nullable Instant until) {

    /** Which messages. */
    public enum Extent {
        /** Offers and campaigns; they stop first. */
        MARKETING,
        /** All that the patient has not asked for. */
        BUSINESS_INITIATED
    }

    public boolean holds(Priority priority) {
        return switch (extent) {
            case MARKETING -> priority.marketing();
            case BUSINESS_INITIATED -> priority.notice().isPresent();
        };
    }
}
