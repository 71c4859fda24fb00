package io.recado.channel;

import static io.recado.channel.FailureClass.BAD_REQUEST;
import static io.recado.channel.FailureClass.FIX_ACCOUNT;
import static io.recado.channel.FailureClass.FIX_RECIPIENT;
import static io.recado.channel.FailureClass.FIX_TEMPLATE;
import static io.recado.channel.FailureClass.RETRY_LATER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudErrorsTest {

    private final CloudErrors errors = new CloudErrors(new ObjectMapper());

    @ParameterizedTest
    @CsvSource({
        "0, 401, FIX_ACCOUNT",
        "1, 400, RETRY_LATER",
        "2, 503, RETRY_LATER",
        "3, 500, FIX_ACCOUNT",
        "4, 400, RETRY_LATER",
        "10, 403, FIX_ACCOUNT",
        "33, 400, FIX_ACCOUNT",
        "100, 400, BAD_REQUEST",
        "190, 401, FIX_ACCOUNT",
        "200, 403, FIX_ACCOUNT",
        "250, 403, FIX_ACCOUNT",
        "299, 403, FIX_ACCOUNT",
        "368, 403, FIX_ACCOUNT",
        "80007, 429, RETRY_LATER",
        "130429, 400, RETRY_LATER",
        "130472, 400, FIX_RECIPIENT",
        "130497, 403, FIX_RECIPIENT",
        "131000, 500, RETRY_LATER",
        "131005, 403, FIX_ACCOUNT",
        "131008, 400, BAD_REQUEST",
        "131009, 400, BAD_REQUEST",
        "131016, 500, RETRY_LATER",
        "131021, 400, BAD_REQUEST",
        "131026, 400, FIX_RECIPIENT",
        "131030, 400, FIX_RECIPIENT",
        "131031, 403, FIX_ACCOUNT",
        "131042, 400, FIX_ACCOUNT",
        "131045, 500, FIX_ACCOUNT",
        "131047, 400, WINDOW_CLOSED",
        "131048, 400, RETRY_LATER",
        "131049, 400, RETRY_LATER",
        "131050, 400, FIX_RECIPIENT",
        "131051, 400, BAD_REQUEST",
        "131053, 400, BAD_REQUEST",
        "131056, 400, RETRY_LATER",
        "131057, 500, RETRY_LATER",
        "132000, 400, FIX_TEMPLATE",
        "132001, 404, FIX_TEMPLATE",
        "132005, 400, FIX_TEMPLATE",
        "132007, 400, FIX_TEMPLATE",
        "132012, 400, FIX_TEMPLATE",
        "132015, 400, FIX_TEMPLATE",
        "132016, 400, FIX_TEMPLATE",
        "132068, 400, FIX_TEMPLATE",
        "133000, 500, FIX_ACCOUNT",
        "133004, 503, RETRY_LATER",
        "133010, 400, FIX_ACCOUNT",
        "135000, 400, BAD_REQUEST",
        "139102, 400, BAD_REQUEST",
        "2388019, 400, FIX_TEMPLATE",
        "2494100, 400, RETRY_LATER"
    })
    void theCodeDecidesAndNotTheHttpStatus(int code, int httpStatus, FailureClass kind) {
        assertThat(errors.answered(httpStatus, error(code)).kind()).isEqualTo(kind);
        assertThat(errors.answered(500, error(code)).kind()).isEqualTo(kind);
    }

    @Test
    void keepsWhatMetaSaid() {
        assertThat(errors.answered(400, error(131026)))
                .isEqualTo(new Failure(FIX_RECIPIENT, 131026, "Message undeliverable", "the details", "Az8or2y"));
    }

    @Test
    void anUnknownCodeIsPassingOnlyWhenItLooksSo() {
        assertThat(errors.answered(400, error(777777)).kind()).isEqualTo(BAD_REQUEST);
        assertThat(errors.answered(429, error(777777)).kind()).isEqualTo(RETRY_LATER);
        assertThat(errors.answered(503, error(777777)).kind()).isEqualTo(RETRY_LATER);
        assertThat(errors.answered(400, "{\"error\":{\"code\":777777,\"is_transient\":true}}")
                        .kind())
                .isEqualTo(RETRY_LATER);
        assertThat(errors.answered(300, error(300)).kind()).isEqualTo(BAD_REQUEST);
    }

    @Test
    void understandsAnswersThatAreNotMetas() {
        assertThat(errors.answered(503, "<html>Service Unavailable</html>").kind())
                .isEqualTo(RETRY_LATER);
        assertThat(errors.answered(401, null).kind()).isEqualTo(FIX_ACCOUNT);
        assertThat(errors.answered(404, "").kind()).isEqualTo(BAD_REQUEST);
    }

    @Test
    void aCodeMayMeanSomethingElseInAStatus() {
        assertThat(errors.answered(400, error(135000)).kind()).isEqualTo(BAD_REQUEST);
        assertThat(errors.reported(135000, null, null).kind()).isEqualTo(FIX_ACCOUNT);
        assertThat(errors.reported(132015, "Template is Paused", null).kind()).isEqualTo(FIX_TEMPLATE);
    }

    @Test
    void knowsWhetherAMessageCanHaveLeft() {
        assertThat(errors.refusal(new ConnectException("refused"))).isInstanceOf(Refusal.NotSent.class);
        assertThat(errors.refusal(new UnknownHostException("graph"))).isInstanceOf(Refusal.NotSent.class);
        assertThat(errors.refusal(new ConnectTimeoutException("slow"))).isInstanceOf(Refusal.NotSent.class);
        assertThat(errors.refusal(new SocketTimeoutException("read"))).isInstanceOf(Refusal.Unknown.class);
        assertThat(errors.refusal(new NoHttpResponseException("gone"))).isInstanceOf(Refusal.Unknown.class);
        assertThat(errors.refusal(new IOException("Connection reset"))).isInstanceOf(Refusal.Unknown.class);
        assertThat(errors.refusal(new IllegalStateException("who knows"))).isInstanceOf(Refusal.Unknown.class);
    }

    @Test
    void whatHasNoWordsInTheChannelDidNotLeaveAndNeverWill() {
        assertThat(errors.refusal(new UnwritableMessageException("No message of this kind")))
                .isInstanceOfSatisfying(
                        Refusal.NotSent.class,
                        notSent -> assertThat(notSent.failure().kind()).isEqualTo(BAD_REQUEST));
    }

    @Test
    void looksThroughWrappers() {
        var wrapped = new IllegalStateException(new CamelExecutionException("outer", null, http(400, error(131026))));

        assertThat(errors.refusal(wrapped)).isEqualTo(new Refusal.Answered(errors.answered(400, error(131026))));
    }

    @Test
    void anAnswerThatAProxyLostMayHaveBeenAYes() {
        assertThat(errors.refusal(http(504, "<html>Gateway Timeout</html>"))).isInstanceOf(Refusal.Unknown.class);
        assertThat(errors.refusal(http(503, error(133004)))).isInstanceOf(Refusal.Answered.class);
    }

    @Test
    void someFailuresAskForPatience() {
        assertThat(errors.retry(131049)).isEqualTo(new Retry(2, Duration.ofDays(1), true));
        assertThat(errors.retry(131000).tries()).isEqualTo(3);
        assertThat(errors.retry(131056).firstWait()).isEqualTo(Duration.ofSeconds(4));
        assertThat(errors.retry(0x7fffffff)).isEqualTo(Retry.SOON);
    }

    @Test
    void aChannelThatCouldNotBeReachedIsTriedAgainSoon() {
        var away = errors.refusal(new ConnectException("refused")).failure();

        assertThat(errors.retry(away.code())).isEqualTo(Retry.SOON);
    }

    private static HttpOperationFailedException http(int status, String body) {
        return new HttpOperationFailedException("http://stub", status, "", null, Map.of(), body);
    }

    private static String error(int code) {
        return """
                {"error":{"message":"(#%d) words","type":"OAuthException","code":%d,
                 "error_data":{"messaging_product":"whatsapp","details":"the details"},"fbtrace_id":"Az8or2y"}}
                """.formatted(code, code);
    }
}
