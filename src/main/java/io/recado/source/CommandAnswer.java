package io.recado.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a kamelet that applies commands: {@code {"outcome": "done|conflict|failed|retry", "version": …, "detail": …, "pause": seconds}}.
 * A kamelet need not tell failures apart itself: whatever it throws is classified in the same terms.
 */
public final class CommandAnswer {

    private static final int LONGEST_DETAIL = 200;

    private CommandAnswer() {}

    /** What a kamelet answered. An answer that cannot be read says nothing about what the source did, so it counts as retry. */
    static WriteBackOutcome read(ObjectMapper json, @Nullable String text) {
        JsonNode answer;
        try {
            answer = json.readTree(text == null ? "" : text);
        } catch (JsonProcessingException e) {
            return unreadable("is not JSON");
        }
        var detail = shortened(answer.path("detail").asText(""));
        return switch (answer.path("outcome").asText()) {
            case "done" ->
                new WriteBackOutcome.Done(
                        answer.hasNonNull("version") ? answer.path("version").asText() : null);
            case "conflict" -> new WriteBackOutcome.Conflict(detail);
            case "failed" -> new WriteBackOutcome.Failed(detail);
            case "retry" ->
                new WriteBackOutcome.Retry(
                        detail,
                        answer.path("pause").isNumber()
                                ? Duration.ofSeconds(answer.path("pause").asLong())
                                : null);
            default -> unreadable("has no outcome of done, conflict, failed or retry");
        };
    }

    /** The same, written. */
    public static String write(ObjectMapper json, WriteBackOutcome outcome) {
        var answer = json.createObjectNode().put("outcome", outcome.code());
        switch (outcome) {
            case WriteBackOutcome.Done(var version) -> answer.put("version", version);
            case WriteBackOutcome.Conflict(var detail) -> answer.put("detail", detail);
            case WriteBackOutcome.Failed(var detail) -> answer.put("detail", detail);
            case WriteBackOutcome.Retry(var detail, var pause) -> {
                answer.put("detail", detail);
                if (pause != null) {
                    answer.put("pause", pause.toSeconds());
                }
            }
        }
        return answer.toString();
    }

    private static WriteBackOutcome unreadable(String how) {
        return new WriteBackOutcome.Retry("the kamelet's answer " + how, null);
    }

    private static String shortened(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
    }
}
