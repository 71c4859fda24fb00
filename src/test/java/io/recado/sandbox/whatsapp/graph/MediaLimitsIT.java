package io.recado.sandbox.whatsapp.graph;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.Multipart;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One type of each kind at its limit and one byte over it; {@code KindTest} has them all. */
class MediaLimitsIT {

    private static final String UPLOADED =
            "/paths/~1{Version}~1{Phone-Number-ID}~1media/post/responses/200/content/application~1json/schema";

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, 5242880",
        "image/png, 5242880",
        "image/webp, 102400",
        "image/webp moving, 512000",
        "video/mp4, 16777216",
        "audio/ogg, 16777216",
        "application/pdf, 104857600"
    })
    void aFileOfTheLargestSizeIsTakenAndOneByteMoreIsNot(String kind, int most) {
        String mime = kind.replace(" moving", "");

        Answer fits = sandbox.upload(MADRID, "f", mime, SampleFiles.of(kind, most));
        Answer tooLarge = sandbox.upload(MADRID, "f", mime, SampleFiles.of(kind, most + 1));

        assertThat(fits.status()).as("%s", fits).isEqualTo(200);
        MetaContract.fitsAt(UPLOADED, fits.json());
        assertThat(fits.json().path("id").asText()).matches("[0-9]{16}");
        assertThat(tooLarge.status()).isEqualTo(400);
        assertThat(tooLarge.code()).isEqualTo(131053);
        MetaContract.fits("GraphAPIError", tooLarge.json());
        assertThat(tooLarge.json().at("/error/error_data/details").asText()).contains(most + " bytes");
    }

    @Test
    void aFileLargerThanAnythingIsRefusedInMetasWordsAndNotTheServers() {
        Answer answer = sandbox.upload(MADRID, "f", "application/pdf", SampleFiles.of("application/pdf", 130 << 20));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(131053);
        assertThat(answer.json().at("/error/fbtrace_id").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "image/gif",
        "image/svg+xml",
        "video/webm",
        "text/html",
        "application/zip",
        "application/octet-stream",
        "''"
    })
    void otherTypesAreRefused(String type) {
        Answer answer = sandbox.answer(new Multipart()
                .field("messaging_product", "whatsapp")
                .file("file", "photo.jpg", type, SampleFiles.read("photo.jpg"))
                .post(upload()));

        assertThat(answer.code()).isEqualTo(100);
        assertThat(answer.json().at("/error/error_data/details").asText())
                .contains("image/jpeg, image/png")
                .contains("'" + (type.isEmpty() ? "application/octet-stream" : type) + "'");
    }

    @Test
    void whatTheFormLacksIsNamed() {
        byte[] photo = SampleFiles.read("photo.jpg");

        Answer noProduct = sandbox.answer(
                new Multipart().file("file", "a.jpg", "image/jpeg", photo).post(upload()));
        Answer otherProduct = sandbox.answer(new Multipart()
                .field("messaging_product", "telegram")
                .file("file", "a.jpg", "image/jpeg", photo)
                .post(upload()));
        Answer noFile = sandbox.answer(
                new Multipart().field("messaging_product", "whatsapp").post(upload()));
        Answer empty = sandbox.upload(MADRID, "a.jpg", "image/jpeg", new byte[0]);

        assertThat(details(noProduct)).contains("messaging_product is required");
        assertThat(details(otherProduct)).contains("\"telegram\"");
        assertThat(details(noFile)).contains("file is required");
        assertThat(details(empty)).contains("must not be empty");
    }

    @Test
    void theFormsTypeStandsInForOneThatTheFileLacks() {
        Answer answer = sandbox.answer(new Multipart()
                .field("messaging_product", "whatsapp")
                .field("type", "audio/ogg; codecs=opus")
                .file("file", "voice.ogg", "", SampleFiles.read("voice-note.ogg"))
                .post(upload()));

        assertThat(sandbox.graph(answer.json().path("id").asText())
                        .json()
                        .path("mime_type")
                        .asText())
                .isEqualTo("audio/ogg");
    }

    private static java.net.http.HttpRequest.Builder upload() {
        return sandbox.request("/v23.0/" + MADRID + "/media").header("Authorization", "Bearer sandbox-token");
    }

    private static String details(Answer answer) {
        assertThat(answer.code()).isEqualTo(100);
        return answer.json().at("/error/error_data/details").asText();
    }
}
