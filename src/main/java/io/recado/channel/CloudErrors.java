package io.recado.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the Cloud API's errors mean. Its codes are data, in {@code cloud-errors.csv}; an unknown one is judged by its HTTP status. */
@Component
class CloudErrors {

    private static final String ASYNC = "async ";
    private static final String NEXT_DAY = "next-day";

    private record Meaning(int last, FailureClass kind, Retry retry, String title) {}

    private final ObjectMapper json;
    private final TreeMap<Integer, Meaning> answered = new TreeMap<>();
    private final TreeMap<Integer, Meaning> reported = new TreeMap<>();

    CloudErrors(ObjectMapper json) {
        this.json = json;
        var file = Objects.requireNonNull(CloudErrors.class.getResourceAsStream("cloud-errors.csv"));
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String line) {
        var fields = line.split(";", -1);
        var async = fields[0].startsWith(ASYNC);
        var range = fields[0].substring(async ? ASYNC.length() : 0).split("-", -1);
        var nextDay = fields[3].equals(NEXT_DAY);
        var wait = nextDay ? Duration.ofDays(1) : Duration.ofSeconds(Long.parseLong(fields[3]));
        var retry = new Retry(Integer.parseInt(fields[2]), wait, nextDay);
        var meaning = new Meaning(
                Integer.parseInt(range[range.length - 1]), FailureClass.valueOf(fields[1]), retry, fields[4]);
        (async ? reported : answered).put(Integer.parseInt(range[0]), meaning);
    }

    Refusal refusal(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (Throwable cause = failure; cause != null && causes.size() < 10; cause = cause.getCause()) {
            causes.add(cause);
        }
        for (var cause : causes) {
            if (cause instanceof HttpOperationFailedException answer) {
                var said = answered(answer.getStatusCode(), answer.getResponseBody());
                // a proxy on the way lost the answer, which may have been a yes
                var lost = said.code() == 0 && (answer.getStatusCode() == 502 || answer.getStatusCode() == 504);
                return lost ? new Refusal.Unknown(said) : new Refusal.Answered(said);
            }
        }
        var kind = failure.getClass().getSimpleName();
        if (causes.stream()
                .anyMatch(cause ->
                        cause instanceof UnwritableMessageException || cause instanceof RuntimeCamelException)) {
            // putting it into the channel's words failed, in Java or in a mapping, and would fail again
            return new Refusal.NotSent(
                    new Failure(FailureClass.BAD_REQUEST, 0, "Not writable for the channel", null, null));
        }
        return causes.stream().anyMatch(CloudErrors::beforeAnythingLeft)
                ? new Refusal.NotSent(new Failure(FailureClass.RETRY_LATER, 0, "Not reached: " + kind, null, null))
                : new Refusal.Unknown(new Failure(FailureClass.RETRY_LATER, 0, "Answer lost: " + kind, null, null));
    }

    private static boolean beforeAnythingLeft(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException;
    }

    /** @param body the answer's body: a Graph error, or whatever a proxy on the way had to say */
    Failure answered(int httpStatus, @Nullable String body) {
        var error = parse(body).path("error");
        var code = error.path("code").asInt(0);
        var known = error.has("code") ? meaning(answered, code) : Optional.<Meaning>empty();
        var passing = httpStatus == 429
                || httpStatus >= 500
                || error.path("is_transient").asBoolean(false);
        return new Failure(
                known.map(Meaning::kind).orElse(passing ? FailureClass.RETRY_LATER : byStatus(httpStatus)),
                code,
                known.map(Meaning::title).orElseGet(() -> error.path("message").asText("HTTP status " + httpStatus)),
                text(error.path("error_data").path("details")),
                text(error.path("fbtrace_id")));
    }

    private static FailureClass byStatus(int httpStatus) {
        return httpStatus == 401 || httpStatus == 403 ? FailureClass.FIX_ACCOUNT : FailureClass.BAD_REQUEST;
    }

    Failure reported(int code, @Nullable String title, @Nullable String details) {
        var known = meaning(reported, code).or(() -> meaning(answered, code));
        return new Failure(
                known.map(Meaning::kind).orElse(FailureClass.BAD_REQUEST),
                code,
                title == null || title.isBlank() ? known.map(Meaning::title).orElse("Error " + code) : title,
                details,
                null);
    }

    Haste haste(int code) {
        return switch (code) {
            case 130429 -> Haste.TOO_FAST;
            case 131056 -> Haste.TOO_OFTEN_TO_ONE;
            default -> Haste.NONE;
        };
    }

    /** Whether a failure with this code says that WhatsApp, or the way to it, is out of order. 0: nobody answered, or a proxy did. */
    boolean outage(Failure failure) {
        return failure.kind() == FailureClass.RETRY_LATER
                && switch (failure.code()) {
                    case 0, 1, 2, 131000, 131016, 131057, 133004, 2494100 -> true;
                    default -> false;
                };
    }

    /** Whether another channel may reach whom this one cannot: not those who do not want it, or whom the business has blocked. */
    boolean anotherWay(Failure failure) {
        return failure.kind() == FailureClass.FIX_RECIPIENT
                && switch (failure.code()) {
                    case 130403, 130472, 131050 -> false;
                    default -> true;
                };
    }

    Retry retry(int code) {
        if (code == 0) {
            // no code at all: the API was not reached, or a proxy answered. An AuthException, which has this code too,
            // parks its channel
            return Retry.SOON;
        }
        return meaning(answered, code).map(Meaning::retry).orElse(Retry.SOON);
    }

    private static Optional<Meaning> meaning(TreeMap<Integer, Meaning> codes, int code) {
        return Optional.ofNullable(codes.floorEntry(code))
                .map(Map.Entry::getValue)
                .filter(meaning -> code <= meaning.last());
    }

    private JsonNode parse(@Nullable String body) {
        try {
            return json.readTree(body == null ? "" : body);
        } catch (JsonProcessingException notJson) {
            return json.missingNode();
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
