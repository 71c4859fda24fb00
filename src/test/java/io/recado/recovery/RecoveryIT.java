package io.recado.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.agenda.AppointmentStatus;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.configuration.SourceId;
import io.recado.console.Visitor;
import io.recado.console.access.Permission;
import io.recado.console.access.Viewer;
import io.recado.console.failed.FailedDesk;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import io.recado.conversation.AnsweringHub;
import io.recado.outbox.Content;
import io.recado.outbox.Handling;
import io.recado.outbox.MessageId;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Placement;
import io.recado.outbox.Priority;
import io.recado.outbox.Status;
import io.recado.source.Command;
import io.recado.source.WriteBackState;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do about failures, through the doors of the running hub. */
class RecoveryIT extends AnsweringHub {

    private static final ClinicId CENTRO = new ClinicId("centro");
    private static final SourceId PMS = new SourceId("pms");
    private static final AtomicInteger COUNT = new AtomicInteger();

    @LocalServerPort
    int door;

    @Autowired
    FailedDesk desk;

    @Autowired
    ObjectMapper json;

    @Autowired
    ConnectionFactory broker;

    @Autowired
    EmbeddedActiveMQ artemis;

    @Autowired
    TransactionTemplate transaction;

    private record Failed(MessageId id, Appointment appointment, PatientRecord patient, String phone) {}

    @Test
    void correctsAPhoneHereAndAtItsSourceAndSendsAgain() {
        var ana = failed(PMS);
        PARTNER.answers(ana.patient().externalId(), 200, "{\"id\":1}");

        var answer = send("/api/v1/failed/%s/correct-phone".formatted(ana.id()), "{\"phone\":\"611 22 33 44\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(read(answer).path("phone").asText()).isEqualTo("+34611223344");
        assertThat(read(answer).path("resent").asBoolean()).isTrue();
        var command = UUID.fromString(read(answer).path("writeBack").asText());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> writeBacks.find(command).orElseThrow().state() == WriteBackState.DONE);
        var request = PARTNER.requestsAbout(ana.patient().externalId()).getFirst();
        assertThat(request.line()).endsWith("/clientes/" + ana.patient().externalId() + "/telefono");
        assertThat(parsed(request.body()))
                .isEqualTo(parsed(
                        "{\"numero\":\"+34611223344\",\"tipo\":\"movil\",\"anterior\":\"%s\"}".formatted(ana.phone())));
        assertThat(phoneOf(ana)).isEqualTo("+34611223344");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> PARTNER.sent().stream().anyMatch(body -> body.contains("34611223344")));
        assertThat(ledger.history(ana.id()))
                .extracting(step -> step.detail() + " by " + step.by())
                .contains("phone_corrected by token:first", "resent by token:first");
        assertThat(audited("message:" + ana.id())).contains("phone_corrected", "message_resent");
    }

    @Test
    void aNumberThatWasChangedAtTheSourceMeanwhileIsAConflictThatPeopleSee() {
        var ana = failed(PMS);
        PARTNER.answers(ana.patient().externalId(), 409, "{\"codigo\":\"TELEFONO_DISTINTO\"}");

        var answer = send(
                "/api/v1/failed/%s/correct-phone".formatted(ana.id()), "{\"phone\":\"611223345\",\"resend\":false}");

        var command = read(answer).path("writeBack").asText();
        await().atMost(Duration.ofSeconds(20)).until(() -> items(look("/api/v1/write-backs?status=conflict")).stream()
                .anyMatch(one -> one.path("id").asText().equals(command)));
        assertThat(ledger.find(ana.id()).orElseThrow().status()).isEqualTo(Status.FAILED);
        mirror(PMS, ana, "622 33 44 55");
        assertThat(phoneOf(ana)).as("what the source says by now").isEqualTo("+34622334455");
    }

    @Test
    void whereTheSourceCannotBeWrittenToTheNumberCountsHereUntilTheSourceHasAnother() {
        var source = new SourceId("file");
        var ana = failed(source);

        var answer = send("/api/v1/failed/%s/correct-phone".formatted(ana.id()), "{\"phone\":\"611223346\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(read(answer).path("writeBack").isNull()).isTrue();
        assertThat(phoneOf(ana)).isEqualTo("+34611223346");
        mirror(source, ana, ana.phone() + " ");
        assertThat(phoneOf(ana)).as("the same number, typed anew").isEqualTo("+34611223346");
        mirror(source, ana, "633 44 55 66");
        assertThat(phoneOf(ana)).isEqualTo("+34633445566");
    }

    @Test
    void tellsWhoSharesANumberBeforeItIsCorrected() {
        var ana = failed(PMS);
        var berta = failed(PMS);

        var look = read(send(
                "/api/v1/failed/%s/check-phone".formatted(ana.id()), "{\"phone\":\"%s\"}".formatted(berta.phone())));

        assertThat(look.path("sharingNew").findValuesAsText("externalId"))
                .contains(berta.patient().externalId());
        assertThat(look.at("/sharingNew/0/appointments/0/id").asLong())
                .isEqualTo(berta.appointment().id().value());
        assertThat(look.path("sharingOld")).isEmpty();
        assertThat(phoneOf(ana)).isEqualTo(ana.phone());
    }

    @Test
    void refusesWhatIsNoNumberWithoutRepeatingIt() {
        var ana = failed(PMS);

        var answer = send("/api/v1/failed/%s/correct-phone".formatted(ana.id()), "{\"phone\":\"seis-uno-uno\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("phone").doesNotContain("seis");
    }

    @Test
    void tellsTheSecondPersonWhatTheFirstDid() {
        var ana = failed(PMS);
        var path = "/api/v1/failed/" + ana.id();

        assertThat(send(path + "/contacted", "{\"by\":\"phone\",\"note\":\"she comes\"}")
                        .statusCode())
                .isEqualTo(200);
        var second = send(path + "/discard", "{\"reason\":\"not needed\"}");

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("token:first", "contacted");
        assertThat(read(look(path)).path("history").findValuesAsText("note")).contains("she comes");
        assertThat(read(look(path)).path("handled").path("way").asText()).isEqualTo("contacted");
        assertThat(send(path + "/correct-phone", "{\"phone\":\"611223399\"}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void findsByNameAndPhoneWithoutEitherInTheAddress() {
        var ana = failed(PMS);

        assertThat(search("{\"text\":\"%s\"}".formatted(ana.patient().lastName().toLowerCase())))
                .contains(ana.id().toString());
        assertThat(search("{\"text\":\"Nobody Of This Name\"}")).isEmpty();
        assertThat(search("{\"text\":\"%s\",\"clinic\":\"centro\",\"class\":\"fix_recipient\"}"
                        .formatted(ana.phone().substring(3))))
                .containsExactly(ana.id().toString());
        assertThat(ids(look(
                        "/api/v1/failed?patient=" + ana.appointment().patient().id())))
                .containsExactly(ana.id().toString());
        assertThat(send("/api/v1/failed/search", "{\"txt\":\"x\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void explainsInTheLanguageOfWhoAsks() {
        var ana = failed(PMS);
        var path = "/api/v1/failed/" + ana.id();

        assertThat(read(look(path, "Accept-Language", "es")).path("explanation").asText())
                .contains("no tiene WhatsApp");
        assertThat(read(look(path, "Accept-Language", "en")).path("explanation").asText())
                .contains("not on WhatsApp");
        assertThat(read(look(path)).path("code").asInt()).isEqualTo(131026);
        assertThat(read(look(path)).path("reason").asText()).isEqualTo("FIX_RECIPIENT");
    }

    @Test
    void whatBelongsToAnotherClinicDoesNotExist() {
        var ana = failed(PMS);
        var stranger = new Viewer(
                "eva",
                Viewer.Kind.PERSON,
                EnumSet.allOf(Permission.class),
                ClinicScope.of(new ClinicId("palermo")),
                null);

        assertThat(desk.find(stranger, ana.id())).isEmpty();
        assertThat(desk.list(stranger, FailedFilter.waiting(), null, 200).items())
                .noneMatch(one -> one.failed().message().clinic().equals(CENTRO));
        assertThat(desk.waiting(stranger)).noneMatch(count -> count.clinic().equals(CENTRO));
        assertThat(desk.resend(stranger, ana.id())).isEqualTo(new Handling.Unknown(ana.id()));
        assertThat(desk.discard(stranger, ana.id(), "x")).isEqualTo(new Handling.Unknown(ana.id()));
        assertThat(desk.correctPhone(stranger, ana.id(), "611223344"))
                .isEqualTo(new Correction.NotWaiting(new Handling.Unknown(ana.id())));
        assertThat(desk.lookAtPhone(stranger, ana.id(), "611223344")).isEmpty();
        assertThat(desk.resend(stranger, FailedFilter.waitingAt(ClinicScope.of(CENTRO)), 100))
                .isEqualTo(new SetResent(0, 0, false));
        assertThat(ledger.find(ana.id()).orElseThrow().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void sendsASetAgainAndNothingTwice() {
        var rule = "set-" + UUID.randomUUID();
        var ids = outbox
                .place(IntStream.range(0, 600)
                        .mapToObj(n -> order(rule, "campaign:" + n, aNumber(), Priority.REMINDER))
                        .toList())
                .stream()
                .map(Placement::id)
                .toList();
        ids.forEach(this::fail);

        var first = send("/api/v1/failed/resend", "{\"rule\":\"%s\"}".formatted(rule));
        var second = send("/api/v1/failed/resend", "{\"rule\":\"%s\"}".formatted(rule));

        assertThat(read(first)).isEqualTo(parsed("{\"resent\":600,\"leftOut\":0,\"more\":false}"));
        assertThat(read(second)).isEqualTo(parsed("{\"resent\":0,\"leftOut\":0,\"more\":false}"));
    }

    @Test
    void triesACommandAgainThatConflictedAndOnlyOnce() {
        var ana = failed(PMS);
        var externalId = ana.appointment().externalId();
        PARTNER.answers(externalId, 409, "{\"codigo\":\"ESTADO_NO_PERMITE\"}");
        PARTNER.answers(externalId, 200, "{\"version\":9}");
        var command = transaction.execute(
                tx -> writeBacks.order(new Command.Confirm(ana.appointment().id())));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> writeBacks.find(command).orElseThrow().state() == WriteBackState.CONFLICT);

        var again = send("/api/v1/write-backs/%s/retry".formatted(command), "");
        var twice = send("/api/v1/write-backs/%s/retry".formatted(command), "");

        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThat(twice.statusCode()).isEqualTo(409);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> writeBacks.find(command).orElseThrow().state() == WriteBackState.DONE);
        assertThat(send("/api/v1/write-backs/%s/discard".formatted(command), "").statusCode())
                .isEqualTo(409);
        assertThat(audited("write-back:" + command)).containsExactly("write_back_retried");
    }

    @Test
    void keepsWhatTheBrokerGaveUpOnUntilSomebodyHasItTriedAgain() throws Exception {
        var attic = "attic-" + UUID.randomUUID();
        expire(attic, "what it says");

        var letter = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> items(look("/api/v1/dead-letters")).stream()
                                .filter(one -> one.path("queue").asText().equals(attic))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(letter.toString()).doesNotContain("what it says");
        var path = "/api/v1/dead-letters/" + letter.path("id").asText();

        assertThat(send(path + "/retry", "").statusCode()).isEqualTo(202);
        assertThat(send(path + "/discard", "{\"reason\":\"x\"}").statusCode()).isEqualTo(409);
        try (var session = broker.createContext();
                var consumer = session.createConsumer(session.createQueue(attic))) {
            var back = (TextMessage) consumer.receive(20_000);
            assertThat(back.getText()).isEqualTo("what it says");
            assertThat(back.getStringProperty("lane")).isEqualTo("seven");
        }
    }

    @Test
    void theBrokerGivesUpOnMessagesWhereTheLedgerHearsOfIt() {
        var settings = artemis.getActiveMQServer().getAddressSettingsRepository();

        assertThat(settings.getMatch("outbound.centro-cloud")
                        .getDeadLetterAddress()
                        .toString())
                .isEqualTo("dead.outbound");
        assertThat(settings.getMatch("inbound.whatsapp").getDeadLetterAddress().toString())
                .isEqualTo("dead.letters");
        assertThat(settings.getMatch("dead.outbound").getMaxDeliveryAttempts()).isEqualTo(-1);
    }

    @Test
    void whatIsNoMessageInDeadOutboundIsKeptToo() {
        try (var session = broker.createContext()) {
            session.createProducer().send(session.createQueue("dead.outbound"), "no id of the ledger");
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> jdbc.sql("select count(*) from dead_letter where body_text = 'no id of the ledger'")
                                .query(Integer.class)
                                .single()
                        == 1);
    }

    @Test
    void remembersWhoReviewedWhichDay() {
        var answer = send("/api/v1/failed/reviews", "{\"clinic\":\"palermo\"}");
        send("/api/v1/failed/reviews", "{\"clinic\":\"palermo\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(items(look("/api/v1/failed/reviews")))
                // others may have looked as well
                .filteredOn(review -> review.path("clinic").asText().equals("palermo")
                        && review.path("by").asText().equals("token:first"))
                .singleElement()
                .satisfies(review -> {
                    assertThat(review.path("day").asText())
                            .isEqualTo(clock.instant()
                                    .atZone(ZoneId.of("America/Argentina/Buenos_Aires"))
                                    .toLocalDate()
                                    .toString());
                });
    }

    @Test
    void warnsInNumbersAloneWhenFailuresWaitTooLong() {
        var ana = failed(PMS);
        jdbc.sql("update failed_message set failed_at = :then where message_id = :id")
                .param("then", clock.instant().minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC))
                .param("id", ana.id().value())
                .update();

        var health = look("/actuator/health");

        assertThat(read(health).at("/components/failedMessages/status").asText())
                .isEqualTo("DEGRADED");
        assertThat(read(health).at("/components/failedMessages/details/overdue").asInt())
                .isPositive();
        assertThat(health.body()).doesNotContain(ana.phone(), ana.patient().lastName());
        assertThat(look("/actuator/prometheus").body())
                .containsPattern("recado_failed_overdue\\{?[^}]*}? [1-9]")
                .containsPattern("recado_failed_waiting\\{[^}]*class=\"FIX_RECIPIENT\"[^}]*} [1-9]");
    }

    private Failed failed(SourceId source) {
        var number = COUNT.incrementAndGet();
        var externalId = "F-" + UUID.randomUUID();
        var phone = aNumber();
        var patient = new PatientRecord(
                "P-" + externalId, CENTRO, "Ana", "Apellido" + externalId, phone.e164(), null, null, "es", true, null);
        var start = clock.instant().plus(Duration.ofDays(3 + number)).truncatedTo(ChronoUnit.MINUTES);
        agenda.mirror(source, List.of(record(externalId, CENTRO, start, AppointmentStatus.PENDING, "7", patient)));
        var appointment = agenda.find(new AppointmentId(jdbc.sql("select id from appointment where external_id = :id")
                        .param("id", externalId)
                        .query(Long.class)
                        .single()))
                .orElseThrow();
        // an answer: a reminder that is sent again would wait for the end of the quiet hours, and behind a whole set
        var id = outbox.place(List.of(order("test", appointment.id().subject(), phone, Priority.ANSWER)))
                .getFirst()
                .id();
        fail(id);
        return new Failed(id, appointment, patient, phone.e164());
    }

    private static PhoneNumber aNumber() {
        return new PhoneNumber("+346%08d".formatted(50_000_000 + COUNT.incrementAndGet()));
    }

    /** Not due for a day, so that nothing leaves until somebody has it sent again. */
    private Order order(String rule, String subject, PhoneNumber to, Priority priority) {
        Instant due = clock.instant().plus(Duration.ofDays(1));
        return new Order(
                new OrderKey(rule, subject, "1"),
                CENTRO,
                new ChannelId("centro-cloud"),
                to,
                new Content.Text("Hola"),
                priority,
                UUID.randomUUID().toString(),
                due,
                due.plus(Duration.ofDays(1)));
    }

    private void fail(MessageId id) {
        jdbc.sql("""
                        with gone as (update delivery set status = 'failed', failure_class = 'FIX_RECIPIENT' where id = :id)
                        insert into failed_message (message_id, failed_at, class, code, title, clinic, rule)
                        select id, :now, 'FIX_RECIPIENT', 131026, 'Message undeliverable', clinic, rule from message where id = :id
                        """)
                .param("id", id.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void mirror(SourceId source, Failed who, @Nullable String phone) {
        var patient = new PatientRecord(
                who.patient().externalId(),
                CENTRO,
                who.patient().firstName(),
                who.patient().lastName(),
                phone,
                null,
                null,
                "es",
                true,
                null);
        agenda.mirror(
                source,
                List.of(record(
                        who.appointment().externalId(),
                        CENTRO,
                        who.appointment().start(),
                        AppointmentStatus.PENDING,
                        "7",
                        patient)));
    }

    private String phoneOf(Failed who) {
        return agenda.find(who.appointment().id()).orElseThrow().patient().phone()
                        instanceof PhoneCheck.Usable(var number)
                ? number.e164()
                : "";
    }

    private void expire(String queue, String text) throws JMSException {
        try (var session = broker.createContext()) {
            var message = session.createTextMessage(text);
            message.setStringProperty("lane", "seven");
            session.createProducer().setTimeToLive(1).send(session.createQueue(queue), message);
            // who looks before its time is over takes it
            await().until(() -> System.currentTimeMillis() > message.getJMSExpiration());
            try (var consumer = session.createConsumer(session.createQueue(queue))) {
                await().atMost(Duration.ofSeconds(10)).until(() -> consumer.receive(100) == null);
            }
        }
    }

    private List<String> audited(String subject) {
        return jdbc.sql("select action from audit_entry where subject = :subject order by at")
                .param("subject", subject)
                .query(String.class)
                .list();
    }

    private HttpResponse<String> look(String path, String... headers) {
        var all = new ArrayList<>(List.of("Authorization", "Bearer " + Visitor.TOKEN));
        all.addAll(List.of(headers));
        return Visitor.at(door).get(path, all.toArray(String[]::new));
    }

    private HttpResponse<String> send(String path, String body) {
        return Visitor.at(door).postJsonWithToken(path, body);
    }

    private List<String> search(String body) {
        return ids(send("/api/v1/failed/search?limit=200", body));
    }

    private List<String> ids(HttpResponse<String> page) {
        return items(page).stream().map(item -> item.path("id").asText()).toList();
    }

    private List<JsonNode> items(HttpResponse<String> page) {
        return IntStream.range(0, read(page).path("items").size())
                .mapToObj(n -> read(page).path("items").get(n))
                .toList();
    }

    private JsonNode read(HttpResponse<String> answer) {
        return parsed(answer.body());
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
