package io.recado.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.source.WriteBackOutcome.Conflict;
import io.recado.source.WriteBackOutcome.Done;
import io.recado.source.WriteBackOutcome.Failed;
import io.recado.source.WriteBackOutcome.Retry;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandAnswerTest {

    private final ObjectMapper json = new ObjectMapper();

    static Stream<WriteBackOutcome> outcomes() {
        return Stream.of(
                new Done("8"),
                new Done(null),
                new Conflict("HTTP 412"),
                new Failed("HTTP 404"),
                new Retry("HTTP 503", null),
                new Retry("HTTP 429", Duration.ofSeconds(90)));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void isReadAsItWasWritten(WriteBackOutcome outcome) {
        assertThat(CommandAnswer.read(json, CommandAnswer.write(json, outcome))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "<html>", "{}", "{\"outcome\":\"maybe\"}", "[]"})
    void anAnswerWithoutOutcomeIsTriedAgain(String answer) {
        assertThat(CommandAnswer.read(json, answer)).isInstanceOf(Retry.class);
    }

    @Test
    void aNumberIsAVersionToo() {
        assertThat(CommandAnswer.read(json, "{\"outcome\":\"done\",\"version\":8}"))
                .isEqualTo(new Done("8"));
    }
}
