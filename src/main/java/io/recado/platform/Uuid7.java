package io.recado.platform;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that grow with time (RFC 9562, version 7), so that neighbours in the ledger are neighbours on the disk. */
public final class Uuid7 {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private long lastTick;

    public Uuid7(Clock clock) {
        this.clock = clock;
    }

    /** Greater than any before it from the same generator. */
    public synchronized UUID next() {
        // 12 bits below the millisecond count ids within it; when they run over, the next millisecond is borrowed
        lastTick = Math.max(lastTick + 1, clock.millis() << 12);
        var random = ThreadLocalRandom.current().nextLong();
        return new UUID(((lastTick >>> 12) << 16) | VERSION | (lastTick & 0xfff), VARIANT | (random >>> 2));
    }

    /** The smallest id that can have been made at an instant. */
    public static UUID floor(Instant instant) {
        return new UUID((instant.toEpochMilli() << 16) | VERSION, VARIANT);
    }
}
