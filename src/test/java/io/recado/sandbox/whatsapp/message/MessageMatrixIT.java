package io.recado.sandbox.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type of message against every limit, from both sides: the most that is allowed is taken, one more is refused with
 * WhatsApp's code. What is taken, what is answered and what webhooks say of it is held against Meta's OpenAPI.
 */
class MessageMatrixIT {

    private static final String PERSON = "+34600000777";
    private static final String OTHER_ACCOUNT = "204500000000001";
    private static final Map<String, String> NAMES = new HashMap<>();
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(
                TestDatabase.emptyUrl(),
                Map.of(
                        "sandbox.whatsapp.more-accounts[0].id", "202000000000001",
                        "sandbox.whatsapp.more-accounts[0].name", "Otra",
                        "sandbox.whatsapp.more-accounts[0].app-secret", "other-secret",
                        "sandbox.whatsapp.more-accounts[0].tokens[0]", "sandbox-token",
                        "sandbox.whatsapp.more-accounts[0].numbers[0].id", OTHER_ACCOUNT,
                        "sandbox.whatsapp.more-accounts[0].numbers[0].number", "+34930000000",
                        "sandbox.whatsapp.more-accounts[0].numbers[0].name", "Otra"));
        TemplateMatrix.templates().forEach(MessageMatrixIT::create);
        NAMES.put("message", written());
        NAMES.put("image", upload(SandboxClient.MADRID, "map.png", "image/png"));
        NAMES.put("video", upload(SandboxClient.MADRID, "film.mp4", "video/mp4"));
        NAMES.put("audio", upload(SandboxClient.MADRID, "voice-note.ogg", "audio/ogg"));
        NAMES.put("document", upload(SandboxClient.MADRID, "preparacion.pdf", "application/pdf"));
        NAMES.put("sticker", upload(SandboxClient.MADRID, "sticker.webp", "image/webp"));
        NAMES.put("foreign", upload(OTHER_ACCOUNT, "map.png", "image/png"));
    }

    @AfterAll
    static void stop() {
        await().untilAsserted(() -> assertThat(sandbox.webhooks).isNotEmpty());
        sandbox.webhooks.stream()
                .map(webhook -> sandbox.read(webhook.body()))
                // the file knows nothing of news about templates
                .filter(body ->
                        "messages".equals(body.at("/entry/0/changes/0/field").asText()))
                .forEach(body -> MetaContract.fits("WebhookPayload", body));
        sandbox.close();
    }

    private static void create(String template) {
        Answer answer = sandbox.answer(sandbox.request("/v23.0/102000000000001/message_templates")
                .header("Authorization", "Bearer sandbox-token")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        sandbox.object(template).toString())));
        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
        String name = sandbox.object(template).path("name").asText();
        await().untilAsserted(() -> assertThat(sandbox.graph("102000000000001/message_templates?name=" + name)
                        .json()
                        .at("/data/0/status")
                        .asText())
                .isEqualTo("APPROVED"));
    }

    private static String written() {
        return sandbox.control("/phones/" + PERSON + "/write", sandbox.object("{'text':'Hola'}"))
                .wamid();
    }

    private static String upload(String number, String file, String type) {
        Answer answer = sandbox.upload(number, file, type, SampleFiles.read(file));
        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
        return answer.json().path("id").asText();
    }

    static Stream<MatrixRow> rows() {
        return Stream.of(
                        WordsMatrix.rows(),
                        MediaMatrix.rows(),
                        InteractiveMatrix.rows(),
                        RequestMatrix.rows(),
                        TemplateMatrix.rows())
                .flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void whatIsAllowedIsTakenAndNothingMore(MatrixRow row) {
        ObjectNode request = request(row);

        Answer answer = sandbox.send(request);

        if (row.code() == 0) {
            MetaContract.fitsRequest(request);
            assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
            MetaContract.fits("MessageResponsePayload", answer.json());
            assertThat(answer.wamid()).startsWith("wamid.");
            assertThat(answer.json().at("/contacts/0/wa_id").asText()).isEqualTo("34600000777");
        } else {
            assertThat(answer.code()).as("%s", answer.json()).isEqualTo(row.code());
            assertThat(answer.status()).isEqualTo(row.code() == 132001 ? 404 : 400);
            MetaContract.fits("GraphAPIError", answer.json());
            assertThat(answer.json().at("/error/message").asText()).startsWith("(#" + row.code() + ") ");
            assertThat(answer.json().at("/error/error_data/details").asText()).isNotBlank();
            assertThat(answer.json().at("/error/fbtrace_id").asText()).isNotBlank();
        }
    }

    private static ObjectNode request(MatrixRow row) {
        String message = row.message();
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            message = message.replace("{" + name.getKey() + "}", name.getValue());
        }
        ObjectNode request =
                sandbox.object("{'messaging_product':'whatsapp','recipient_type':'individual','to':'" + PERSON + "'}");
        request.setAll(sandbox.object("{" + message + "}"));
        return request;
    }
}
