package io.recado.source.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.source.PullTrouble;
import io.recado.source.Sources;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;

class PullFailuresTest {

    private final PullFailures failures =
            new PullFailures(mock(Sources.class), Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC));

    private static HttpOperationFailedException http(int status, Map<String, String> headers) {
        return new HttpOperationFailedException(
                "https://pms.example.org/citas?paciente=Ana", status, "", null, headers, "Ana Muñoz no existe");
    }

    @Test
    void namesTheStatusAndNothingThatTheOtherSideWrote() {
        assertThat(failures.trouble(new RuntimeException(http(503, Map.of()))))
                .isEqualTo(new PullTrouble("HTTP 503", false, null));
    }

    @Test
    void understandsBothFormsOfRetryAfterUpToAnHour() {
        assertThat(failures.trouble(http(429, Map.of("retry-after", "120"))).pause())
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(failures.trouble(http(503, Map.of("Retry-After", "Fri, 20 Nov 2026 12:05:00 GMT")))
                        .pause())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(failures.trouble(http(503, Map.of("Retry-After", "864000"))).pause())
                .isEqualTo(Duration.ofHours(1));
        assertThat(failures.trouble(http(503, Map.of("Retry-After", "soon"))).pause())
                .isNull();
    }

    @Test
    void aCursorThatIsGoneAsksForTheWindow() {
        assertThat(failures.trouble(http(410, Map.of())).expired()).isTrue();
    }

    @Test
    void tellsApartWhyThereWasNoAnswer() {
        assertThat(failures.trouble(new RuntimeException(new ConnectException("refused")))
                        .code())
                .isEqualTo("connection refused");
        assertThat(failures.trouble(new SocketTimeoutException()).code()).isEqualTo("no answer in time");
        assertThat(failures.trouble(new RuntimeException(new SQLException("row of Ana Muñoz", "57014")))
                        .code())
                .isEqualTo("SQL state 57014");
    }

    @Test
    void callsJsonThatIsNoneMalformed() {
        Exception broken = null;
        try {
            new ObjectMapper().readTree("{\"datos\":[{");
        } catch (Exception e) {
            broken = e;
        }

        assertThat(broken).isNotNull();
        assertThat(failures.trouble(new RuntimeException(broken)).code()).isEqualTo("malformed JSON");
    }

    @Test
    void namesOnlyTheKindOfAnythingElse() {
        assertThat(failures.trouble(new IllegalStateException("Ana Muñoz")).code())
                .isEqualTo("IllegalStateException");
    }
}
