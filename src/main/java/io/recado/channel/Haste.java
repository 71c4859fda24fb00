package io.recado.channel;

/** What a refusal says about the speed of a channel's messages. */
public enum Haste {
    /** Nothing. */
    NONE,
    /** The channel as a whole is too fast. */
    TOO_FAST,
    /** This one person hears too much from it; others are not concerned. */
    TOO_OFTEN_TO_ONE
}
