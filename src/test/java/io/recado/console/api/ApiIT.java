package io.recado.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.WholeHub;
import io.recado.agenda.Agenda;
import io.recado.agenda.AgendaRecord;
import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentStatus;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.console.Visitor;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Content;
import io.recado.outbox.MessageQuery;
import io.recado.outbox.Messages;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Priority;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The REST interface from outside, over a database with a few appointments of the far future, so that nothing is due. */
@WholeHub
class ApiIT {

    private static final ClinicId PALERMO = new ClinicId("palermo");
    private static final Instant NEW_YEAR = Instant.parse("2031-01-01T12:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    Agenda agenda;

    @Autowired
    Messages ledger;

    @Autowired
    Outbox outbox;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectMapper json;

    /** Every test has appointments and messages of its own. */
    private final String test = UUID.randomUUID().toString();

    private List<Long> appointments = List.of();

    @BeforeEach
    void bookThreeAppointments() {
        agenda.mirror(
                new SourceId("pms"),
                IntStream.range(0, 3)
                        .mapToObj(day -> appointment(
                                "A-" + day + "-" + test,
                                NEW_YEAR.plus(Duration.ofDays(day)),
                                day == 1 ? "sin teléfono" : "11 5000 0001"))
                        .toList());
        appointments = jdbc.sql("select id from appointment where external_id like :test order by starts_at")
                .param("test", "%" + test)
                .query(Long.class)
                .list();
    }

    @Test
    void listsAppointmentsInTheOrderOfTheirStart() {
        var items = items(get("/api/v1/appointments?clinic=palermo&from=2031-01-01&to=2031-01-03&limit=200"));

        assertThat(items)
                .filteredOn(item -> appointments.contains(item.path("id").asLong()))
                .extracting(item -> item.path("start").asText())
                .containsExactly("2031-01-01T12:00:00Z", "2031-01-02T12:00:00Z", "2031-01-03T12:00:00Z");
    }

    @Test
    void saysWhyAnAppointmentHasNoPhone() {
        var appointment = get("/api/v1/appointments/" + appointments.get(1));

        assertThat(appointment.path("patient").path("phone").isNull()).isTrue();
        assertThat(appointment.path("patient").path("phoneProblem").asText()).isEqualTo("NOT_A_NUMBER");
        assertThat(appointment.path("status").asText()).isEqualTo("pending");
    }

    @Test
    void takesADateForTheWholeDayOfTheClinic() {
        // 02:00 in UTC is still the evening before in Buenos Aires
        agenda.mirror(
                new SourceId("pms"),
                List.of(appointment("night-" + test, Instant.parse("2032-05-02T02:00:00Z"), "11 5000 0001")));

        assertThat(starts("clinic=palermo&from=2032-05-01&to=2032-05-01")).contains("2032-05-02T02:00:00Z");
        assertThat(starts("clinic=palermo&from=2032-05-02&to=2032-05-02")).isEmpty();
        assertThat(starts("clinic=centro&from=2032-05-01&to=2032-05-02")).isEmpty();
    }

    @Test
    void filtersAppointmentsByStatusAndPatient() {
        var patient = get("/api/v1/appointments/" + appointments.get(0))
                .path("patient")
                .path("id")
                .asLong();

        assertThat(items(get("/api/v1/appointments?status=pending&patient=" + patient)))
                .hasSize(1);
        assertThat(items(get("/api/v1/appointments?status=cancelled&patient=" + patient)))
                .isEmpty();
    }

    @Test
    void pagesThroughAppointmentsWithoutLossOrRepetition() {
        var seen = new ArrayList<Long>();
        var path = "/api/v1/appointments?clinic=palermo&from=2031-01-01&to=2031-01-03&limit=1";
        @Nullable String cursor = null;
        do {
            var page = get(cursor == null ? path : path + "&cursor=" + cursor);
            assertThat(page.path("items")).hasSizeLessThanOrEqualTo(1);
            page.path("items").forEach(item -> seen.add(item.path("id").asLong()));
            cursor = page.path("next").isNull() ? null : page.path("next").asText();
        } while (cursor != null);

        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(appointments);
    }

    @Test
    void tellsAMessageWithItsStory() {
        var message = order(appointments.get(0));
        decide(appointments.get(0), "send", "DUE");

        var answer = get("/api/v1/messages/" + message);

        assertThat(fields(answer))
                .containsExactly(
                        "id",
                        "rule",
                        "subject",
                        "clinic",
                        "channel",
                        "to",
                        "status",
                        "reason",
                        "wamid",
                        "attempts",
                        "plannedAt",
                        "queuedAt",
                        "acceptedAt",
                        "sentAt",
                        "deliveredAt",
                        "readAt",
                        "archivedAt",
                        "dueAt",
                        "usefulUntil",
                        "history",
                        "tries",
                        "decisions");
        assertThat(answer.path("to").asText()).isEqualTo("+541150000001");
        assertThat(answer.path("status").asText()).isEqualTo("planned");
        assertThat(answer.path("history")).hasSize(1);
        assertThat(answer.path("decisions").findValuesAsText("reason")).contains("DUE");
    }

    @Test
    void filtersMessages() {
        var message = order(appointments.get(0));
        var subject = "subject=appointment:" + appointments.get(0);

        assertThat(ids("status=planned&clinic=palermo&since=2020-01-01&" + subject))
                .contains(message);
        assertThat(ids("status=read&" + subject)).isEmpty();
        assertThat(ids("clinic=centro&" + subject)).isEmpty();
        assertThat(ids("since=2040-01-01&" + subject)).isEmpty();
        assertThat(ids("subject=appointment:0")).isEmpty();
    }

    @Test
    void explainsDecisionsInTheLanguageOfWhoAsks() {
        decide(appointments.get(1), "skip", "NO_PHONE");
        var path = "/api/v1/appointments/%d/decisions".formatted(appointments.get(1));

        assertThat(get(path, "Accept-Language", "es").path("items").findValuesAsText("sentence"))
                .contains("El paciente no tiene teléfono en la agenda.");
        assertThat(get(path, "Accept-Language", "en").path("items").findValuesAsText("sentence"))
                .noneMatch(sentence -> sentence.contains("paciente"));
    }

    @Test
    void plansAFailedMessageAgainAndOnlyOnce() {
        var message = order(appointments.get(0));
        fail(message);

        assertThat(items(get("/api/v1/failed?limit=200")))
                .filteredOn(item -> item.path("id").asText().equals(message))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.path("failure").path("class").asText()).isEqualTo("FIX_RECIPIENT");
                    assertThat(item.path("failure").path("code").asInt()).isEqualTo(131026);
                    assertThat(item.path("reason").asText()).isEqualTo("FIX_RECIPIENT");
                    assertThat(item.path("explanation").asText()).contains("WhatsApp");
                    assertThat(item.path("patient").path("lastName").asText()).isEqualTo("Muñoz");
                });
        assertThat(visitor()
                        .postWithToken("/api/v1/failed/" + message + "/resend")
                        .statusCode())
                .isEqualTo(202);
        var again = visitor().postWithToken("/api/v1/failed/" + message + "/resend");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("Only failed messages that wait", "token:", "resent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/messages/nothing",
                "/api/v1/messages/0199f3a2-0000-7000-8000-000000000000",
                "/api/v1/appointments/0",
                "/api/v1/appointments/nothing",
                "/api/v1/appointments/99999999999999999999/decisions",
                "/api/v1/no-such-list"
            })
    void answersAProblemForWhatThereIsNot(String path) {
        var answer = visitor().getWithToken(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertProblem(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages?status=gone           | status",
                "messages?clinic=nowhere        | clinic",
                "messages?since=yesterday       | since",
                "messages?cursor=x              | cursor",
                "messages?limit=0               | limit",
                "messages?limit=201             | limit",
                "messages?limit=many            | limit",
                "messages?statuss=sent          | statuss",
                "failed?cursor=x                | cursor",
                "failed?class=broken            | class",
                "failed?code=many               | code",
                "failed?state=lost              | state",
                "failed?text=Ana                | text",
                "dead-letters?state=lost        | state",
                "appointments?from=24/11/2026   | from",
                "appointments?to=2026-13-01     | to",
                "appointments?status=maybe      | status",
                "appointments?patient=Ana       | patient",
                "appointments?cursor=x          | cursor",
                "rejected?cursor=x              | cursor",
                "write-backs?status=maybe       | status",
                "write-backs?cursor=x           | cursor",
                "clinics?page=2                 | page"
            })
    void namesTheParameterThatIsWrong(String request, String parameter) {
        var answer = visitor().getWithToken("/api/v1/" + request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertProblem(answer);
        assertThat(json(answer).path("parameter").asText()).isEqualTo(parameter);
        assertThat(json(answer).path("detail").asText()).contains("'" + parameter + "'");
    }

    @Test
    void refusesAMethodThatAPathDoesNotHave() {
        var answer = visitor().postWithToken("/api/v1/clinics");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
        assertProblem(answer);
    }

    @Test
    void tellsHowSourcesDoAndReadsOneNow() {
        assertThat(items(get("/api/v1/sources"))).first().satisfies(source -> {
            assertThat(source.path("id").asText()).isEqualTo("pms");
            assertThat(source.path("lanes").findValuesAsText("lane")).containsExactly("fast", "slow");
        });
        assertThat(visitor().postWithToken("/api/v1/sources/pms/sync").statusCode())
                .isEqualTo(202);
        var unknown = visitor().postWithToken("/api/v1/sources/nowhere/sync");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).path("detail").asText()).contains("nowhere", "pms");
    }

    @Test
    void listsAnswersOnTheirWayBack() {
        jdbc.sql("delete from write_back").update();

        assertThat(items(get("/api/v1/write-backs?status=conflict"))).isEmpty();
    }

    @Test
    void listsChannelsWithoutTheirSecrets() {
        var answer = visitor().getWithToken("/api/v1/channels");

        assertThat(json(answer).path("items").findValuesAsText("id"))
                .containsExactly("centro-cloud", "palermo-cloud", "sala-cloud");
        assertThat(answer.body()).doesNotContain("test-token", "test-app-secret", "test-verify");
    }

    @Test
    void saysWhichChannelIsParkedAndLetsItSendAgain() {
        jdbc.sql("""
                insert into channel_park (channel, since, code, title, probe_at)
                values ('palermo-cloud', now(), 190, 'Access token has expired', now() + interval '1 hour')
                """).update();

        var parked = get("/api/v1/channels").at("/items/1/parked");
        assertThat(parked.path("code").asInt()).isEqualTo(190);
        assertThat(parked.path("title").asText()).isEqualTo("Access token has expired");
        assertThat(get("/api/v1/channels").at("/items/0/parked").isNull()).isTrue();

        assertThat(visitor()
                        .postWithToken("/api/v1/channels/palermo-cloud/resume")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/v1/channels").at("/items/1/parked").isNull()).isTrue();
        assertThat(jdbc.sql("select resumed_by from channel_park")
                        .query(String.class)
                        .list())
                .doesNotContainNull();
        assertThat(visitor().postWithToken("/api/v1/channels/nowhere/resume").statusCode())
                .isEqualTo(404);
    }

    @Test
    void describesEveryPathAndTheToken() {
        var description = get("/v3/api-docs");

        assertThat(fields(description.path("paths")))
                .contains(
                        "/api/v1/clinics",
                        "/api/v1/channels",
                        "/api/v1/channels/{id}/resume",
                        "/api/v1/appointments",
                        "/api/v1/appointments/{id}",
                        "/api/v1/appointments/{id}/decisions",
                        "/api/v1/messages",
                        "/api/v1/messages/{id}",
                        "/api/v1/failed",
                        "/api/v1/failed/{id}/resend",
                        "/api/v1/failed/{id}/correct-phone",
                        "/api/v1/failed/{id}/contacted",
                        "/api/v1/failed/{id}/discard",
                        "/api/v1/failed/resend",
                        "/api/v1/failed/reviews",
                        "/api/v1/write-backs/{id}/retry",
                        "/api/v1/dead-letters",
                        "/api/v1/sources",
                        "/api/v1/sources/{id}/sync",
                        "/api/v1/rejected",
                        "/api/v1/write-backs")
                .allMatch(path -> path.startsWith("/api/v1/"));
        assertThat(description.findValues("summary")).hasSizeGreaterThanOrEqualTo(9);
        assertThat(description
                        .path("components")
                        .path("securitySchemes")
                        .path("token")
                        .path("scheme")
                        .asText())
                .isEqualTo("bearer");
    }

    private static AgendaRecord appointment(String id, Instant start, String phone) {
        var patient = "P-" + id;
        return new AppointmentRecord(
                id,
                PALERMO,
                start,
                Duration.ofMinutes(30),
                AppointmentStatus.PENDING,
                "1",
                null,
                null,
                false,
                patient,
                new PatientRecord(patient, PALERMO, "Ana", "Muñoz", phone, null, null, "es", true, false),
                new Appointment.Professional("D-1", "Dra. Ruiz"),
                List.of(),
                null);
    }

    private String order(long appointment) {
        var subject = "appointment:" + appointment;
        outbox.place(List.of(new Order(
                new OrderKey("test", subject, "1"),
                PALERMO,
                new ChannelId("palermo-cloud"),
                new PhoneNumber("+541150000001"),
                new Content.Text("Hola Ana"),
                Priority.REMINDER,
                UUID.randomUUID().toString(),
                NEW_YEAR,
                NEW_YEAR.plusSeconds(3600))));
        return ledger.search(MessageQuery.about(subject), null, 1)
                .items()
                .get(0)
                .id()
                .toString();
    }

    private void decide(long appointment, String outcome, String reason) {
        jdbc.sql("""
                        insert into decision (rule, subject, version, outcome, reason, decided_at, facts)
                        values ('test', :subject, '1', :outcome, :reason, now(), '{}')
                        """)
                .param("subject", "appointment:" + appointment)
                .param("outcome", outcome)
                .param("reason", reason)
                .update();
    }

    private void fail(String message) {
        jdbc.sql("""
                        with gone as (update delivery set status = 'failed', failure_class = 'FIX_RECIPIENT' where id = :id::uuid)
                        insert into failed_message (message_id, failed_at, class, code, title, clinic, rule)
                        select id, now(), 'FIX_RECIPIENT', 131026, 'Message undeliverable', clinic, rule
                        from message where id = :id::uuid
                        """).param("id", message).update();
    }

    private List<String> starts(String query) {
        return items(get("/api/v1/appointments?" + query)).stream()
                .map(item -> item.path("start").asText())
                .toList();
    }

    private List<String> ids(String query) {
        return items(get("/api/v1/messages?" + query)).stream()
                .map(item -> item.path("id").asText())
                .toList();
    }

    private static List<JsonNode> items(JsonNode page) {
        var items = new ArrayList<JsonNode>();
        page.path("items").forEach(items::add);
        return items;
    }

    private static List<String> fields(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode get(String path) {
        return get(path, "Accept-Language", "es");
    }

    private JsonNode get(String path, String header, String value) {
        var answer = visitor().get(path, "Authorization", "Bearer " + Visitor.TOKEN, header, value);
        assertThat(answer.statusCode()).as("%s %s", path, answer.body()).isEqualTo(200);
        return json(answer);
    }

    private JsonNode json(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + answer.body(), e);
        }
    }

    private static void assertProblem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"title\"", "\"detail\"", "\"status\":" + answer.statusCode());
    }

    private Visitor visitor() {
        return Visitor.at(port);
    }
}
