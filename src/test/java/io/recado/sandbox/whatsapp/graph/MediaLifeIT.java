package io.recado.sandbox.whatsapp.graph;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.Multipart;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the upload of a file to its end, with addresses that expire on the way. */
class MediaLifeIT {

    private static final String PATH = "/paths/~1{Version}~1{Media-ID}/";
    private static final String ANSWER = "/responses/200/content/application~1json/schema";
    private static final byte[] PHOTO = SampleFiles.read("photo.jpg");

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(
                TestDatabase.emptyUrl(),
                Map.of(
                        "sandbox.whatsapp.more-accounts[0].id", "102000000000009",
                        "sandbox.whatsapp.more-accounts[0].name", "Dental Norte",
                        "sandbox.whatsapp.more-accounts[0].app-secret", "other-secret",
                        "sandbox.whatsapp.more-accounts[0].tokens[0]", "other-token",
                        "sandbox.whatsapp.more-accounts[0].numbers[0].id", "104500000000009",
                        "sandbox.whatsapp.more-accounts[0].numbers[0].number", "+34930000000",
                        "sandbox.whatsapp.more-accounts[0].numbers[0].name", "Dental Norte"));
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
    void aFileComesBackAsItWasUploaded() throws Exception {
        String id = uploaded();

        Answer asked = sandbox.graph(id + "?phone_number_id=" + MADRID);

        assertThat(asked.status()).isEqualTo(200);
        MetaContract.fitsAt(PATH + "get" + ANSWER, asked.json());
        JsonNode media = asked.json();
        assertThat(media.path("messaging_product").asText()).isEqualTo("whatsapp");
        assertThat(media.path("id").asText()).isEqualTo(id);
        assertThat(media.path("mime_type").asText()).isEqualTo("image/jpeg");
        assertThat(media.path("file_size").asText()).isEqualTo(String.valueOf(PHOTO.length));
        assertThat(media.path("sha256").asText())
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(PHOTO)));
        HttpResponse<byte[]> downloaded = download(media, "sandbox-token");
        assertThat(downloaded.statusCode()).isEqualTo(200);
        assertThat(downloaded.body()).isEqualTo(PHOTO);
        assertThat(downloaded.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    }

    @Test
    void anAddressNeedsATokenOfTheAccountAndExpiresAfterFiveMinutes() {
        String id = uploaded();
        JsonNode media = sandbox.graph(id).json();

        assertThat(sandbox.bytes(HttpRequest.newBuilder(address(media))).statusCode())
                .isEqualTo(401);
        assertThat(download(media, "no-token").statusCode()).isEqualTo(401);
        assertThat(download(media, "other-token").statusCode()).isEqualTo(404);
        assertThat(sandbox.bytes(authorized(URI.create(address(media) + "0"), "sandbox-token"))
                        .statusCode())
                .isEqualTo(404);
        sandbox.advance("PT4M30S");
        assertThat(download(media, "sandbox-token").statusCode()).isEqualTo(200);
        sandbox.advance("PT30S");
        assertThat(download(media, "sandbox-token").statusCode()).isEqualTo(404);
        assertThat(download(sandbox.graph(id).json(), "sandbox-token").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUploadLastsThirtyDays() {
        String id = uploaded();

        sandbox.advance("P29DT23H59M");
        assertThat(sandbox.graph(id).status()).isEqualTo(200);
        sandbox.advance("PT1M");
        unknown(sandbox.graph(id));
    }

    @Test
    void aFileThatAPersonSentLastsSevenDays() {
        String id = sandbox.answer(new Multipart()
                        .field("phoneNumberId", MADRID)
                        .file("file", "voice.ogg", "audio/ogg", SampleFiles.read("voice-note.ogg"))
                        .post(sandbox.request("/sandbox/api/media")))
                .json()
                .path("id")
                .asText();

        assertThat(sandbox.graph(id).json().path("mime_type").asText()).isEqualTo("audio/ogg");
        sandbox.advance("P6DT23H59M");
        assertThat(sandbox.graph(id).status()).isEqualTo(200);
        sandbox.advance("PT1M");
        unknown(sandbox.graph(id));
        assertThat(sandbox.bytes(sandbox.request("/sandbox/media/" + id)).statusCode())
                .as("on the phone it stays")
                .isEqualTo(200);
    }

    @Test
    void aDeletedFileIsGone() {
        String id = uploaded();
        JsonNode media = sandbox.graph(id).json();

        Answer deleted = delete(id);

        MetaContract.fitsAt(PATH + "delete" + ANSWER, deleted.json());
        assertThat(deleted.json().path("success").asBoolean()).isTrue();
        unknown(sandbox.graph(id));
        unknown(delete(id));
        assertThat(download(media, "sandbox-token").statusCode()).isEqualTo(404);
    }

    @Test
    void nobodySeesAnotherAccountsFiles() {
        String id = uploaded();

        Answer read = sandbox.answer(authorized(URI.create(sandbox.url() + "/v23.0/" + id), "other-token"));
        Answer deleted = sandbox.answer(authorized(URI.create(sandbox.url() + "/v23.0/" + id), "other-token")
                .DELETE());

        unknown(read);
        unknown(deleted);
        unknown(sandbox.graph(id + "?phone_number_id=104500000000002"));
        assertThat(sandbox.graph(id).status()).isEqualTo(200);
        assertThat(sandbox.answer(sandbox.request("/v23.0/" + id)).code()).isEqualTo(104);
        unknown(sandbox.graph("7999999999999999"));
        unknown(sandbox.upload("104500000000009", "a.jpg", "image/jpeg", PHOTO));
    }

    private static void unknown(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(100);
        assertThat(answer.json().at("/error/error_subcode").asInt()).isEqualTo(33);
    }

    private static String uploaded() {
        return sandbox.upload(MADRID, "photo.jpg", "image/jpeg", PHOTO)
                .json()
                .path("id")
                .asText();
    }

    private static Answer delete(String id) {
        return sandbox.answer(authorized(URI.create(sandbox.url() + "/v23.0/" + id), "sandbox-token")
                .DELETE());
    }

    private static URI address(JsonNode media) {
        return URI.create(media.path("url").asText());
    }

    private static HttpResponse<byte[]> download(JsonNode media, String token) {
        return sandbox.bytes(authorized(address(media), token));
    }

    private static HttpRequest.Builder authorized(URI uri, String token) {
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
    }
}
