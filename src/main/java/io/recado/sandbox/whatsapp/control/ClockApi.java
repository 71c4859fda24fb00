package io.recado.sandbox.whatsapp.control;

import io.recado.sandbox.SandboxClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves the sandbox's time. */
@RestController
@RequestMapping("/sandbox/api/clock")
class ClockApi {

    /**
     * @param now the sandbox's time
     * @param offset how far it is ahead of real time, as ISO 8601 writes durations: {@code PT25H}
     */
    record Time(String now, String offset) {}

    record Move(@Nullable String advance, @Nullable String now) {}

    private final SandboxClock clock;

    ClockApi(SandboxClock clock) {
        this.clock = clock;
    }

    @GetMapping
    Time time() {
        return new Time(clock.instant().toString(), clock.offset().toString());
    }

    @PostMapping
    Time move(@RequestBody Move move) {
        try {
            if (move.advance() != null && move.now() == null) {
                clock.advance(Duration.parse(move.advance()));
            } else if (move.now() != null && move.advance() == null) {
                clock.set(Instant.parse(move.now()));
            } else {
                throw new IllegalArgumentException(
                        "either advance or now was expected, such as {\"advance\":\"PT25H\"}");
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "advance: a duration such as PT25H was expected, or now: a time such as 2026-11-21T09:00:00Z; found "
                            + (move.advance() == null ? move.now() : move.advance()),
                    e);
        }
        return time();
    }

    @DeleteMapping
    Time release() {
        clock.release();
        return time();
    }
}
