package io.recado.sandbox.whatsapp.graph;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What WhatsApp does to accounts and numbers, what it tells of it, and what cannot be sent then. */
class StandingsIT {

    private static final String WABA = "102000000000001";
    /** One for all calls: two hundred clients would take minutes of the hour that is counted. */
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterEach
    void reset() {
        sandbox.control("/reset", sandbox.object("{}"));
        sandbox.webhooks.clear();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "lock, 131031, ACCOUNT_VIOLATION, /violation_info/violation_type, SPAM",
        "restrict, 368, ACCOUNT_RESTRICTION, /restriction_info/0/restriction_type, RESTRICTED_BIZ_INITIATED_MESSAGING",
        "disable, 368, DISABLED_UPDATE, /ban_info/waba_ban_state, DISABLE"
    })
    void whatHappensToAnAccountStopsItsMessagesAndIsTold(
            String event, int code, String told, String pointer, String value) {
        account(event, "{}");

        assertThat(sending()).isEqualTo(code);
        told("account_update", update -> {
            assertThat(update.path("event").asText()).isEqualTo(told);
            assertThat(update.at(pointer).asText()).isEqualTo(value);
        });
        JsonNode health = sandbox.graph(MADRID + "?fields=health_status").json().path("health_status");
        assertThat(health.path("can_send_message").asText()).isEqualTo("BLOCKED");
        assertThat(health.at("/entities/1/errors/0/error_code").asInt()).isEqualTo(code);

        account("reinstate", "{}");
        assertThat(sending()).isZero();
        told("account_update", update -> assertThat(
                        update.at("/ban_info/waba_ban_state").asText())
                .isEqualTo("REINSTATE"));
    }

    @Test
    void aRestrictionForbidsWhatItNamesUntilItEnds() {
        account("restrict", "{'restrictions':['RESTRICTED_CUSTOMER_INITIATED_MESSAGING'],'time':'P7D'}");
        sandbox.control("/phones/34600000001/write", sandbox.object("{'text':'Hola'}"));

        assertThat(sending()).isZero();
        assertThat(sandbox.send(sandbox.text("+34600000001", "Hola")).code()).isEqualTo(368);
        told("account_update", update -> assertThat(
                        update.at("/restriction_info/0/expiration").isNumber())
                .isTrue());

        assertThat(field("status").asText()).isEqualTo("RESTRICTED");
        sandbox.control("/clock", sandbox.object("{'advance':'P7D'}"));
        assertThat(field("status").asText()).isEqualTo("CONNECTED");
        sandbox.control("/phones/34600000001/write", sandbox.object("{'text':'Hola'}"));
        assertThat(sandbox.send(sandbox.text("+34600000001", "Hola")).status()).isEqualTo(200);
    }

    @Test
    void paymentAndMaintenanceStopMessages() {
        account("payment-problem", "{}");
        assertThat(sending()).isEqualTo(131042);
        account("payment-solved", "{}");
        number("maintenance", "{'time':'PT1M'}");
        assertThat(sending()).isEqualTo(131057);
        sandbox.control("/clock", sandbox.object("{'advance':'PT1M'}"));
        assertThat(sending()).isZero();
    }

    @Test
    void qualityThroughputAndLimitsAreToldAndCanBeRead() {
        number("quality", "{'score':'RED'}");
        told("phone_number_quality_update", value -> {
            assertThat(value.path("event").asText()).isEqualTo("FLAGGED");
            assertThat(value.path("display_phone_number").asText()).isEqualTo("34910000000");
        });
        number("throughput", "{'messagesPerSecond':80}");
        assertThat(field("throughput").path("level").asText()).isEqualTo("STANDARD");
        number("throughput", "{'messagesPerSecond':1000}");
        told(
                "phone_number_quality_update",
                value -> assertThat(value.path("event").asText()).isEqualTo("THROUGHPUT_UPGRADE"));
        account("tier", "{'tier':'TIER_2K'}");
        told("business_capability_update", value -> assertThat(
                        value.path("max_daily_conversations_per_business").asText())
                .isEqualTo("TIER_2K"));
        account("alert", "{'type':'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED','description':'Later'}");
        told("account_alerts", value -> assertThat(value.path("alert_type").asText())
                .isEqualTo("INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED"));
        account("news", "{'field':'security','value':{'event':'PIN_CHANGED'}}");
        told("security", value -> assertThat(value.path("event").asText()).isEqualTo("PIN_CHANGED"));

        sandbox.restart();
        assertThat(field("quality_rating").asText()).isEqualTo("RED");
        assertThat(field("whatsapp_business_manager_messaging_limit").asText()).isEqualTo("TIER_2K");
        assertThat(sandbox.control("/numbers").json().at("/0/standing/quality").asText())
                .isEqualTo("RED");
    }

    @Test
    void whatIsNoEventIsRefusedWithWhatWasExpected() {
        Answer refused = sandbox.control("/accounts/" + WABA + "/tickle", sandbox.object("{}"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asText()).contains("lock", "restrict", "tickle");
        assertThat(sandbox.control("/numbers/1/quality", sandbox.object("{}")).status())
                .isEqualTo(404);
        assertThat(sandbox.control("/numbers/" + MADRID + "/quality", sandbox.object("{'score':'BLUE'}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void managementCallsAreCountedByTheHour() throws IOException, InterruptedException {
        number("deregister", "{}");
        for (String other : new String[] {"104500000000002", "104500000000003"}) {
            sandbox.control("/numbers/" + other + "/deregister", sandbox.object("{}"));
        }
        HttpResponse<String> first = management();
        assertThat(first.headers().firstValue("facebook-api-version")).hasValue("v23.0");
        assertThat(first.headers().firstValue("x-fb-trace-id")).isPresent();
        assertThat(first.headers().firstValue("x-fb-request-id")).isPresent();
        for (int i = 1; i < 200; i++) {
            assertThat(management().statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = management();

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("80007");
        JsonNode usage = sandbox.read(refused.headers()
                .firstValue("x-business-use-case-usage")
                .orElseThrow()
                .getBytes(StandardCharsets.UTF_8));
        assertThat(usage.at("/" + WABA + "/0/call_count").asInt()).isEqualTo(100);
        assertThat(usage.at("/" + WABA + "/0/estimated_time_to_regain_access").asInt())
                .isBetween(59, 60);
        number("register", "{}");
        assertThat(management().statusCode())
                .as("5,000 with a registered number")
                .isEqualTo(200);
        sandbox.control("/clock", sandbox.object("{'advance':'PT1H'}"));
        assertThat(management().headers().firstValue("x-business-use-case-usage"))
                .hasValueSatisfying(header -> assertThat(header).contains("\"call_count\":0"));
    }

    private static HttpResponse<String> management() throws IOException, InterruptedException {
        return HTTP.send(
                sandbox.request("/v23.0/" + WABA + "/subscribed_apps")
                        .header("Authorization", "Bearer sandbox-token")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void account(String event, String body) {
        Answer answer = sandbox.control("/accounts/" + WABA + "/" + event, sandbox.object(body));
        assertThat(answer.status()).as("%s: %s", event, answer.json()).isEqualTo(200);
    }

    private static void number(String event, String body) {
        Answer answer = sandbox.control("/numbers/" + MADRID + "/" + event, sandbox.object(body));
        assertThat(answer.status()).as("%s: %s", event, answer.json()).isEqualTo(200);
    }

    /** The code that sending is refused with; 0 when it is not. */
    private static int sending() {
        return sandbox.send(sandbox.reminder("+34600000001", "x")).code();
    }

    private static JsonNode field(String name) {
        return sandbox.graph(MADRID + "?fields=" + name).json().path(name);
    }

    private static void told(String field, Consumer<JsonNode> last) {
        await().untilAsserted(() -> assertThat(sandbox.news(field)).last().satisfies(last));
    }
}
