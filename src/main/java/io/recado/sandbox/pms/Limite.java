package io.recado.sandbox.pms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How many requests each client system may make: a bucket of tokens that fills at a steady rate. */
@Component
class Limite {

    private static final double NANOS = 1e9;

    private record Cubo(double quedan, Instant en, boolean cabe) {}

    private final PmsSettings settings;
    private final Clock clock;
    private final Map<String, Cubo> cubos = new ConcurrentHashMap<>();

    Limite(PmsSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Takes one request; answers how long to wait for the next one when there is none left, or zero. */
    Duration toma(String sistema) {
        Instant ahora = clock.instant();
        Cubo cubo = cubos.merge(
                sistema, new Cubo(settings.burst() - 1.0, ahora, true), (antes, primero) -> tomada(antes, ahora));
        if (cubo.cabe()) {
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - cubo.quedan()) / settings.requestsPerSecond() * NANOS));
    }

    private Cubo tomada(Cubo antes, Instant ahora) {
        // a clock that was put back starts a new count
        double pasado = Math.max(0, Duration.between(antes.en(), ahora).toNanos() / NANOS);
        double hay = Math.min(settings.burst(), antes.quedan() + pasado * settings.requestsPerSecond());
        return hay >= 1 ? new Cubo(hay - 1, ahora, true) : new Cubo(hay, ahora, false);
    }
}
