package io.recado.source.routes;

import com.fasterxml.jackson.core.JacksonException;
import io.recado.source.MalformedPageException;
import io.recado.source.Pull;
import io.recado.source.PullTrouble;
import io.recado.source.Sources;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What it means when a page could not be read or taken, in a few words that name no person. */
@Component("pullFailures")
class PullFailures {

    private static final int GONE = 410;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Sources sources;
    private final Clock clock;

    PullFailures(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** Called by the route that pulls. */
    public void report(Pull pull, Throwable failure) {
        sources.failed(pull, trouble(failure));
    }

    PullTrouble trouble(Throwable failure) {
        return causes(failure)
                .map(this::recognise)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> PullTrouble.of(root(failure).getClass().getSimpleName()));
    }

    private Optional<PullTrouble> recognise(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case HttpOperationFailedException http ->
                        new PullTrouble("HTTP " + http.getStatusCode(), http.getStatusCode() == GONE, pause(http));
                    case MalformedPageException page -> PullTrouble.of("malformed page");
                    case JsonQueryException mapping -> PullTrouble.of("mapping failed");
                    case JacksonException json -> PullTrouble.of("malformed JSON");
                    case ConnectTimeoutException connect -> PullTrouble.of("no connection in time");
                    case SocketTimeoutException timeout -> PullTrouble.of("no answer in time");
                    case ConnectException connect -> PullTrouble.of("connection refused");
                    case UnknownHostException host -> PullTrouble.of("unknown host");
                    case SQLException sql -> PullTrouble.of("SQL state " + sql.getSQLState());
                    default -> null;
                });
    }

    /** {@code Retry-After} in seconds or as a date. */
    private @Nullable Duration pause(HttpOperationFailedException failure) {
        if (failure.getResponseHeaders() == null) {
            return null;
        }
        return failure.getResponseHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(header -> retryAfter(header.getValue()))
                .flatMap(Optional::stream)
                .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause)
                .findFirst()
                .orElse(null);
    }

    private Optional<Duration> retryAfter(String value) {
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

    private static Throwable root(Throwable failure) {
        return causes(failure).reduce((outer, inner) -> inner).orElse(failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
