package io.recado.sandbox.whatsapp.chat;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Service windows, free hours after an advertisement, and what messages cost, with a clock that is moved. */
class WindowsIT {

    private static final String ANA = "34600000001";

    private SandboxClient sandbox;

    @BeforeEach
    void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aWindowClosesADayAfterThePersonsLastWords() {
        write();
        assertThat(outcome(text())).isEqualTo("delivered");

        sandbox.advance("PT23H59M");
        assertThat(outcome(text())).isEqualTo("delivered");
        sandbox.advance("PT2M");
        String late = text();

        assertThat(outcome(late)).isEqualTo("failed");
        assertThat(sandbox.statuses(late).get(0).at("/errors/0/code").asInt()).isEqualTo(131047);
        assertThat(outcome(sandbox.send(sandbox.reminder("+" + ANA, "x")).wamid()))
                .isEqualTo("delivered");
    }

    @Test
    void aReactionOpensNoWindow() {
        String reminder = sandbox.send(sandbox.reminder("+" + ANA, "x")).wamid();
        sandbox.control(
                "/phones/" + ANA + "/send",
                sandbox.object("{'type':'reaction','reaction':{'message_id':'" + reminder
                        + "','emoji':'👍'},'phoneNumberId':'" + MADRID + "'}"));

        assertThat(outcome(text())).isEqualTo("failed");
    }

    @Test
    void aWindowOutlivesARestart() {
        write();
        sandbox.restart();

        assertThat(outcome(text())).isEqualTo("delivered");
    }

    @Test
    void whatIsChargedFollowsTheDayAndIsSummedUp() {
        sandbox.control("/clock", sandbox.object("{'now':'2026-09-30T12:00:00Z'}"));
        write();
        assertThat(pricing(template()).path("type").asText()).isEqualTo("free_customer_service");

        sandbox.control("/clock", sandbox.object("{'now':'2026-10-01T11:00:00Z'}"));
        assertThat(pricing(template()).path("type").asText()).isEqualTo("regular");
        assertThat(pricing(text()).path("type").asText()).isEqualTo("free_customer_service");

        JsonNode costs = sandbox.control("/costs").json();
        assertThat(costs).hasSize(3);
        JsonNode charged = StreamSupport.stream(costs.spliterator(), false)
                .filter(line -> line.path("amount").decimalValue().signum() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(charged.path("month").asText()).isEqualTo("2026-10");
        assertThat(charged.path("market").asText()).isEqualTo("Spain");
        assertThat(charged.path("amount").decimalValue()).isEqualByComparingTo("0.0200");
        assertThat(charged.path("currency").asText()).isEqualTo("USD");
    }

    @Test
    void threeDaysAreFreeOnceAnAdvertisementsVisitorIsAnswered() {
        sandbox.control("/phones/" + ANA + "/send", sandbox.object("""
                        {'type':'text','text':{'body':'Hola'},'phoneNumberId':'%s','referral':{'source_url':'https://fb.me/x',
                         'source_id':'1','source_type':'ad','body':'Limpieza','headline':'Limpieza','media_type':'image','image_url':'https://example.org/x.jpg','ctwa_clid':'c'}}
                        """.formatted(MADRID)));
        assertThat(pricing(text()).path("type").asText()).isEqualTo("free_entry_point");

        sandbox.advance("PT71H");
        String free = template();
        assertThat(pricing(free).path("type").asText()).isEqualTo("free_entry_point");
        assertThat(sandbox.statuses(free).get(0).at("/conversation/origin/type").asText())
                .isEqualTo("referral_conversion");

        sandbox.advance("PT2H");
        assertThat(pricing(template()).path("type").asText()).isEqualTo("regular");
    }

    @Test
    void conversationsWerePricedBeforeJuly2025() {
        sandbox.control("/clock", sandbox.object("{'now':'2025-06-01T12:00:00Z'}"));
        String first = template();

        assertThat(pricing(first).path("pricing_model").asText()).isEqualTo("CBP");
        assertThat(pricing(first).has("type")).isFalse();
        String second = template();
        assertThat(conversation(second)).isNotEmpty().isEqualTo(conversation(first));
        sandbox.advance("PT25H");
        assertThat(conversation(template())).isNotEqualTo(conversation(first));
        assertThat(sandbox.control("/costs").json().get(0).path("amount").decimalValue())
                .isEqualByComparingTo("0.0400");
    }

    private void write() {
        sandbox.control(
                "/phones/" + ANA + "/write", sandbox.object("{'text':'Hola','phoneNumberId':'" + MADRID + "'}"));
    }

    private String text() {
        return sandbox.send(sandbox.text("+" + ANA, "Buenas")).wamid();
    }

    private String template() {
        return sandbox.send(sandbox.reminder("+" + ANA, "x")).wamid();
    }

    private String outcome(String wamid) {
        await().untilAsserted(() -> assertThat(sandbox.told(wamid)).containsAnyOf("delivered", "failed"));
        return sandbox.told(wamid).contains("failed") ? "failed" : "delivered";
    }

    private JsonNode pricing(String wamid) {
        assertThat(outcome(wamid)).isEqualTo("delivered");
        return sandbox.statuses(wamid).stream()
                .filter(status -> status.has("pricing"))
                .map(status -> status.path("pricing"))
                .findFirst()
                .orElseThrow();
    }

    private String conversation(String wamid) {
        outcome(wamid);
        return sandbox.statuses(wamid).get(0).at("/conversation/id").asText();
    }
}
