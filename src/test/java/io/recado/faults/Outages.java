package io.recado.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** How long things stay away. */
final class Outages {

    private Outages() {}

    /** Long enough for whoever needs what is away to have noticed, and to have tried again more than once. */
    static void last() {
        var over = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        await().atMost(Duration.ofSeconds(10)).until(() -> System.nanoTime() - over > 0);
    }
}
