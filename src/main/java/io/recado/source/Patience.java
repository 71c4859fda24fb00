package io.recado.source;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** How long a command rests between attempts: soon at first, because most trouble is short, later rarely, because a source that is down needs rest. */
final class Patience {

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15));
    private static final double SCATTER = 0.2;

    private Patience() {}

    /**
     * The pause after a number of attempts, up to a fifth longer or shorter so that commands that failed together do not return together.
     *
     * @param attempts at least 1
     */
    static Duration after(int attempts, RandomGenerator random) {
        var pause = PAUSES.get(Math.clamp(attempts - 1, 0, PAUSES.size() - 1));
        return Duration.ofMillis(Math.round(pause.toMillis() * (1 - SCATTER + 2 * SCATTER * random.nextDouble())));
    }
}
