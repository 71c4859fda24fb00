package io.recado.sandbox.whatsapp.chat;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What WhatsApp accepts, and only then finds wrong. */
class FailsAfterwardsIT {

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

    @ParameterizedTest(name = "{1} as {0}")
    @CsvSource({
        "video, map.png, image/png, false",
        "image, preparacion.pdf, application/pdf, false",
        "sticker, map.png, image/png, false",
        "document, preparacion.pdf, application/pdf, true",
        "image, map.png, image/png, true"
    })
    void aFileOfTheWrongTypeFails(String type, String file, String mime, boolean good) {
        String person = writer("34600000601");
        String id = sandbox.upload(MADRID, file, mime, SampleFiles.read(file))
                .json()
                .path("id")
                .asText();

        String wamid = send(person, "'type':'" + type + "','" + type + "':{'id':'" + id + "'}");

        assertTold(wamid, good ? List.of("sent", "delivered") : List.of("failed 131053"));
    }

    @Test
    void aReactionIsSentAndNothingMoreIsTold() {
        String person = writer("34600000602");
        String message = send(person, "'type':'text','text':{'body':'Hola'}");

        String wamid = send(person, reaction(message, "👍"));

        assertTold(message, List.of("sent", "delivered"));
        assertTold(wamid, List.of("sent"));
    }

    @Test
    void aReactionNeedsAMessageOfThisChatThatIsNoReaction() {
        String person = writer("34600000603");
        String elsewhere = send(writer("34600000604"), "'type':'text','text':{'body':'Hola'}");
        String reaction = send(person, reaction(elsewhere, "👍"));

        assertTold(reaction, List.of("failed 131009"));
        assertTold(send(person, reaction("wamid.nothing", "👍")), List.of("failed 131009"));
        String good = send(
                person,
                reaction(
                        sandbox.control("/phones/" + person + "/write", sandbox.object("{'text':'A'}"))
                                .wamid(),
                        "👍"));
        assertTold(send(person, reaction(good, "👍")), List.of("failed 131009"));
    }

    @Test
    void whatIsOlderThanThirtyDaysTakesNoReaction() {
        String person = writer("34600000605");
        String message = send(person, "'type':'text','text':{'body':'Hola'}");
        sandbox.advance("P31D");
        writer(person);

        assertTold(send(person, reaction(message, "👍")), List.of("failed 131009"));
    }

    @Test
    void whoeverWroteTodayCanBeBlocked() {
        String person = writer("34600000606");

        var blocked = sandbox.answer(blocks().method("POST", body("+" + person, "+34600000699")));

        assertThat(blocked.status()).isEqualTo(400);
        assertThat(blocked.code()).isEqualTo(139100);
        assertThat(blocked.json().at("/block_users/added_users/0/wa_id").asText())
                .isEqualTo(person);
        assertThat(blocked.json().at("/block_users/failed_users/0/input").asText())
                .isEqualTo("+34600000699");
        assertThat(sandbox.answer(blocks()).json().path("data").findValuesAsText("wa_id"))
                .contains(person);
        assertTold(sandbox.send(sandbox.reminder("+" + person, "x")).wamid(), List.of("failed 130403"));
        String unheard = sandbox.control("/phones/" + person + "/write", sandbox.object("{'text':'¿Hola?'}"))
                .wamid();

        assertThat(sandbox.answer(blocks().method("DELETE", body("+" + person))).status())
                .isEqualTo(200);

        assertTold(sandbox.send(sandbox.reminder("+" + person, "x")).wamid(), List.of("sent", "delivered"));
        assertThat(sandbox.values())
                .noneMatch(value -> value.at("/messages/0/id").asText().equals(unheard));
    }

    @Test
    void whoeverBlocksTheBusinessIsUnreachable() {
        sandbox.control("/phones/34600000607/block", sandbox.object("{'phoneNumberId':'" + MADRID + "'}"));
        assertTold(sandbox.send(sandbox.reminder("+34600000607", "x")).wamid(), List.of("failed 131026"));

        sandbox.control(
                "/phones/34600000607/block", sandbox.object("{'phoneNumberId':'" + MADRID + "','blocked':false}"));
        assertTold(sandbox.send(sandbox.reminder("+34600000607", "x")).wamid(), List.of("sent", "delivered"));
    }

    private static HttpRequest.Builder blocks() {
        return sandbox.request("/v23.0/" + MADRID + "/block_users")
                .header("Authorization", "Bearer sandbox-token")
                .header("Content-Type", "application/json");
    }

    private static BodyPublisher body(String... users) {
        ObjectNode body = sandbox.object("{'messaging_product':'whatsapp','block_users':[]}");
        for (String user : users) {
            body.withArray("block_users").addObject().put("user", user);
        }
        return HttpRequest.BodyPublishers.ofString(body.toString());
    }

    private static String writer(String person) {
        sandbox.control(
                "/phones/" + person + "/write", sandbox.object("{'text':'Hola','phoneNumberId':'" + MADRID + "'}"));
        return person;
    }

    private static String reaction(String message, String emoji) {
        return "'type':'reaction','reaction':{'message_id':'" + message + "','emoji':'" + emoji + "'}";
    }

    private static String send(String person, String message) {
        var answer =
                sandbox.send(sandbox.object("{'messaging_product':'whatsapp','to':'+" + person + "'," + message + "}"));
        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
        return answer.wamid();
    }

    /** @param expected statuses in their order, of failures with their code */
    private static void assertTold(String wamid, List<String> expected) {
        await().untilAsserted(() -> assertThat(sandbox.statuses(wamid).stream()
                        .map(status -> (status.path("status").asText()
                                        + ' '
                                        + status.at("/errors/0/code").asText())
                                .strip()))
                .containsExactlyElementsOf(expected));
    }
}
