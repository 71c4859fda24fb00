package io.recado.channel;

import java.time.Duration;

/**
 * How a passing failure is met.
 *
 * @param tries how many tries in all are worth it; 0 for as long as the message is useful
 * @param firstWait before the second try; later ones wait longer
 * @param anotherDay whether the next try has to be on another day of the recipient's calendar
 */
public record Retry(int tries, Duration firstWait, boolean anotherDay) {

    static final Retry SOON = new Retry(0, Duration.ofSeconds(5), false);
}
