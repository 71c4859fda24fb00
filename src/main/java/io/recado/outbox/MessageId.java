package io.recado.outbox;

import java.util.UUID;

/** The ledger's id of a message. It travels with the message and comes back with each of its statuses. */
public record MessageId(UUID value) {

    public static MessageId of(String text) {
        return new MessageId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
