package io.recado.sandbox.whatsapp.chat;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.Multipart;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files that people send, on their way to the business. */
class InboundMediaIT {

    private static final byte[] VOICE = SampleFiles.read("voice-note.ogg");

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aVoiceNoteIsDownloadedByTheBusinessItWasSentTo() {
        String id = kept("voice.ogg", "audio/ogg", VOICE);
        assertThat(sandbox.graph(id).code()).as("nobody has got it yet").isEqualTo(100);

        JsonNode audio = told(say(
                        "34600000011",
                        "{'type':'audio','audio':{'id':'" + id + "','voice':true},'phoneNumberId':'" + MADRID + "'}"))
                .path("audio");

        assertThat(audio.path("mime_type").asText()).isEqualTo("audio/ogg; codecs=opus");
        assertThat(audio.path("voice").asBoolean()).isTrue();
        JsonNode media = sandbox.graph(audio.path("id").asText()).json();
        assertThat(media.path("sha256").asText()).isEqualTo(audio.path("sha256").asText());
        assertThat(sandbox.bytes(HttpRequest.newBuilder(
                                        URI.create(media.path("url").asText()))
                                .header("Authorization", "Bearer sandbox-token"))
                        .body())
                .isEqualTo(VOICE);
    }

    @Test
    void oneFileSentToTwoNumbersHasTwoIds() {
        String id = kept("photo.jpg", "image/jpeg", SampleFiles.read("photo.jpg"));
        String first = told(say(
                        "34600000012", "{'type':'image','image':{'id':'" + id + "'},'phoneNumberId':'" + MADRID + "'}"))
                .at("/image/id")
                .asText();
        String second = told(say(
                        "34600000012",
                        "{'type':'image','image':{'id':'" + id + "'},'phoneNumberId':'104500000000002'}"))
                .at("/image/id")
                .asText();

        assertThat(first).isEqualTo(id).isNotEqualTo(second);
        assertThat(sandbox.graph(second + "?phone_number_id=104500000000002")
                        .json()
                        .path("sha256"))
                .isEqualTo(sandbox.graph(first + "?phone_number_id=" + MADRID)
                        .json()
                        .path("sha256"));
    }

    @Test
    void aFileOfOneHundredMegabytesComesAndALargerOneIsLost() {
        String largest = kept("a.pdf", "application/pdf", SampleFiles.of("application/pdf", 100 << 20));
        String larger = kept("b.pdf", "application/pdf", SampleFiles.of("application/pdf", (100 << 20) + 1));

        JsonNode came = told(say("34600000013", "{'type':'document','document':{'id':'" + largest + "'}}"));
        JsonNode lost = told(say("34600000013", "{'type':'document','document':{'id':'" + larger + "'}}"));

        assertThat(came.at("/document/filename").asText()).isEqualTo("a.pdf");
        assertThat(lost.at("/errors/0/code").asInt()).isEqualTo(131052);
        assertThat(lost.path("type").asText()).isEqualTo("unsupported");
        assertThat(lost.has("document")).isFalse();
    }

    @Test
    void filesOfSomePeopleAreLostAndThoseOfOthersWhenItIsOrdered() {
        String id = kept("photo.jpg", "image/jpeg", SampleFiles.read("photo.jpg"));
        String image = "{'type':'image','image':{'id':'" + id + "'}}";

        assertThat(told(say("34600001052", image)).at("/errors/0/code").asInt()).isEqualTo(131052);
        sandbox.control("/faults", sandbox.object("{'number':'+34600000014','kind':'media-lost'}"));
        assertThat(told(say("34600000014", image)).at("/errors/0/code").asInt()).isEqualTo(131052);
        assertThat(told(say("34600000014", image)).at("/image/id").asText()).isNotEmpty();
    }

    @Test
    void aDownloadFailsOnceWhenItIsOrdered() {
        String id = told(say(
                        "34600000015",
                        "{'type':'audio','audio':{'id':'" + kept("voice.ogg", "audio/ogg", VOICE) + "'}}"))
                .at("/audio/id")
                .asText();
        sandbox.control("/faults", sandbox.object("{'kind':'media-gone'}"));

        assertThat(sandbox.send(sandbox.reminder("+34600000015", "x")).status())
                .as("messages are left alone")
                .isEqualTo(200);
        assertThat(download(id)).isEqualTo(404);
        assertThat(download(id)).isEqualTo(200);
    }

    private static int download(String id) {
        return sandbox.bytes(HttpRequest.newBuilder(
                                URI.create(sandbox.graph(id).json().path("url").asText()))
                        .header("Authorization", "Bearer sandbox-token"))
                .statusCode();
    }

    private static String say(String number, String message) {
        Answer answer = sandbox.control("/phones/" + number + "/send", sandbox.object(message));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.wamid();
    }

    private static String kept(String name, String type, byte[] content) {
        return sandbox.answer(
                        new Multipart().file("file", name, type, content).post(sandbox.request("/sandbox/api/media")))
                .json()
                .path("id")
                .asText();
    }

    private static JsonNode told(String wamid) {
        return await().until(
                        () -> sandbox.values().stream()
                                .map(value -> value.at("/messages/0"))
                                .filter(message -> message.path("id").asText().equals(wamid))
                                .findFirst()
                                .orElse(null),
                        message -> message != null);
    }
}
