package io.recado.recovery;

/**
 * What became of the wish to send many failed messages again.
 *
 * @param resent planned again
 * @param leftOut not planned again: nobody wants them any more, or somebody else was faster
 * @param more whether the filter finds others, beyond the limit
 */
public record SetResent(int resent, int leftOut, boolean more) {}
