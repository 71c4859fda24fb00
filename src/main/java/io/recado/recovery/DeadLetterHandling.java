package io.recado.recovery;

/** What became of the wish to do something about a dead letter. */
public sealed interface DeadLetterHandling {

    /** It is done. */
    record Done(DeadLetter letter) implements DeadLetterHandling {}

    /** There is no such letter. */
    record Unknown(long id) implements DeadLetterHandling {}

    /** Somebody was faster. */
    record NotWaiting(DeadLetter letter) implements DeadLetterHandling {}

    /** Nobody knows where it came from. */
    record Homeless(DeadLetter letter) implements DeadLetterHandling {}
}
