package io.recado.inbound;

/** What came of an attempt to settle a webhook that could not be read. */
public sealed interface Settling {

    /** It was read, wholly or better than before, or still not, or it was discarded; its new state tells. */
    record Done(DeadWebhook webhook) implements Settling {}

    record Unknown(long id) implements Settling {}

    /** @param state which needs nobody any more, such as {@code read} */
    record NotDead(long id, String state) implements Settling {}

    /** It is older than {@code recado.inbound.keep}: there is nothing left to read. */
    record NothingLeft(long id) implements Settling {}
}
