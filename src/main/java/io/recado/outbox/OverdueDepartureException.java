package io.recado.outbox;

/**
 * A message that was about to leave waited too long for its call: its machine slept, or was moved. Meanwhile it counts as in doubt, and
 * may be on its way again from elsewhere.
 */
final class OverdueDepartureException extends RuntimeException {

    OverdueDepartureException(MessageId id) {
        super("Message %s should have left long ago; it is not sent now, since it may be on its way from another node"
                .formatted(id));
    }
}
