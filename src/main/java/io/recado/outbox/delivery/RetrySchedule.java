package io.recado.outbox.delivery;

import io.recado.channel.Failure;
import io.recado.channel.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a message that was refused is tried again, if at all. Waits grow fourfold, as WhatsApp asks for, are spread by a fifth either way
 * so that those refused together do not come back together, and stay below a quarter of an hour unless the failure itself asks for more.
 */
public final class RetrySchedule {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final RandomGenerator random;

    public RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param attempts tries so far, at least 1
     * @param zone the recipient's: some failures are not met twice on one day
     * @return empty when no further try makes sense
     */
    Optional<Instant> next(Failure failure, Retry retry, int attempts, Instant now, Instant usefulUntil, ZoneId zone) {
        return switch (failure.kind()) {
            case RETRY_LATER -> later(retry, attempts, now, zone).filter(at -> at.isBefore(usefulUntil));
            // not the message's fault: it waits for people until it expires
            case FIX_ACCOUNT -> Optional.of(now);
            case FIX_RECIPIENT, FIX_TEMPLATE, WINDOW_CLOSED, BAD_REQUEST -> Optional.empty();
        };
    }

    private Optional<Instant> later(Retry retry, int attempts, Instant now, ZoneId zone) {
        if (retry.tries() > 0 && attempts >= retry.tries()) {
            return Optional.empty();
        }
        var at = now.plus(wait(retry.firstWait(), attempts));
        if (!retry.anotherDay()) {
            return Optional.of(at);
        }
        // a day may last 25 hours, and the wait may be shorter than one
        var tomorrow =
                now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        return Optional.of(at.isBefore(tomorrow) ? tomorrow : at);
    }

    private Duration wait(Duration first, int attempts) {
        var ceiling = first.compareTo(LONGEST) > 0 ? first : LONGEST;
        var wait = first;
        for (var i = 1; i < attempts && wait.compareTo(ceiling) < 0; i++) {
            wait = wait.multipliedBy(4);
        }
        var capped = wait.compareTo(ceiling) > 0 ? ceiling : wait;
        return Duration.ofMillis((long) (capped.toMillis() * (0.8 + 0.4 * random.nextDouble())));
    }
}
