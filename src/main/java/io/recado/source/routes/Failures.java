package io.recado.source.routes;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/** What can be read out of a partner's failure, whichever way it was called. */
final class Failures {

    private static final int DEEPEST = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private Failures() {}

    /** The failure and what caused it, outermost first. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    /** How long the partner asks to be left alone, in {@code Retry-After} as seconds or as a date, at most an hour; null when it does not. */
    static @Nullable Duration pause(HttpOperationFailedException failure, Clock clock) {
        var headers = failure.getResponseHeaders();
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(header -> retryAfter(header.getValue(), clock))
                .flatMap(Optional::stream)
                .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause)
                .findFirst()
                .orElse(null);
    }

    private static Optional<Duration> retryAfter(String value, Clock clock) {
        try {
            return Optional.of(
                    value.chars().allMatch(Character::isDigit)
                            ? Duration.ofSeconds(Long.parseLong(value))
                            : Duration.between(
                                    clock.instant(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (DateTimeException | NumberFormatException neitherOfTheTwoForms) {
            return Optional.empty();
        }
    }
}
