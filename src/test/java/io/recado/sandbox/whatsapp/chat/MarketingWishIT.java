package io.recado.sandbox.whatsapp.chat;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Marketing: its own way in, and people who no longer want any. */
class MarketingWishIT {

    private static final String ACCOUNT = "/v23.0/102000000000001/message_templates";
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
        create("{'name':'otono','language':'es','category':'MARKETING',"
                + "'components':[{'type':'BODY','text':'Limpieza dental a mitad de precio.'}]}");
        create("{'name':'codigo','language':'es','category':'AUTHENTICATION','components':[{'type':'BODY'},"
                + "{'type':'BUTTONS','buttons':[{'type':'OTP','otp_type':'COPY_CODE','text':'Copiar'}]}]}");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void whoStopsMarketingGetsNoMoreOfItButRemindersAsBefore() {
        Answer stopped = prefer("34600000701", "stop");

        assertThat(stopped.status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(sandbox.values()).anySatisfy(value -> {
            assertThat(value.at("/user_preferences/0/wa_id").asText()).isEqualTo("34600000701");
            assertThat(value.at("/user_preferences/0/category").asText()).isEqualTo("marketing_messages");
            assertThat(value.at("/user_preferences/0/value").asText()).isEqualTo("stop");
            assertThat(value.at("/user_preferences/0/timestamp").isIntegralNumber())
                    .isTrue();
            assertThat(value.at("/contacts/0/user_id").asText()).startsWith("ES.");
        }));
        String marketing = sandbox.send(offer("34600000701")).wamid();
        String reminder = sandbox.send(sandbox.reminder("+34600000701", "x")).wamid();
        await().untilAsserted(() -> assertThat(sandbox.statuses(marketing))
                .singleElement()
                .satisfies(status ->
                        assertThat(status.at("/errors/0/code").asInt()).isEqualTo(131050)));
        await().untilAsserted(() -> assertThat(sandbox.told(reminder)).contains("delivered"));

        prefer("34600000701", "resume");
        String again = sandbox.send(offer("34600000701")).wamid();
        await().untilAsserted(() -> assertThat(sandbox.told(again)).contains("delivered"));
    }

    @Test
    void aWishIsStopOrResume() {
        assertThat(prefer("34600000702", "less").status()).isEqualTo(400);
    }

    @Test
    void theMarketingInterfaceTakesMarketingTemplates() {
        ObjectNode request =
                offer("34600000703").put("product_policy", "STRICT").put("message_activity_sharing", true);
        MetaContract.fits("MarketingMessageRequestPayload", request);

        Answer answer = marketing(request);

        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
        MetaContract.fits("MarketingMessageResponsePayload", answer.json());
        assertThat(answer.json().at("/messages/0/message_status").asText()).isEqualTo("accepted");
        await().untilAsserted(() -> assertThat(sandbox.statuses(answer.wamid()))
                .anySatisfy(status ->
                        assertThat(status.at("/pricing/category").asText()).isEqualTo("marketing_lite")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a text | 131055 | 'type':'text','text':{'body':'Oferta'}",
                "a reminder | 134100 | 'type':'template','template':{'name':'recordatorio_cita','language':{'code':'es'}}",
                "an unknown policy | 100 | 'type':'template','product_policy':'ANY','template':{'name':'otono','language':{'code':'es'}}",
                "sharing in words | 100 | 'type':'template','message_activity_sharing':'yes','template':{'name':'otono','language':{'code':'es'}}"
            })
    void theMarketingInterfaceTakesNothingElse(String what, int code, String message) {
        assertThat(marketing(sandbox.object("{'messaging_product':'whatsapp','to':'+34600000704'," + message + "}"))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void codesGoToNumbersOnly() {
        String userId = sandbox.control("/phones", sandbox.object("{'number':'+34600000705','name':'Luz'}"))
                .json()
                .path("userId")
                .asText();
        ObjectNode request = sandbox.object("{'messaging_product':'whatsapp','recipient':'" + userId
                + "','type':'template','template':{'name':'codigo','language':{'code':'es'}}}");

        assertThat(sandbox.send(request).code()).isEqualTo(131062);
    }

    private static ObjectNode offer(String number) {
        return sandbox.object("{'messaging_product':'whatsapp','recipient_type':'individual','to':'+" + number
                + "','type':'template','template':{'name':'otono','language':{'code':'es'}}}");
    }

    private static Answer prefer(String number, String choice) {
        return sandbox.control(
                "/phones/" + number + "/preferences",
                sandbox.object("{'marketing':'" + choice + "','phoneNumberId':'" + MADRID + "'}"));
    }

    private static Answer marketing(ObjectNode request) {
        return post("/v23.0/" + MADRID + "/marketing_messages", request);
    }

    private static void create(String template) {
        Answer answer = post(ACCOUNT, sandbox.object(template));
        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(sandbox.graph("102000000000001/message_templates")
                        .json()
                        .path("data")
                        .findValuesAsText("status"))
                .containsOnly("APPROVED"));
    }

    private static Answer post(String path, ObjectNode body) {
        return sandbox.answer(sandbox.request(path)
                .header("Authorization", "Bearer sandbox-token")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }
}
