package io.recado.sandbox.whatsapp.chat;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who people are to businesses: by number, by a number that differs from the one dialled, by user id only, and when that changes. */
class IdentityIT {

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.webhooks.stream()
                .map(webhook -> sandbox.read(webhook.body()))
                .filter(body ->
                        "messages".equals(body.at("/entry/0/changes/0/field").asText()))
                .forEach(body -> MetaContract.fits("WebhookPayload", body));
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "+525512345678, 5215512345678",
        "+541150000012, 5491150000012",
        "+5531987654321, 553187654321",
        "+5511987654321, 5511987654321",
        "600111222, 34600111222",
        "+34 600-111 (222), 34600111222"
    })
    void theAnswerSaysTheIdThatWhatsAppKnowsTheDialledNumberBy(String dialled, String waId) {
        Answer answer = sandbox.send(sandbox.reminder(dialled, "x"));

        assertThat(answer.json().at("/contacts/0/input").asText()).isEqualTo(dialled);
        assertThat(answer.json().at("/contacts/0/wa_id").asText()).isEqualTo(waId);
        await().untilAsserted(() -> assertThat(sandbox.statuses(answer.wamid()))
                .isNotEmpty()
                .allSatisfy(status ->
                        assertThat(status.path("recipient_id").asText()).isEqualTo(waId)));
    }

    @Test
    void whoHidesTheNumberIsKnownByTheUserIdOnly() {
        String userId = hidden("34600000501", "luz");

        String wamid = said("34600000501", "{'type':'text','text':{'body':'Hola'}}");

        JsonNode value = about(wamid);
        assertThat(value.at("/contacts/0/user_id").asText()).isEqualTo(userId);
        assertThat(value.at("/contacts/0/profile/username").asText()).isEqualTo("luz");
        assertThat(value.at("/contacts/0").has("wa_id")).isFalse();
        assertThat(value.at("/messages/0").has("from")).isFalse();
        assertThat(value.at("/messages/0/from_user_id").asText()).isEqualTo(userId);
    }

    @Test
    void aUserIdCanBeWrittenTo() {
        String userId = hidden("34600000502", "sol");
        said("34600000502", "{'type':'text','text':{'body':'Hola'}}");

        Answer answer = sandbox.send(toUser(userId));

        assertThat(answer.json().at("/contacts/0/input").asText()).isEqualTo(userId);
        assertThat(answer.json().at("/contacts/0/user_id").asText()).isEqualTo(userId);
        assertThat(answer.json().at("/contacts/0").has("wa_id")).isFalse();
        await().untilAsserted(() -> assertThat(sandbox.told(answer.wamid())).contains("delivered"));
        assertThat(sandbox.statuses(answer.wamid())).allSatisfy(status -> {
            assertThat(status.has("recipient_id")).isFalse();
            assertThat(status.path("recipient_user_id").asText()).isEqualTo(userId);
        });
        assertThat(sandbox.values())
                .filteredOn(value -> value.at("/statuses/0/id").asText().equals(answer.wamid()))
                .allSatisfy(value -> {
                    assertThat(value.at("/contacts/0/user_id").asText()).isEqualTo(userId);
                    assertThat(value.at("/contacts/0").has("wa_id")).isFalse();
                });
    }

    @Test
    void aBusinessThatUsedTheNumberIsToldItForThirtyDays() {
        hidden("34600000503", "mar");
        sandbox.send(sandbox.reminder("+34600000503", "x"));

        assertThat(about(said("34600000503", "{'type':'text','text':{'body':'Hola'}}"))
                        .at("/messages/0/from")
                        .asText())
                .isEqualTo("34600000503");
    }

    @Test
    void oneMessageCanComeWithoutTheNumber() {
        String wamid = said("34600000504", "{'type':'text','text':{'body':'Hola'},'as':'user-id-only'}");

        assertThat(about(wamid).at("/messages/0").has("from")).isFalse();
        assertThat(about(said("34600000504", "{'type':'text','text':{'body':'Hola'}}"))
                        .at("/messages/0/from")
                        .asText())
                .isEqualTo("34600000504");
    }

    @ParameterizedTest
    @CsvSource({"ES.1, 131009", "34600000501, 131009", "es.17, 131009", "ES.a b, 131009"})
    void whatIsNobodysUserIdIsRefused(String userId, int code) {
        assertThat(sandbox.send(toUser(userId)).code()).isEqualTo(code);
    }

    @Test
    void theNumberWinsOverTheUserId() {
        ObjectNode request = sandbox.reminder("+34600000505", "x").put("recipient", "ES.1");

        assertThat(sandbox.send(request).json().at("/contacts/0/wa_id").asText())
                .isEqualTo("34600000505");
    }

    @Test
    void whoChangesTheNumberIsAnnouncedWithTheOldAndTheNewOne() {
        String before = about(said("34600000506", "{'type':'text','text':{'body':'Hola'}}"))
                .at("/contacts/0/user_id")
                .asText();

        String wamid = said(
                "34600000506", "{'type':'system','system':{'type':'user_changed_number','number':'+34600000507'}}");

        JsonNode value = about(wamid);
        assertThat(value.has("contacts")).isFalse();
        assertThat(value.at("/messages/0/from").asText()).isEqualTo("34600000506");
        assertThat(value.at("/messages/0/system/type").asText()).isEqualTo("user_changed_number");
        assertThat(value.at("/messages/0/system/wa_id").asText()).isEqualTo("34600000507");
        await().untilAsserted(() -> assertThat(sandbox.values()).anySatisfy(update -> {
            assertThat(update.at("/user_id_update/0/user_id/previous").asText()).isEqualTo(before);
            assertThat(update.at("/user_id_update/0/user_id/current").asText())
                    .isNotEqualTo(before)
                    .startsWith("ES.");
        }));
        assertThat(about(said("34600000507", "{'type':'text','text':{'body':'Soy yo'}}"))
                        .at("/messages/0/from")
                        .asText())
                .isEqualTo("34600000507");
    }

    @Test
    void aNewUserIdTakesThePlaceOfTheOldOne() {
        String before = hidden("34600000508", "paz");

        String after = about(said("34600000508", "{'type':'system','system':{'type':'user_changed_user_id'}}"))
                .at("/messages/0/system/user_id")
                .asText();

        assertThat(after).isNotEqualTo(before).matches("ES\\.[A-Za-z0-9]{1,128}");
        assertThat(sandbox.send(toUser(before)).code()).isEqualTo(131009);
        assertThat(sandbox.send(toUser(after)).status()).isEqualTo(200);
    }

    @Test
    void aMessageForOtherKeysThanThePersonsFails() {
        String keys = person("{'number':'+34600000509','name':'Eva'}")
                .path("identityKeyHash")
                .asText();
        ObjectNode request = sandbox.reminder("+34600000509", "x").put("recipient_identity_key_hash", keys);
        String right = sandbox.send(request).wamid();
        said("34600000509", "{'type':'system','system':{'type':'user_identity_changed'}}");

        String wrong = sandbox.send(request).wamid();

        await().untilAsserted(() -> assertThat(sandbox.told(right)).contains("delivered"));
        await().untilAsserted(() -> assertThat(sandbox.statuses(wrong))
                .singleElement()
                .satisfies(status ->
                        assertThat(status.at("/errors/0/code").asInt()).isEqualTo(137000)));
    }

    @Test
    void aNumberThatChecksKeysIsToldThem() {
        String keys = person("{'number':'+34600000510','name':'Ida'}")
                .path("identityKeyHash")
                .asText();
        ObjectNode setting = sandbox.object("{'user_identity_change':{'enabled':true}}");
        MetaContract.fits("UserIdentityChangeSettingsRequest", setting);
        assertThat(about(said("34600000510", "{'type':'text','text':{'body':'Hola'}}"))
                        .at("/contacts/0")
                        .has("identity_key_hash"))
                .isFalse();

        Answer answer = sandbox.graph("POST", MADRID + "/settings", setting);

        assertThat(answer.json().path("success").asBoolean()).as("%s", answer).isTrue();
        assertThat(about(said("34600000510", "{'type':'text','text':{'body':'Hola'}}"))
                        .at("/contacts/0/identity_key_hash")
                        .asText())
                .isEqualTo(keys);
    }

    private static ObjectNode toUser(String userId) {
        ObjectNode request = sandbox.reminder("", "x");
        request.remove("to");
        return request.put("recipient", userId);
    }

    private static String hidden(String number, String username) {
        return person("{'number':'+" + number + "','name':'Luz','username':'" + username + "','hidesNumber':true}")
                .path("userId")
                .asText();
    }

    private static JsonNode person(String person) {
        return sandbox.control("/phones", sandbox.object(person)).json();
    }

    private static String said(String number, String message) {
        ObjectNode request = sandbox.object(message).put("phoneNumberId", MADRID);
        return sandbox.control("/phones/" + number + "/send", request).wamid();
    }

    private static JsonNode about(String wamid) {
        return await().until(
                        () -> sandbox.values().stream()
                                .filter(value ->
                                        value.at("/messages/0/id").asText().equals(wamid))
                                .findFirst()
                                .orElse(null),
                        java.util.Objects::nonNull);
    }
}
