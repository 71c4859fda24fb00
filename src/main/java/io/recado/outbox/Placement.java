package io.recado.outbox;

/** What became of an order that was placed. */
public sealed interface Placement {

    OrderKey key();

    MessageId id();

    /** It is in the ledger now. */
    record Placed(OrderKey key, MessageId id) implements Placement {}

    /** The same order was placed before; nothing changed. */
    record AlreadyThere(OrderKey key, MessageId id) implements Placement {}
}
