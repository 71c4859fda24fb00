package io.recado.channel;

/** A message that its channel has no words for, now and at any later try. Tells nothing of what the message says. */
final class UnwritableMessageException extends RuntimeException {

    UnwritableMessageException(String reason) {
        super(reason);
    }
}
