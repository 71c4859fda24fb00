package io.recado.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.WholeHub;
import io.recado.agenda.Agenda;
import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.agenda.AppointmentStatus;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.contact.PhoneNumber;
import io.recado.fixtures.FakePartner;
import io.recado.inbound.Inbound;
import io.recado.outbox.Content;
import io.recado.outbox.Message;
import io.recado.outbox.MessageQuery;
import io.recado.outbox.Messages;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Priority;
import io.recado.source.WriteBacks;
import io.recado.template.ButtonAction;
import io.recado.template.ButtonPayload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole hub with a clinic's agenda in it, as patients and WhatsApp meet it. Each test makes its own appointments and people. */
@WholeHub
public abstract class AnsweringHub {

    protected static final FakePartner PARTNER = new FakePartner();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String SECRET = "test-app-secret";

    @Autowired
    protected Agenda agenda;

    @Autowired
    protected Messages ledger;

    @Autowired
    protected Outbox outbox;

    @Autowired
    protected WriteBacks writeBacks;

    @Autowired
    protected Inbound inbound;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected Clock clock;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void partner(DynamicPropertyRegistry registry) {
        registry.add("partner.url", PARTNER::url);
    }

    /** An appointment, its patient's phone, and the reminder that they got. */
    protected record Reminded(Appointment appointment, PhoneNumber phone, String nonce, ChannelId channel) {

        public String button(ButtonAction action) {
            return new ButtonPayload(action, appointment.id(), nonce).text();
        }
    }

    protected Reminded remindedAtCentro() {
        return reminded("centro", "centro-cloud", "es", new PhoneNumber("+346%08d".formatted(COUNT.incrementAndGet())));
    }

    protected Reminded remindedAtPalermo() {
        return reminded(
                "palermo", "palermo-cloud", "es", new PhoneNumber("+54911%08d".formatted(COUNT.incrementAndGet())));
    }

    protected Reminded reminded(String clinic, String channel, String language, PhoneNumber phone) {
        var externalId = "C-" + UUID.randomUUID();
        var clinicId = new ClinicId(clinic);
        var patient = new PatientRecord(
                "P-" + externalId, clinicId, "Ana", "Muñoz", phone.e164(), null, null, language, true, null);
        var start = clock.instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MINUTES);
        agenda.mirror(
                new SourceId("pms"),
                List.of(record(externalId, clinicId, start, AppointmentStatus.PENDING, "7", patient)));
        var id = jdbc.sql("select id from appointment where external_id = :id")
                .param("id", externalId)
                .query(Long.class)
                .single();
        var appointment = agenda.find(new AppointmentId(id)).orElseThrow();
        var nonce = "n" + externalId.replace("-", "");
        // not due for a day, so that nothing leaves but answers
        outbox.place(List.of(new Order(
                new OrderKey("reminder", appointment.id().subject(), start.toString()),
                clinicId,
                new ChannelId(channel),
                phone,
                new Content.Template("recordatorio_cita", language, List.of(), List.of(), ""),
                Priority.REMINDER,
                nonce,
                start.minusSeconds(60),
                start)));
        return new Reminded(appointment, phone, nonce, new ChannelId(channel));
    }

    protected AppointmentRecord record(
            String externalId,
            ClinicId clinic,
            Instant start,
            AppointmentStatus status,
            String version,
            PatientRecord patient) {
        return new AppointmentRecord(
                externalId,
                clinic,
                start,
                Duration.ofMinutes(30),
                status,
                version,
                null,
                null,
                false,
                patient.externalId(),
                patient,
                new Appointment.Professional("D-3", "Dra. Ruiz"),
                List.of(),
                null);
    }

    protected static String wamid() {
        return "wamid.IN" + UUID.randomUUID();
    }

    protected String tap(Reminded who, ButtonAction action) {
        var wamid = wamid();
        assertThat(post(who.channel().value(), tap(who, action, wamid)).statusCode())
                .isEqualTo(200);
        return wamid;
    }

    protected String tap(Reminded who, ButtonAction action, String wamid) {
        return payload(
                who,
                "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"%d\",\"type\":\"button\",\"button\":{\"payload\":\"%s\",\"text\":\"x\"}}"
                        .formatted(who.phone().digits(), wamid, clock.instant().getEpochSecond(), who.button(action)));
    }

    protected String write(Reminded who, String text) {
        var wamid = wamid();
        var response = post(who.channel().value(), payload(who, text(who, wamid, text)));
        assertThat(response.statusCode()).isEqualTo(200);
        return wamid;
    }

    protected String text(Reminded who, String wamid, String text) {
        return "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"%d\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}"
                .formatted(who.phone().digits(), wamid, clock.instant().getEpochSecond(), text);
    }

    protected String payload(Reminded who, String messages) {
        var number =
                switch (who.channel().value()) {
                    case "centro-cloud" -> "104500000000001";
                    case "palermo-cloud" -> "104500000000002";
                    default -> "104500000000003";
                };
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\",\"value\":{"
                + "\"metadata\":{\"phone_number_id\":\"" + number + "\"},\"messages\":[" + messages + "]}}]}]}";
    }

    protected HttpResponse<String> post(String channel, String body) {
        return post(channel, body.getBytes(StandardCharsets.UTF_8), signature(body));
    }

    protected HttpResponse<String> post(String channel, byte[] body, String signature) {
        var request = HttpRequest.newBuilder(webhook(channel, ""))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        if (!signature.isEmpty()) {
            request.header("X-Hub-Signature-256", signature);
        }
        return send(request.build());
    }

    protected HttpResponse<String> get(String channel, String query) {
        return send(HttpRequest.newBuilder(webhook(channel, "?" + query)).build());
    }

    private URI webhook(String channel, String query) {
        return URI.create("http://127.0.0.1:" + port + "/webhooks/whatsapp/" + channel + query);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static String signature(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the hub made of a message, as soon as it has. */
    protected String outcome(String wamid) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> jdbc.sql("select kind from answer where wamid = :wamid")
                                .param("wamid", wamid)
                                .query(String.class)
                                .optional(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** What was answered to a message about an appointment; none when nothing was. */
    protected List<Content> answersTo(String subject, String wamid) {
        return ledger.search(MessageQuery.about(subject), null, 100).items().stream()
                .filter(message -> message.key().rule().equals("answer"))
                .filter(message -> message.key().version().equals(wamid))
                .map(Message::content)
                .toList();
    }

    protected AppointmentStatus statusOf(Reminded who) {
        return agenda.find(who.appointment().id()).orElseThrow().status();
    }
}
