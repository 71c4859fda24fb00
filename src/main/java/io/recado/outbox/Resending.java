package io.recado.outbox;

/** What became of the wish to send a message again. */
public sealed interface Resending {

    /** It is planned again, under the same last look. */
    record Planned(MessageId id) implements Resending {}

    /** There is no such message. */
    record Unknown(MessageId id) implements Resending {}

    /** Only failed messages are sent again; this one is still on its way, arrived, or was taken back. */
    record NotFailed(MessageId id, Status status) implements Resending {}

    /** Nobody wants it any more. */
    record TooLate(MessageId id) implements Resending {}
}
