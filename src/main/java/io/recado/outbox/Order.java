package io.recado.outbox;

import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import java.time.Instant;

/**
 * A message that shall leave.
 *
 * @param nonce unguessable text in the payload of its buttons, by which an answer finds this message
 * @param due not before this instant (UTC)
 * @param usefulUntil after this instant (UTC) nobody wants it any more, and it expires
 */
public record Order(
        OrderKey key,
        ClinicId clinic,
        ChannelId channel,
        PhoneNumber to,
        Content content,
        Priority priority,
        String nonce,
        Instant due,
        Instant usefulUntil) {

    public Order {
        if (!due.isBefore(usefulUntil)) {
            throw new IllegalArgumentException("An order is due before it stops being useful: " + key);
        }
    }
}
