package io.recado.source;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long a source that failed is left alone: twice as long each time, up to ten minutes, and never all sources at the same instant. */
final class BackOff {

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final double JITTER = 0.2;
    private static final int DOUBLINGS = 10;

    private final RandomGenerator random;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param failures in a row, this one included
     * @param asked what the source itself asked for; null when it did not
     */
    Duration after(int failures, Duration interval, @Nullable Duration asked) {
        var first = interval.compareTo(SHORTEST) < 0 ? interval : SHORTEST;
        var grown = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        var bounded = grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
        var shaken = Duration.ofMillis(Math.round(bounded.toMillis() * (1 + JITTER * (2 * random.nextDouble() - 1))));
        return asked != null && asked.compareTo(shaken) > 0 ? asked : shaken;
    }
}
