package io.recado.sandbox.whatsapp.graph;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import io.recado.sandbox.whatsapp.webhook.Signature;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests, answers and webhooks, each held against Meta's OpenAPI. */
class CloudApiIT {

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        // never delivered in the same millisecond as sent: then there is nothing to turn round
        sandbox = new SandboxClient(TestDatabase.emptyUrl(), Map.of("sandbox.whatsapp.delivered-after", "100ms"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aTemplateIsAcceptedThenSentThenDelivered() {
        ObjectNode request = sandbox.reminder("+34600000001", "ledger-1");
        MetaContract.fitsRequest(request);

        Answer answer = sandbox.send(request);

        assertThat(answer.status()).isEqualTo(200);
        MetaContract.fits("MessageResponsePayload", answer.json());
        assertThat(answer.json().at("/contacts/0/wa_id").asText()).isEqualTo("34600000001");
        assertThat(answer.json().at("/messages/0/message_status").asText()).isEqualTo("accepted");
        await().untilAsserted(() -> assertThat(sandbox.told(answer.wamid())).containsExactly("sent", "delivered"));
        assertThat(sandbox.statuses(answer.wamid()))
                .allSatisfy(status -> assertThat(
                                status.path("biz_opaque_callback_data").asText())
                        .isEqualTo("ledger-1"))
                .filteredOn(status -> status.has("pricing"))
                .singleElement()
                .satisfies(status ->
                        assertThat(status.at("/pricing/category").asText()).isEqualTo("utility"));
    }

    @Test
    void webhooksAreSignedOverTheirBytesAndFitTheContract() {
        String wamid =
                sandbox.send(sandbox.reminder("+34600000002", "ledger-2")).wamid();
        sandbox.control("/phones/34600000002/tap", sandbox.object("{'wamid':'" + wamid + "','button':'Confirmar'}"));
        sandbox.control("/phones/34600000002/write", sandbox.object("{'text':'¿Mañana? 😊'}"));
        await().untilAsserted(() -> assertThat(sandbox.told(wamid)).contains("delivered", "read"));
        await().untilAsserted(() -> assertThat(inbound("34600000002")).hasSize(2));

        assertThat(sandbox.webhooks).allSatisfy(webhook -> {
            assertThat(webhook.signature()).isEqualTo(Signature.of(webhook.body(), SandboxClient.SECRET));
            assertThat(new String(webhook.body(), StandardCharsets.UTF_8)).isASCII();
            MetaContract.fits("WebhookPayload", sandbox.read(webhook.body()));
        });
    }

    @Test
    void aTapComesBackWithPayloadTextAndTheMessageItAnswers() {
        String wamid =
                sandbox.send(sandbox.reminder("+34600000003", "ledger-3")).wamid();

        Answer tap = sandbox.control(
                "/phones/+34600000003/tap", sandbox.object("{'wamid':'" + wamid + "','button':'Cancelar'}"));

        await().untilAsserted(
                        () -> assertThat(inbound("34600000003")).singleElement().satisfies(message -> {
                            assertThat(message.path("id").asText()).isEqualTo(tap.wamid());
                            assertThat(message.path("type").asText()).isEqualTo("button");
                            assertThat(message.at("/button/payload").asText()).isEqualTo("NO:1");
                            assertThat(message.at("/button/text").asText()).isEqualTo("Cancelar");
                            assertThat(message.at("/context/id").asText()).isEqualTo(wamid);
                            assertThat(message.path("from_user_id").asText()).startsWith("ES.");
                        }));
    }

    @Test
    void repliesAndRowsComeBackAsInteractive() {
        sandbox.control(
                "/phones/34600000004/write", sandbox.object("{'text':'Hola','phoneNumberId':'" + MADRID + "'}"));
        ObjectNode buttons = sandbox.object("""
                {'messaging_product':'whatsapp','recipient_type':'individual','to':'+34600000004','type':'interactive',
                 'interactive':{'type':'button','body':{'text':'¿Confirma?'},'action':{'buttons':[
                  {'type':'reply','reply':{'id':'ok-1','title':'Sí'}},{'type':'reply','reply':{'id':'no-1','title':'No'}}]}}}
                """);
        ObjectNode list = sandbox.object("""
                {'messaging_product':'whatsapp','recipient_type':'individual','to':'+34600000004','type':'interactive',
                 'interactive':{'type':'list','body':{'text':'Elija hora'},'action':{'button':'Ver horas','sections':[
                  {'title':'Mañana','rows':[{'id':'h-9','title':'09:00'},{'id':'h-10','title':'10:00','description':'Dra. Ruiz'}]}]}}}
                """);
        ObjectNode link = sandbox.object("""
                {'messaging_product':'whatsapp','recipient_type':'individual','to':'+34600000004','type':'interactive',
                 'interactive':{'type':'cta_url','body':{'text':'Pague'},
                  'action':{'name':'cta_url','parameters':{'display_text':'Pagar','url':'https://example.org/p'}}}}
                """);
        List.of(buttons, list, link).forEach(MetaContract::fitsRequest);

        tap("34600000004", sandbox.send(buttons).wamid(), "1");
        tap("34600000004", sandbox.send(list).wamid(), "'h-10'");

        assertThat(sandbox.send(link).status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(inbound("34600000004"))
                .anySatisfy(message -> assertThat(
                                message.at("/interactive/button_reply/id").asText())
                        .isEqualTo("no-1"))
                .anySatisfy(message -> {
                    assertThat(message.at("/interactive/list_reply/title").asText())
                            .isEqualTo("10:00");
                    assertThat(message.at("/interactive/list_reply/description").asText())
                            .isEqualTo("Dra. Ruiz");
                }));
    }

    @Test
    void freeTextOutsideTheServiceWindowIsAcceptedAndFails() {
        ObjectNode text = sandbox.text("+34600000005", "Hola");
        MetaContract.fitsRequest(text);

        String early = sandbox.send(text).wamid();
        await().untilAsserted(() -> assertThat(sandbox.statuses(early))
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.path("status").asText()).isEqualTo("failed");
                    assertThat(status.at("/errors/0/code").asInt()).isEqualTo(131047);
                }));

        sandbox.control("/phones/34600000005/write", sandbox.object("{'text':'Hola'}"));
        String answered = sandbox.send(text).wamid();
        await().untilAsserted(() -> assertThat(sandbox.told(answered)).contains("delivered"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no token | '' | 104500000000001 | {} | 401 | 104",
                "a wrong token | Bearer nonsense | 104500000000001 | {} | 401 | 190",
                "a number of somebody else | Bearer sandbox-token | 99 | {} | 400 | 100",
                "no JSON | Bearer sandbox-token | 104500000000001 | { | 400 | 100",
                "no product | Bearer sandbox-token | 104500000000001 | {'to':'+34600000001'} | 400 | 100",
                "no recipient | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','type':'text','text':{'body':'x'}} | 400 | 100",
                "no text | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','to':'+34600000001','type':'text','text':{}} | 400 | 131008",
                "an unknown key | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','to':'+34600000001','type':'text','text':{'body':'x','bold':true}} | 400 | 100",
                "an unknown type | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','to':'+34600000001','type':'poll','poll':{}} | 400 | 131051",
                "no number | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','to':'hola','type':'text','text':{'body':'x'}} | 400 | 131009",
                "its own number | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','to':'+34910000000','type':'text','text':{'body':'x'}} | 400 | 131021",
                "Direct Send | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','to':'+34600000001','type':'text','text':{'body':'x'},'category':'utility'} | 400 | 100",
                "an unknown template | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','to':'+34600000001','type':'template','template':{'name':'nope','language':{'code':'es'}}} | 404 | 132001",
                "a template in another language | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','to':'+34600000001','type':'template','template':{'name':'recordatorio_cita','language':{'code':'ca'}}} | 404 | 132001",
                "too few parameters | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','to':'+34600000001','type':'template','template':{'name':'recordatorio_cita','language':{'code':'es'}}} | 400 | 132000",
                "an unknown message to mark as read | Bearer sandbox-token | 104500000000001 | {'messaging_product':'whatsapp','status':'read','message_id':'wamid.X'} | 400 | 131009"
            })
    void whatIsWrongIsRefusedInMetasShape(
            String what, String authorization, String number, String body, int http, int code) {
        Answer answer = sandbox.send(body.replace('\'', '"'), authorization, number);

        assertThat(answer.status()).as("%s: %s", what, answer.json()).isEqualTo(http);
        assertThat(answer.code()).as("%s: %s", what, answer.json()).isEqualTo(code);
        assertThat(answer.json().at("/error/message").asText()).startsWith("(#" + code + ") ");
        assertThat(answer.json().at("/error/error_data/details").asText()).isNotBlank();
        assertThat(answer.json().at("/error/fbtrace_id").asText()).isNotBlank();
        MetaContract.fits("GraphAPIError", answer.json());
    }

    @Test
    void aLostAnswerIsAMessageAllTheSame() {
        sandbox.control("/faults", sandbox.object("{'number':'+34600000007','kind':'lost-answer'}"));

        assertThatThrownBy(() -> sandbox.send(sandbox.reminder("+34600000007", "lost")))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(chat("34600000007")).hasSize(1);
        await().untilAsserted(() -> assertThat(sandbox.values()).anySatisfy(value -> assertThat(
                        value.at("/statuses/0/biz_opaque_callback_data").asText())
                .isEqualTo("lost")));
    }

    @Test
    void aFailureOnDemandIsTold() {
        String wamid = sandbox.send(sandbox.reminder("+34600001026", "x")).wamid();

        await().untilAsserted(() -> assertThat(sandbox.statuses(wamid))
                .singleElement()
                .satisfies(status ->
                        assertThat(status.at("/errors/0/code").asInt()).isEqualTo(131026)));
        await().untilAsserted(() ->
                assertThat(chat("34600001026").get(0).path("status").asText()).isEqualTo("failed"));
    }

    @Test
    void duplicateAndTurnedWebhooksCome() {
        String twice = sandbox.send(sandbox.reminder("+34600009004", "x")).wamid();
        String turned = sandbox.send(sandbox.reminder("+34600009005", "x")).wamid();

        await().untilAsserted(() ->
                assertThat(sandbox.told(twice)).containsExactlyInAnyOrder("sent", "sent", "delivered", "delivered"));
        await().untilAsserted(() -> assertThat(sandbox.told(turned)).containsExactly("delivered", "sent"));
    }

    @Test
    void aMessageIsReadByTheBusinessOnlyIfItCame() {
        String wamid = sandbox.control("/phones/34600000008/write", sandbox.object("{'text':'Hola'}"))
                .wamid();
        ObjectNode read = sandbox.object("{'messaging_product':'whatsapp','status':'read','message_id':'" + wamid
                + "','typing_indicator':{'type':'text'}}");
        MetaContract.fits("MarkMessageRequestPayload", read);

        Answer answer = sandbox.send(read);

        MetaContract.fits("MarkMessageResponsePayload", answer.json());
        assertThat(answer.json().path("success").asBoolean()).isTrue();
        await().untilAsserted(() ->
                assertThat(chat("34600000008").get(0).path("status").asText()).isEqualTo("read"));
    }

    @Test
    void whatCameAMonthAgoIsNotMarkedAsRead() {
        String wamid = sandbox.control("/phones/34600000009/write", sandbox.object("{'text':'Hola'}"))
                .wamid();
        sandbox.advance("P31D");

        Answer answer = sandbox.send(
                sandbox.object("{'messaging_product':'whatsapp','status':'read','message_id':'" + wamid + "'}"));

        sandbox.delete("/clock");
        assertThat(answer.code()).isEqualTo(131009);
    }

    @Test
    void numbersAndTemplatesCanBeListed() {
        Answer number = sandbox.graph(MADRID);
        MetaContract.fits("PhoneNumberInfo", number.json());
        assertThat(number.json().path("verified_name").asText()).isEqualTo("Clínica Sol Centro");

        Answer first = sandbox.graph("102000000000001/message_templates?limit=4");
        MetaContract.fitsAt(
                "/paths/~1{Version}~1{WABA-ID}~1message_templates/get/responses/200/content/application~1json/schema",
                first.json());
        Answer second = sandbox.graph("102000000000001/message_templates?limit=4&after="
                + first.json().at("/paging/cursors/after").asText());
        assertThat(first.json().path("data")).hasSize(4);
        assertThat(second.json().path("data")).hasSize(3);
        assertThat(second.json().at("/paging/next").isMissingNode()).isTrue();
    }

    @Test
    void strangersFromOtherNamesAreTurnedAway() {
        Answer answer = sandbox.answer(sandbox.request("/sandbox/api/phones").header("Origin", "https://evil.example"));

        assertThat(answer.status()).isEqualTo(403);
    }

    private static void tap(String number, String wamid, String button) {
        await().untilAsserted(() -> assertThat(sandbox.control(
                                "/phones/" + number + "/tap",
                                sandbox.object("{'wamid':'" + wamid + "','button':" + button + "}"))
                        .status())
                .isEqualTo(200));
    }

    private static List<JsonNode> inbound(String waId) {
        return sandbox.values().stream()
                .map(value -> value.at("/messages/0"))
                .filter(message -> message.path("from").asText().equals(waId))
                .toList();
    }

    private static JsonNode chat(String number) {
        return sandbox.control("/phones/" + number + "/messages").json();
    }
}
