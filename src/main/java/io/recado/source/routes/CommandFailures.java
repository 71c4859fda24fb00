package io.recado.source.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.source.CommandAnswer;
import io.recado.source.WriteBackOutcome;
import io.recado.source.WriteBackOutcome.Conflict;
import io.recado.source.WriteBackOutcome.Failed;
import io.recado.source.WriteBackOutcome.Retry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What it means when a kamelet throws while it applies a command. It says so in the terms in which a kamelet that does not throw answers, so
 * that connectors need no error handling of their own.
 */
@Component("commandFailures")
class CommandFailures {

    /** Connection lost, rolled back for a deadlock, out of resources, shut down: the statement did not happen, or can be repeated. */
    private static final Pattern PASSING_SQL_STATE = Pattern.compile("(08|40|53|57|58|HYT).*");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

    private final ObjectMapper json;
    private final Clock clock;

    CommandFailures(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** The outcome, as JSON. */
    public String explain(Throwable failure) {
        return CommandAnswer.write(json, outcome(failure));
    }

    WriteBackOutcome outcome(Throwable failure) {
        return Failures.causes(failure)
                .map(this::recognise)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new Retry(name(failure), null));
    }

    private Optional<WriteBackOutcome> recognise(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case HttpOperationFailedException http -> http(http);
                    case SQLException sql -> sql(sql);
                    case IOException io -> new Retry(name(io), null);
                    default -> null;
                });
    }

    private WriteBackOutcome http(HttpOperationFailedException failure) {
        int status = failure.getStatusCode();
        var detail = "HTTP " + status + code(failure.getResponseBody());
        return switch (status) {
            case 409, 412 -> new Conflict(detail);
            // a token that somebody must renew is no reason to forget what patients answered
            case 401, 403, 407, 408, 423, 425, 429 -> new Retry(detail, Failures.pause(failure, clock));
            default ->
                status >= 400 && status < 500 ? new Failed(detail) : new Retry(detail, Failures.pause(failure, clock));
        };
    }

    /** The code of an RFC 9457 problem, never its words: those may quote a person. */
    private String code(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return "";
        }
        try {
            var problem = json.readTree(body);
            return Stream.of("codigo", "code")
                    .map(field -> problem.path(field).asText(""))
                    .filter(code -> CODE.matcher(code).matches())
                    .findFirst()
                    .map(code -> " " + code)
                    .orElse("");
        } catch (JsonProcessingException notJson) {
            return "";
        }
    }

    private static WriteBackOutcome sql(SQLException failure) {
        var state = failure.getSQLState();
        var detail = "SQL state " + state;
        return state == null || PASSING_SQL_STATE.matcher(state).matches()
                ? new Retry(detail, null)
                : new Failed(detail);
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
