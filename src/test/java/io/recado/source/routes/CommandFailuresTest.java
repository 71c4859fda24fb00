package io.recado.source.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.source.WriteBackOutcome;
import io.recado.source.WriteBackOutcome.Conflict;
import io.recado.source.WriteBackOutcome.Failed;
import io.recado.source.WriteBackOutcome.Retry;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandFailuresTest {

    private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");

    private final CommandFailures failures = new CommandFailures(new ObjectMapper(), Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(ints = {409, 412})
    void whatWasChangedMeanwhileIsAConflict(int status) {
        assertThat(failures.outcome(http(status, "{\"codigo\":\"ESTADO_NO_PERMITE\"}", Map.of())))
                .isEqualTo(new Conflict("HTTP " + status + " ESTADO_NO_PERMITE"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 422})
    void whatTheSourceWillNeverDoIsFailed(int status) {
        assertThat(failures.outcome(http(status, "", Map.of()))).isEqualTo(new Failed("HTTP " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503, 504})
    void whatMayPassIsTriedAgain(int status) {
        assertThat(failures.outcome(http(status, "<html>down</html>", Map.of())))
                .isEqualTo(new Retry("HTTP " + status, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"90|90", "Mon, 23 Nov 2026 17:02:00 GMT|120", "999999|3600", "soon|"})
    void aSourceThatAsksForAPauseGetsOne(String header, Long seconds) {
        assertThat(failures.outcome(http(429, "", Map.of("retry-after", header))))
                .isEqualTo(new Retry("HTTP 429", seconds == null ? null : Duration.ofSeconds(seconds)));
    }

    @Test
    void aLostConnectionIsTriedAgain() {
        assertThat(failures.outcome(new SocketTimeoutException("after 20 s"))).isInstanceOf(Retry.class);
        assertThat(failures.outcome(new ConnectException("refused"))).isInstanceOf(Retry.class);
    }

    @ParameterizedTest
    @CsvSource({"08006,retry", "40P01,retry", "53300,retry", "57P01,retry", "22P02,failed", "42501,failed", ",retry"})
    void aDatabaseSaysByItsStateWhetherItMayPass(String state, String code) {
        var wrapped = new CamelExecutionException("while applying", null, new SQLException("no words", state));

        assertThat(failures.outcome(wrapped)).extracting(WriteBackOutcome::code).isEqualTo(code);
    }

    @Test
    void whatNobodyForesawIsTriedAgain() {
        assertThat(failures.outcome(new IllegalStateException("?")))
                .isEqualTo(new Retry("IllegalStateException", null));
    }

    @Test
    void aProblemsWordsAreNotRepeated() {
        var outcome = failures.outcome(http(404, "{\"detail\":\"Ana Muñoz\",\"codigo\":\"NO EXISTE Ana\"}", Map.of()));

        assertThat(outcome).isEqualTo(new Failed("HTTP 404"));
    }

    private static HttpOperationFailedException http(int status, String body, Map<String, String> headers) {
        return new HttpOperationFailedException("http://localhost/citas", status, "", null, headers, body);
    }
}
