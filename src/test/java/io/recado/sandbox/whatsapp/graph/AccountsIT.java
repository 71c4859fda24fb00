package io.recado.sandbox.whatsapp.graph;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import io.recado.sandbox.whatsapp.SandboxClient.Received;
import io.recado.sandbox.whatsapp.webhook.Signature;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two businesses at once: who may do what, and where which webhooks go. */
class AccountsIT {

    private static final String SOL = "102000000000001";
    private static final String LUNA = "102000000000002";
    private static final String LUNAS_NUMBER = "104500000000009";
    private static final String LUNAS_TOKEN = "Bearer luna-token";
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        String luna = "sandbox.whatsapp.more-accounts[0].";
        sandbox = new SandboxClient(
                TestDatabase.emptyUrl(),
                Map.ofEntries(
                        Map.entry(luna + "id", LUNA),
                        Map.entry(luna + "name", "Clínica Luna"),
                        Map.entry(luna + "portfolio", "900000000000002"),
                        Map.entry(luna + "app-secret", "luna-secret"),
                        Map.entry(luna + "tokens[0]", "luna-token"),
                        Map.entry(luna + "messaging-tokens[0]", "luna-sends"),
                        Map.entry(luna + "management-tokens[0]", "luna-manages"),
                        Map.entry(luna + "callback", "{hub}/webhooks/luna"),
                        Map.entry(luna + "verified", "false"),
                        Map.entry(luna + "numbers[0].id", LUNAS_NUMBER),
                        Map.entry(luna + "numbers[0].number", "+34930000000"),
                        Map.entry(luna + "numbers[0].name", "Luna"),
                        Map.entry("sandbox.whatsapp.http-status.190", "403")));
    }

    @BeforeEach
    void forget() {
        sandbox.webhooks.clear();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 102000000000002/message_templates, luna-token, 0",
        "GET, 102000000000002/message_templates, luna-manages, 0",
        "GET, 102000000000002/message_templates, luna-sends, 200",
        "GET, 102000000000002/message_templates, sandbox-token, 100",
        "GET, 102000000000002/message_templates, nobody, 190",
        "GET, 102000000000001/phone_numbers, luna-token, 100",
        "GET, 102000000000001, luna-token, 100",
        "GET, 104500000000001, luna-token, 100",
        "GET, 104500000000009, luna-sends, 200",
        "GET, 104500000000009, luna-manages, 0",
        "GET, 1594000000000001, luna-token, 100",
        "POST, 104500000000009/messages, luna-manages, 10",
        "POST, 104500000000009/messages, sandbox-token, 100",
        "POST, 104500000000009/messages, luna-sends, 0",
        "POST, 104500000000009/deregister, luna-sends, 200",
        "DELETE, 104500000000009, luna-token, 100",
        "GET, 104500000000009/shoes, luna-token, 100",
        "GET, 104500000000009/messages, luna-token, 100",
        "GET, 104500000000009/shoes, nobody, 190"
    })
    void whoMayDoWhat(String method, String path, String token, int code) {
        ObjectNode body = path.endsWith("messages") ? sandbox.reminder("+34600000001", "x") : sandbox.object("{}");

        Answer answer = sandbox.graph(method, path, body, "Bearer " + token);

        assertThat(answer.code()).as("%s", answer.json()).isEqualTo(code);
        if (code == 100) {
            assertThat(answer.json().at("/error/error_subcode").asInt()).isEqualTo(33);
            assertThat(answer.json().at("/error/type").asText()).isEqualTo("GraphMethodException");
        }
        if (code == 190) {
            assertThat(answer.status()).as("as the settings say").isEqualTo(403);
        }
        if (!answer.wamid().isEmpty()) {
            // or the next test hears of it
            await().untilAsserted(() -> assertThat(sandbox.told(answer.wamid())).contains("delivered"));
        }
    }

    @Test
    void eachBusinessIsToldOfItsOwnSignedWithItsOwnSecret() {
        String luna = send(LUNAS_NUMBER, LUNAS_TOKEN);
        String sol = send(MADRID, "Bearer sandbox-token");

        await().untilAsserted(() -> {
            assertThat(sandbox.told(luna)).contains("delivered");
            assertThat(sandbox.told(sol)).contains("delivered");
        });

        assertThat(sandbox.webhooks).allSatisfy(webhook -> {
            boolean lunas = webhook.path().equals("/webhooks/luna");
            String secret = lunas ? "luna-secret" : SandboxClient.SECRET;
            assertThat(webhook.signature()).isEqualTo(Signature.of(webhook.body(), secret));
            assertThat(sandbox.read(webhook.body()).at("/entry/0/id").asText()).isEqualTo(lunas ? LUNA : SOL);
        });
    }

    @Test
    void webhooksGoToTheNumbersAddressOrTheAccountsOrTheApps() {
        JsonNode apps = sandbox.graph("GET", LUNA + "/subscribed_apps", sandbox.object("{}"), LUNAS_TOKEN)
                .json();
        MetaContract.fits("SubscribedAppsResponse", apps);
        assertThat(apps.path("data")).hasSize(1);
        assertThat(paths()).containsExactly("/webhooks/luna");

        ObjectNode account = override("/webhooks/account", "verify-me");
        MetaContract.fits("SubscriptionRequest", account);
        Answer subscribed = subscribe(account);
        MetaContract.fits("SubscriptionResponse", subscribed.json());
        assertThat(paths()).containsExactly("/webhooks/account");

        ObjectNode number = sandbox.object("{}");
        number.set("webhook_configuration", override("/webhooks/number", "verify-me"));
        MetaContract.fits("PhoneNumberStatusUpdateRequest", number);
        assertThat(write(number).status()).isEqualTo(200);
        sandbox.restart();
        assertThat(paths()).containsExactly("/webhooks/number");
        JsonNode configuration = sandbox.graph(
                        "GET", LUNAS_NUMBER + "?fields=webhook_configuration", sandbox.object("{}"), LUNAS_TOKEN)
                .json()
                .path("webhook_configuration");
        assertThat(configuration.path("phone_number").asText()).isEqualTo(sandbox.hook("/webhooks/number"));
        assertThat(configuration.path("whatsapp_business_account").asText())
                .isEqualTo(sandbox.hook("/webhooks/account"));
        assertThat(configuration.path("application").asText()).isEqualTo(sandbox.hook("/webhooks/luna"));

        write(sandbox.object("{'webhook_configuration':{'override_callback_uri':''}}"));
        assertThat(paths()).containsExactly("/webhooks/account");
        subscribe(sandbox.object("{}"));
        assertThat(paths()).containsExactly("/webhooks/luna");

        app("/webhooks/app", 200);
        assertThat(paths()).containsExactly("/webhooks/app");
        sandbox.answer(
                sandbox.request("/sandbox/api/accounts/" + LUNA + "/callback").DELETE());
        assertThat(paths()).containsExactly("/webhooks/luna");
    }

    @Test
    void nobodyIsToldWhoIsNotSubscribed() {
        sandbox.graph("DELETE", LUNA + "/subscribed_apps", sandbox.object("{}"), LUNAS_TOKEN);
        assertThat(sandbox.graph("GET", LUNA + "/subscribed_apps", sandbox.object("{}"), LUNAS_TOKEN)
                        .json()
                        .path("data"))
                .isEmpty();
        send(LUNAS_NUMBER, LUNAS_TOKEN);
        String sol = send(MADRID, "Bearer sandbox-token");
        await().untilAsserted(() -> assertThat(sandbox.told(sol)).contains("delivered"));
        assertThat(sandbox.webhooks).extracting(Received::path).doesNotContain("/webhooks/luna");

        subscribe(sandbox.object("{}"));
        assertThat(paths()).containsExactly("/webhooks/luna");
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks/x, wrong, 2200",
        "/nowhere, verify-me, 2200",
        "http://127.0.0.1:1/x, verify-me, 2200",
        "http://example.org/x, verify-me, 100",
        "no address, verify-me, 100",
        "/webhooks/x, '', 100"
    })
    void anAddressThatDoesNotProveItselfIsNotTaken(String callback, String token, int code) {
        ObjectNode override = callback.startsWith("/")
                ? override(callback, token)
                : sandbox.object("{'override_callback_uri':'" + callback + "','verify_token':'" + token + "'}");

        Answer refused = subscribe(override);

        assertThat(refused.code()).as("%s", refused.json()).isEqualTo(code);
        assertThat(paths()).containsExactly("/webhooks/luna");
    }

    private static ObjectNode override(String path, String token) {
        return sandbox.object("{'override_callback_uri':'" + sandbox.hook(path) + "','verify_token':'" + token + "'}");
    }

    private static Answer subscribe(ObjectNode body) {
        return sandbox.graph("POST", LUNA + "/subscribed_apps", body, LUNAS_TOKEN);
    }

    private static Answer write(ObjectNode body) {
        return sandbox.graph("POST", LUNAS_NUMBER, body, LUNAS_TOKEN);
    }

    private static void app(String path, int http) {
        ObjectNode callback = sandbox.object("{'url':'" + sandbox.hook(path) + "','verifyToken':'verify-me'}");
        assertThat(sandbox.control("/accounts/" + LUNA + "/callback", callback).status())
                .isEqualTo(http);
    }

    private static String send(String number, String authorization) {
        return sandbox.send(sandbox.reminder("+34600000001", "x").toString(), authorization, number)
                .wamid();
    }

    /** Where the webhooks about one message went. */
    private static List<String> paths() {
        sandbox.webhooks.clear();
        String wamid = send(LUNAS_NUMBER, LUNAS_TOKEN);
        await().untilAsserted(() -> assertThat(sandbox.told(wamid)).contains("sent", "delivered"));
        return sandbox.webhooks.stream().map(Received::path).distinct().toList();
    }
}
