package io.recado.channel;

/** What is known about a message after a call to its channel that did not end well. */
public sealed interface Refusal {

    Failure failure();

    /** The channel said no. */
    record Answered(Failure failure) implements Refusal {}

    /** The channel was not reached: the message cannot have left. */
    record NotSent(Failure failure) implements Refusal {}

    /** The answer was lost: the message may have left. */
    record Unknown(Failure failure) implements Refusal {}
}
