package io.recado.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.WholeHub;
import io.recado.channel.CloudStub;
import io.recado.channel.FailureClass;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import io.recado.sandbox.whatsapp.MetaContract;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** From an order to WhatsApp and back into the ledger, by the hub's own routes. */
@WholeHub
class OutboundIT {

    private static final CloudStub whatsApp = new CloudStub(Duration.ZERO);
    private static final ChannelId CHANNEL = new ChannelId("centro-cloud");

    @Autowired
    Messages ledger;

    @Autowired
    Outbox outbox;

    @Autowired
    Failures failures;

    @Autowired
    Clock clock;

    @Autowired
    ObjectMapper json;

    @Autowired
    JmsTemplate jms;

    @Autowired
    CamelContext camel;

    @DynamicPropertySource
    static void partner(DynamicPropertyRegistry properties) {
        properties.add("partner.url", whatsApp::url);
    }

    @BeforeEach
    void forget() {
        whatsApp.forget();
    }

    @Test
    void sendsATemplateAsWhatsAppWantsIt() {
        var content = new Content.Template(
                "recordatorio_cita",
                "es",
                List.of("José Muñoz", "Sol\n\tCentro", "🙂"),
                List.of("recado1:confirm:1:n", "recado1:cancel:1:n"),
                "…");

        var id = sent(content);

        assertThat(ledger.find(id).orElseThrow().wamid()).startsWith("wamid.stub-");
        var call = whatsApp.calls().getFirst();
        assertThat(call.path()).isEqualTo("/v23.0/104500000000001/messages");
        assertThat(call.headers())
                .containsEntry("authorization", "Bearer test-token")
                .hasEntrySatisfying("content-type", type -> assertThat(type).startsWith("application/json"));
        var request = request(call);
        MetaContract.fitsRequest(request);
        assertThat(request.path("to").asText()).isEqualTo("+34600000017");
        assertThat(request.path("biz_opaque_callback_data").asText()).isEqualTo(id.toString());
        assertThat(request.at("/template/components/0/parameters").findValuesAsText("text"))
                .containsExactly("José Muñoz", "Sol Centro", "🙂");
        assertThat(request.at("/template/components/2/index").asText()).isEqualTo("1");
        assertThat(request.at("/template/components/2/parameters/0/payload").asText())
                .isEqualTo("recado1:cancel:1:n");
    }

    @Test
    void tellsWhatsAppNothingThatIsNotItsBusiness() {
        sent(new Content.Text("Hola"));

        assertThat(whatsApp.calls().getFirst().headers().keySet())
                .isSubsetOf(
                        "authorization",
                        "content-type",
                        "content-length",
                        "transfer-encoding",
                        "host",
                        "connection",
                        "user-agent",
                        "accept-encoding",
                        "accept");
    }

    @Test
    void sendsFreeText() {
        sent(new Content.Text("Gracias, «Ana» \"ok\"\nHasta mañana"));

        var request = request(whatsApp.calls().getFirst());
        MetaContract.fitsRequest(request);
        assertThat(request.at("/text/body").asText()).isEqualTo("Gracias, «Ana» \"ok\"\nHasta mañana");
    }

    @Test
    void sendsAButtonThatOpensAPage() {
        sent(new Content.Link(
                "Elige otra hora", "Cambiar la cita con la clínica", URI.create("https://sol.example/r/1")));

        var interactive = request(whatsApp.calls().getFirst()).path("interactive");
        assertThat(interactive.path("type").asText()).isEqualTo("cta_url");
        assertThat(interactive.at("/action/parameters/url").asText()).isEqualTo("https://sol.example/r/1");
        assertThat(interactive.at("/action/parameters/display_text").asText()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void givesUpOnARecipientWhoCannotBeReached() {
        whatsApp.refuseNext(400, 131026);

        var id = placed(new Content.Text("Hola"));
        awaitStatus(id, Status.FAILED);

        assertThat(whatsApp.calls()).hasSize(1);
        assertThat(ledger.find(id).orElseThrow().failure()).isEqualTo(FailureClass.FIX_RECIPIENT);
        assertThat(failures.search(FailedQuery.waiting(), null, 10).items())
                .filteredOn(failed -> failed.message().id().equals(id))
                .extracting(failed -> failed.failure().details())
                .containsExactly("what Meta says");
        assertThat(ledger.history(id))
                .last()
                .isEqualTo(new HistoryEntry(ledger.history(id).getLast().at(), Status.FAILED, "131026", null, null));
    }

    @Test
    void comesBackWhenWhatsAppIsBusy() {
        whatsApp.refuseNext(400, 130429);

        var id = sent(new Content.Text("Hola"));

        assertThat(whatsApp.calls()).hasSize(2);
        assertThat(ledger.find(id).orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void asksNoSecondTimeBehindTheLedgersBack() {
        whatsApp.refuseNext(503, 2);

        var id = sent(new Content.Text("Hola"));

        // a second call that the client made of its own accord would be part of the first try
        assertThat(ledger.find(id).orElseThrow().attempts()).isEqualTo(2);
        assertThat(whatsApp.calls()).hasSize(2);
    }

    @Test
    void sendsAgainAfterTheSettlingTimeWhenTheAnswerWasLost() {
        whatsApp.loseNextAnswer();

        var id = sent(new Content.Text("Hola"));

        assertThat(ledger.history(id))
                .extracting(HistoryEntry::status)
                .containsExactly(
                        Status.PLANNED,
                        Status.QUEUED,
                        Status.SENDING,
                        Status.IN_DOUBT,
                        Status.QUEUED,
                        Status.SENDING,
                        Status.ACCEPTED);
    }

    @Test
    void anIdThatTheBrokerDeliversAgainDoesNotLeaveAgain() {
        var id = sent(new Content.Text("Hola"));
        var next = placed(new Content.Text("Adiós"));
        for (var i = 0; i < 20; i++) {
            jms.convertAndSend("outbound." + CHANNEL, id.toString());
            jms.convertAndSend("outbound." + CHANNEL, next.toString());
        }

        awaitStatus(next, Status.ACCEPTED);
        await().until(() -> jms.<Boolean>browse("outbound." + CHANNEL, (session, browser) -> !browser.getEnumeration()
                .hasMoreElements()));

        assertThat(whatsApp.doubled()).isEmpty();
        assertThat(whatsApp.total()).isEqualTo(2);
    }

    @Test
    void everyQueueIsReadInTransactions() {
        var queues = camel.getEndpoints().stream()
                .filter(JmsEndpoint.class::isInstance)
                .map(JmsEndpoint.class::cast)
                .toList();

        assertThat(queues).isNotEmpty().allSatisfy(queue -> {
            assertThat(queue.isTransacted()).as(queue.getEndpointUri()).isTrue();
            assertThat(queue.isLazyCreateTransactionManager()).isFalse();
            assertThat(queue.getCacheLevelName()).isEqualTo("CACHE_CONSUMER");
            assertThat(queue.getHeaderFilterStrategy()
                            .applyFilterToExternalHeaders("CAmelHttpUri", "x", new DefaultExchange(camel)))
                    .as("strict about headers that steer Camel")
                    .isTrue();
        });
    }

    private MessageId sent(Content content) {
        var id = placed(content);
        awaitStatus(id, Status.ACCEPTED);
        return id;
    }

    private MessageId placed(Content content) {
        var now = clock.instant();
        var order = new Order(
                new OrderKey("test", "test:" + UUID.randomUUID(), "1"),
                new ClinicId("centro"),
                CHANNEL,
                new PhoneNumber("+34600000017"),
                content,
                Priority.ANSWER,
                UUID.randomUUID().toString(),
                now,
                now.plus(Duration.ofHours(1)));
        return outbox.place(List.of(order)).getFirst().id();
    }

    private void awaitStatus(MessageId id, Status status) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(ledger.find(id).map(Message::status)).contains(status));
    }

    private JsonNode request(CloudStub.Call call) {
        try {
            return json.readTree(call.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON", e);
        }
    }
}
