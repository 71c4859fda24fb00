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
import java.util.Optional;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.springframework.stereotype.Component;

/** What it means when a page could not be read or taken, in a few words that name no person. */
@Component("pullFailures")
class PullFailures {

    private static final int GONE = 410;

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
        return Failures.causes(failure)
                .map(this::recognise)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> PullTrouble.of(root(failure).getClass().getSimpleName()));
    }

    private Optional<PullTrouble> recognise(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case HttpOperationFailedException http ->
                        new PullTrouble(
                                "HTTP " + http.getStatusCode(),
                                http.getStatusCode() == GONE,
                                Failures.pause(http, clock));
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

    private static Throwable root(Throwable failure) {
        return Failures.causes(failure).reduce((outer, inner) -> inner).orElse(failure);
    }
}
