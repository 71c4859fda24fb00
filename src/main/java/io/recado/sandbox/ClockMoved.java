package io.recado.sandbox;

import java.time.Instant;

/** Published when the sandbox's time has jumped: whatever waits for a moment looks again. */
public record ClockMoved(Instant now) {}
