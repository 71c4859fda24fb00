package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.price.Conversation;
import io.recado.sandbox.whatsapp.price.Price;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a business's message and when, decided when it is accepted. Times are null for what never happens.
 *
 * @param failureDetails what its failed status says beside code and title
 * @param outside whether it was written outside a service window
 * @param price null when it will not be delivered
 */
public record Course(
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,
        @Nullable Instant failedAt,
        @Nullable String failureDetails,
        boolean outside,
        @Nullable Price price,
        @Nullable Conversation conversation) {

    /** Of a person's message. */
    static final Course NONE = new Course(null, null, null, null, null, false, null, null);
}
