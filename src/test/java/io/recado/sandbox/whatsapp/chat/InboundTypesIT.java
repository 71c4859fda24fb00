package io.recado.sandbox.whatsapp.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.Multipart;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that people can say, and how businesses hear of it. */
class InboundTypesIT {

    private static final String PERSON = "34600000888";
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.webhooks.forEach(webhook -> MetaContract.fits("WebhookPayload", sandbox.read(webhook.body())));
        sandbox.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a text | {'type':'text','text':{'body':'¿Mañana?'}} | /text/body | ¿Mañana?",
                "a quote | {'type':'text','text':{'body':'Esa'},'context':{'message_id':'wamid.X'}} | /context/id | wamid.X",
                "a forwarded text | {'type':'text','text':{'body':'Mira'},'forwarded':true} | /context/forwarded | true",
                "a product inquiry | {'type':'text','text':{'body':'¿Hay?'},'context':{'referred_product':{'catalog_id':'1','product_retailer_id':'p'}}} | /context/referred_product/product_retailer_id | p",
                "a place | {'type':'location','location':{'latitude':40.4,'longitude':-3.7}} | /location/latitude | 40.4",
                "a place with a name | {'type':'location','location':{'latitude':40.4,'longitude':-3.7,'name':'Casa','address':'Mayor 1','url':'https://example.org'}} | /location/name | Casa",
                "a card | {'type':'contacts','contacts':[{'name':{'formatted_name':'Luz'},'phones':[{'phone':'+34600','type':'CELL'}],'origin':'other'}]} | /contacts/0/phones/0/type | CELL",
                "a reaction | {'type':'reaction','reaction':{'message_id':'wamid.X','emoji':'👍'}} | /reaction/emoji | 👍",
                "an order | {'type':'order','order':{'catalog_id':'1','text':'Hola','product_items':[{'product_retailer_id':'p','quantity':2,'item_price':30.5,'currency':'EUR'}]}} | /order/product_items/0/quantity | 2",
                "a tap on a template | {'type':'button','button':{'payload':'YES','text':'Sí'},'context':{'id':'wamid.X'}} | /button/payload | YES",
                "a tap on a row | {'type':'interactive','interactive':{'type':'list_reply','list_reply':{'id':'h','title':'10:00','description':'Dra. Ruiz'}},'context':{'id':'wamid.X'}} | /interactive/list_reply/description | Dra. Ruiz",
                "an answered form | {'type':'nfm_reply','nfm_reply':{'response_json':{'flow_token':'t','hour':'10'}},'context':{'id':'wamid.X'}} | /interactive/nfm_reply/response_json | {\"flow_token\":\"t\",\"hour\":\"10\"}",
                "a poll | {'type':'unsupported','unsupported':{'type':'poll_creation'}} | /errors/0/code | 131051",
                "a file that is too large | {'type':'unsupported','code':131052} | /errors/0/code | 131052",
                "a welcome | {'type':'request_welcome'} | /type | request_welcome"
            })
    void businessesHearIt(String what, String message, String pointer, String expected) {
        Answer answer = send(message.replace('\'', '"'));

        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
        JsonNode heard = heard(answer.wamid());
        assertThat(heard.at(pointer).asText()).isEqualTo(expected);
        assertThat(heard.path("from").asText()).isEqualTo(PERSON);
        assertThat(heard.path("from_user_id").asText()).startsWith("ES.");
        assertThat(heard.path("timestamp").asText()).matches("[0-9]{10}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "image, map.png, image/png, image/png",
        "video, film.mp4, video/mp4, video/mp4",
        "audio, voice-note.ogg, audio/ogg, audio/ogg; codecs=opus",
        "document, preparacion.pdf, application/pdf, application/pdf",
        "sticker, sticker-moving.webp, image/webp, image/webp"
    })
    void filesComeWithAnIdThatCanBeDownloaded(String type, String file, String mime, String told) {
        byte[] content = SampleFiles.read(file);
        String id = sandbox.answer(
                        new Multipart().file("file", file, mime, content).post(sandbox.request("/sandbox/api/media")))
                .json()
                .path("id")
                .asText();

        Answer answer = send("{\"type\":\"" + type + "\",\"" + type + "\":{\"id\":\"" + id
                + "\",\"caption\":\"Mira\",\"voice\":true}}");

        JsonNode heard = heard(answer.wamid()).path(type);
        assertThat(heard.path("mime_type").asText()).isEqualTo(told);
        assertThat(heard.path("sha256").asText()).hasSize(44);
        Answer media = sandbox.graph(heard.path("id").asText());
        assertThat(media.json().path("file_size").asLong()).isEqualTo(content.length);
        switch (type) {
            case "audio" -> assertThat(heard.path("voice").asBoolean()).isTrue();
            case "sticker" -> assertThat(heard.path("animated").asBoolean()).isTrue();
            case "document" -> assertThat(heard.path("filename").asText()).isEqualTo(file);
            default -> assertThat(heard.path("caption").asText()).isEqualTo("Mira");
        }
        JsonNode view = lastShown().path("view").path("media");
        assertThat(view.path("type").asText()).isEqualTo(type);
        assertThat(view.path("url").asText())
                .isEqualTo("/sandbox/media/" + heard.path("id").asText());
    }

    @Test
    void aReactionTakenBackHasNoEmoji() {
        JsonNode heard = heard(send("{\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.X\",\"emoji\":\"\"}}")
                .wamid());

        assertThat(heard.path("reaction").has("emoji")).isFalse();
        assertThat(lastShown().at("/view/reaction/emoji").asText("missing")).isEmpty();
    }

    @Test
    void whatIsUnavailableComesAgainUnderTheSameId() {
        String wamid = send("{\"type\":\"unsupported\",\"code\":131060,\"redelivered\":{\"type\":\"text\","
                        + "\"text\":{\"body\":\"Al final sí\"}}}")
                .wamid();

        await().untilAsserted(() -> assertThat(told(wamid))
                .extracting(message -> message.path("type").asText())
                .containsExactly("unsupported", "text"));
        assertThat(told(wamid).get(0).at("/errors/0/code").asInt()).isEqualTo(131060);
        assertThat(lastShown().path("text").asText()).isEqualTo("Al final sí");
    }

    @Test
    void peopleCorrectAndTakeBackWhatTheyWrote() {
        String wamid = send("{\"type\":\"text\",\"text\":{\"body\":\"Si\"}}").wamid();

        String edit = send("{\"type\":\"edit\",\"edit\":{\"original_message_id\":\"" + wamid
                        + "\",\"message\":{\"text\":{\"body\":\"Sí\"}}}}")
                .wamid();
        assertThat(heard(edit).at("/edit/original_message_id").asText()).isEqualTo(wamid);
        assertThat(heard(edit).at("/edit/message/text/body").asText()).isEqualTo("Sí");
        assertThat(lastShown().path("text").asText()).isEqualTo("Sí");

        String revoke = send("{\"type\":\"revoke\",\"revoke\":{\"original_message_id\":\"" + wamid + "\"}}")
                .wamid();
        assertThat(heard(revoke).at("/revoke/original_message_id").asText()).isEqualTo(wamid);
        assertThat(lastShown().at("/view/revoked").asBoolean()).isTrue();
    }

    @Test
    void whoComesFromAnAdvertisementBringsItAlong() {
        JsonNode heard = heard(send("""
                        {"type":"text","text":{"body":"Quiero una cita"},"referral":{"source_url":"https://fb.me/1","source_id":"1",
                         "source_type":"ad","body":"Blanqueamiento","headline":"-20 %","media_type":"image",
                         "image_url":"https://example.org/a.jpg","ctwa_clid":"c"}}
                        """).wamid());

        assertThat(heard.at("/referral/ctwa_clid").asText()).isEqualTo("c");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no type | {} | type: words expected, found nothing",
                "an unknown type | {'type':'hologram'} | found hologram",
                "no words | {'type':'text','text':{}} | text.body: words expected, found nothing",
                "no place on earth | {'type':'location','location':{'latitude':91,'longitude':0}} | location.latitude: a number from -90 to 90 expected, found 91",
                "a card without a name | {'type':'contacts','contacts':[{'name':{}}]} | name.formatted_name: words expected",
                "no items | {'type':'order','order':{'catalog_id':'1','product_items':[]}} | order.product_items: a list of at least one expected"
            })
    void whatNobodyCanSayIsRefusedWithWhatWasExpected(String what, String message, String complaint) {
        Answer answer = send(message.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText()).contains(complaint);
    }

    @Test
    void anUnknownFileIsNotFound() {
        assertThat(send("{\"type\":\"image\",\"image\":{\"id\":\"7\"}}").status())
                .isEqualTo(404);
    }

    private static Answer send(String message) {
        return sandbox.control("/phones/" + PERSON + "/send", (ObjectNode)
                sandbox.read(message.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static JsonNode lastShown() {
        JsonNode messages = sandbox.control("/phones/" + PERSON + "/messages").json();
        return messages.get(messages.size() - 1);
    }

    private static JsonNode heard(String wamid) {
        await().untilAsserted(() -> assertThat(told(wamid)).isNotEmpty());
        return told(wamid).get(0);
    }

    private static List<JsonNode> told(String wamid) {
        List<JsonNode> messages = new ArrayList<>();
        for (JsonNode value : sandbox.values()) {
            value.path("messages").forEach(message -> {
                if (message.path("id").asText().equals(wamid)) {
                    messages.add(message);
                }
            });
        }
        return messages;
    }
}
