package io.recado.sandbox.whatsapp.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples of templates' headers come by the Resumable Upload API. */
class SampleUploadsIT {

    private static final String APP = "60102000000000001";
    private static final byte[] PDF = SampleFiles.read("preparacion.pdf");

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void backToRealTime() {
        sandbox.delete("/clock");
    }

    @Test
    void aFileInOneGoBecomesAHandle() {
        String session = opened("application/pdf", PDF.length);

        Answer answer = sandbox.answer(take(session, "0").POST(HttpRequest.BodyPublishers.ofByteArray(PDF)));

        assertThat(session).matches("upload:[\\w-]+\\?sig=\\w+");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().path("h").asText()).startsWith("4::");
    }

    @Test
    void whatCurlSendsAsAFormIsTakenForTheFile() {
        String session = opened("application/pdf", PDF.length);

        Answer answer = sandbox.answer(take(session, "0")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofByteArray(PDF)));

        assertThat(answer.json().path("h").asText()).as("%s", answer).startsWith("4::");
    }

    @Test
    void anUploadGoesOnWhereItBroke() throws Exception {
        String session = opened("application/pdf", PDF.length);
        breakOff(session, Arrays.copyOf(PDF, 5000));

        Awaitility.await().untilAsserted(() -> assertThat(offset(session)).isEqualTo(5000));
        Answer wrong = sandbox.answer(take(session, "0").POST(HttpRequest.BodyPublishers.ofByteArray(PDF)));
        Answer rest = sandbox.answer(take(session, "5000")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Arrays.copyOfRange(PDF, 5000, PDF.length))));

        assertThat(details(wrong)).contains("file_offset must be 5000");
        assertThat(rest.json().path("h").asText()).as("%s", rest).startsWith("4::");
    }

    @Test
    void tooLittleIsAskedForAndTooMuchIsRefused() {
        String session = opened("application/pdf", PDF.length);

        Answer less = sandbox.answer(
                take(session, "0").POST(HttpRequest.BodyPublishers.ofByteArray(Arrays.copyOf(PDF, 100))));
        Answer more = sandbox.answer(take(session, "100").POST(HttpRequest.BodyPublishers.ofByteArray(PDF)));

        assertThat(details(less)).contains("100 of " + PDF.length, "file_offset 100");
        assertThat(details(more)).contains("longer than its file_length");
        assertThat(offset(session)).isZero();
    }

    @Test
    void aSampleIsWhatItIsSaidToBe() {
        String session = opened("image/png", PDF.length);

        Answer answer = sandbox.answer(take(session, "0").POST(HttpRequest.BodyPublishers.ofByteArray(PDF)));

        assertThat(details(answer)).contains("sent as image/png", "of type application/pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "file_length=10&file_type=image/gif, 100",
        "file_type=image/png, 100",
        "file_length=ten&file_type=image/png, 100",
        "file_length=5242881&file_type=image/png, 131053",
        "file_length=104857601&file_type=application/pdf, 131053"
    })
    void aSessionNeedsAKnownTypeAndAPossibleSize(String query, int code) {
        assertThat(open(APP, query).code()).isEqualTo(code);
        assertThat(open(APP, "file_length=5242880&file_type=image/png").status())
                .isEqualTo(200);
    }

    @Test
    void sessionsAreTheAppsOwnAndEndAfterADay() {
        assertThat(open("609", "file_length=10&file_type=image/png").code()).isEqualTo(100);
        String session = opened("application/pdf", PDF.length);
        String forged = session.replaceAll("sig=.*", "sig=AR0");

        assertThat(sandbox.answer(request(forged)).code()).isEqualTo(100);
        assertThat(sandbox.answer(HttpRequest.newBuilder(URI.create(sandbox.url() + "/v23.0/" + session)))
                        .code())
                .isEqualTo(104);
        sandbox.advance("PT24H");
        assertThat(sandbox.answer(request(session)).code()).isEqualTo(100);
    }

    /** Promises the whole file and hangs up in its midst. */
    private static void breakOff(String session, byte[] beginning) throws IOException {
        URI uri = URI.create(sandbox.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /v23.0/" + session + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: OAuth sandbox-token\r\n"
                                    + "file_offset: 0\r\nContent-Length: " + PDF.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(beginning);
            out.flush();
        }
    }

    private static Answer open(String app, String query) {
        return sandbox.answer(sandbox.request("/v23.0/" + app + "/uploads?" + query)
                .header("Authorization", "OAuth sandbox-token")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String opened(String type, int length) {
        return open(APP, "file_name=a&file_length=" + length + "&file_type=" + type)
                .json()
                .path("id")
                .asText();
    }

    private static int offset(String session) {
        return sandbox.answer(request(session)).json().path("file_offset").asInt(-1);
    }

    private static HttpRequest.Builder take(String session, String offset) {
        return request(session).header("file_offset", offset);
    }

    private static HttpRequest.Builder request(String session) {
        return sandbox.request("/v23.0/" + session).header("Authorization", "OAuth sandbox-token");
    }

    private static String details(Answer answer) {
        assertThat(answer.code()).isEqualTo(100);
        return answer.json().at("/error/error_data/details").asText();
    }
}
