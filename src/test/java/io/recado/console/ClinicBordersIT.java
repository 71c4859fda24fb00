package io.recado.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.console.access.Permission;
import io.recado.conversation.AnsweringHub;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Somebody who may do everything, in one clinic only, asks for what belongs to another: by address, by search and by filter. */
class ClinicBordersIT extends AnsweringHub {

    private static final String PASSWORD = "password-of-the-tests";
    private static final String EVERYTHING =
            "array['SEE_AGENDA','SEE_MESSAGES','SEE_CHATS','HANDLE_FAILED','CORRECT_PHONES','SEE_SOURCES','MANAGE_SOURCES',"
                    + "'SEE_CHANNELS','MANAGE_CHANNELS','WHATSAPP_SETTINGS_EDIT','WHATSAPP_SETTINGS_SAVE','SEE_AUDIT']";

    @LocalServerPort
    int door;

    private final String stranger = "stranger-" + UUID.randomUUID();
    private final String token = "token-of-a-stranger-" + UUID.randomUUID();
    private Reminded centro;
    private String message;

    @BeforeEach
    void aMessageOfCentroFailedAndSomebodyWorksAtPalermo() {
        centro = remindedAtCentro();
        var unused = remindedAtPalermo();
        message = failed(centro);
        jdbc.sql("insert into role (name, ours, permissions) values (:name, false, " + EVERYTHING + ")")
                .param("name", stranger)
                .update();
        jdbc.sql("""
                        insert into user_account (name, password_hash, created, role, clinics)
                        select :name, '{noop}' || :password, now(), id, '{palermo}' from role where name = :name
                        """).param("name", stranger).param("password", PASSWORD).update();
        jdbc.sql("""
                        insert into api_token (name, hash, created, permissions, clinics)
                        values (:name, sha256(convert_to(:token, 'UTF8')),
                        """ + " now(), " + EVERYTHING + ", '{palermo}')")
                .param("name", stranger)
                .param("token", token)
                .update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/appointments/{appointment}",
                "/api/v1/appointments/{appointment}/decisions",
                "/api/v1/messages/{message}",
                "/api/v1/failed/{message}"
            })
    void aProgramDoesNotFindASinglePieceOfAnotherClinic(String path) {
        assertThat(ask(filled(path)).statusCode()).isEqualTo(404);
        assertThat(Visitor.at(door).getWithToken(filled(path)).statusCode())
                .as("it is there for whoever may see it")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "resend        | {}",
                "contacted     | {\"by\":\"phone\",\"note\":\"x\"}",
                "discard       | {\"reason\":\"x\"}",
                "check-phone   | {\"phone\":\"+34600000000\"}",
                "correct-phone | {\"phone\":\"+34600000000\"}"
            })
    void aProgramChangesNothingInAnotherClinic(String action, String body) {
        var answer = Visitor.at(door)
                .postJson("/api/v1/failed/" + message + "/" + action, body, "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(statusOfTheMessage()).isEqualTo("failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/appointments", "/api/v1/messages", "/api/v1/failed"})
    void listsOfProgramsEndAtTheBorder(String path) {
        var all = ask(path + "?limit=200");

        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.body()).doesNotContain(message, centro.phone().e164(), "\"clinic\":\"centro\"");
        assertThat(ask(path + "?clinic=centro").statusCode()).isEqualTo(403);
    }

    @Test
    void clinicsChannelsAndSourcesOfOthersAreNotNamed() {
        assertThat(ask("/api/v1/clinics").body()).contains("palermo").doesNotContain("centro");
        assertThat(ask("/api/v1/channels").body()).contains("palermo-cloud").doesNotContain("centro-cloud");
        assertThat(Visitor.at(door)
                        .post("/api/v1/channels/centro-cloud/resume", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/appointments/{appointment}",
                "/messages/{message}",
                "/patients/{patient}",
                "/failed/{message}",
                "/channels/centro-cloud",
                "/settings/clinics/centro/whatsapp"
            })
    void aPersonDoesNotFindAPageOfAnotherClinic(String path) {
        var answer = person().get(filled(path), "Accept", "text/html");

        assertThat(answer.statusCode()).isIn(403, 404);
        assertThat(answer.body()).doesNotContain(centro.phone().e164(), name(centro));
        assertThat(Visitor.whoLoggedIn(door)
                        .get(filled(path), "Accept", "text/html")
                        .statusCode())
                .as("it is there for whoever may see it")
                .isEqualTo(200);
    }

    @Test
    void neitherTheDayNorTheSearchTellsOfAnotherClinic() {
        var person = person();
        var day = centro.appointment().start().toString().substring(0, 10);

        for (var path : List.of(
                "/?date=" + day,
                "/?date=" + day + "&clinic=centro",
                "/today/changes?date=" + day + "&ids=" + centro.appointment().id(),
                "/search?q=" + centro.phone().e164().substring(1),
                "/search/suggestions?q=" + centro.phone().e164().substring(1),
                "/failed",
                "/channels",
                "/sources")) {
            assertThat(person.get(path, "Accept", "text/html").body())
                    .as(path)
                    .doesNotContain("/messages/" + message)
                    .doesNotContain("/appointments/" + centro.appointment().id() + "\"")
                    .doesNotContain(">" + centro.phone().e164());
        }
    }

    @Test
    void whatCameInByAChannelOfNobodyIsForThoseWhoSeeEveryClinic() {
        var reason = "unreadable-" + UUID.randomUUID();
        var id = jdbc.sql("""
                        insert into inbound_payload (channel, received_at, state, reason, raw, receipt, read_at)
                        values ('former-cloud', now(), 'rejected', :reason, 'x'::bytea, gen_random_uuid(), now()) returning id
                        """).param("reason", reason).query(Long.class).single();
        var one = "/api/v1/dead-webhooks/" + id;
        try {
            var person = person();
            assertThat(person.get("/failed/webhooks", "Accept", "text/html").body())
                    .doesNotContain(reason);
            assertThat(person.submit("/account", "/failed/webhooks/" + id, "what", "discard", "reason", "x")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(ask(one).statusCode()).isEqualTo(404);
            assertThat(ask(one + "/payload").statusCode()).isEqualTo(404);

            assertThat(Visitor.whoLoggedIn(door)
                            .get("/failed/webhooks", "Accept", "text/html")
                            .body())
                    .contains(reason);
            assertThat(Visitor.at(door).getWithToken(one + "/payload").statusCode())
                    .isEqualTo(200);
        } finally {
            jdbc.sql("update inbound_payload set state = 'discarded' where id = :id")
                    .param("id", id)
                    .update();
        }
    }

    @Test
    void anAppointmentThatWentToAnotherClinicIsNoLongerTold() {
        var id = centro.appointment().id();
        jdbc.sql("update appointment set clinic = 'palermo', starts_at = starts_at + interval '5 days' where id = :id")
                .param("id", id.value())
                .update();
        var former = new Asker(jdbc, door, "centro").may(EnumSet.allOf(Permission.class));
        var one = new Call("GET", "/api/v1/failed/" + message, List.of(), "");
        var search = new Call(
                "POST",
                "/api/v1/failed/search",
                List.of(),
                "{\"text\":\"%s\"}".formatted(centro.phone().digits()));

        for (var page : List.of("/messages/" + message, "/failed/" + message, "/failed")) {
            var answer = former.withBrowser(new Call("GET", page, List.of(), ""));

            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).doesNotContain("/appointments/" + id + "\"");
        }
        assertThat(former.withToken(one).body()).contains(message).doesNotContain("\"start\"");
        assertThat(former.withToken(search).body()).contains(message).doesNotContain("\"start\"");
        assertThat(Visitor.at(door).getWithToken(one.path()).body())
                .as("it is there for whoever may see it")
                .contains("\"start\"");
        assertThat(former.withToken(new Call(
                                "POST",
                                "/api/v1/failed/" + message + "/correct-phone",
                                List.of(),
                                "{\"phone\":\"+34600000000\"}"))
                        .statusCode())
                .isEqualTo(409);
        former.leaves();
    }

    @Test
    void aFilterByAnotherClinicFindsNothingOfOnesOwnEither() {
        var own = remindedAtPalermo();
        var failed = failed(own);
        var everything = new Asker(jdbc, door, "palermo").may(EnumSet.allOf(Permission.class));
        var whom = own.phone().digits().substring(2);

        assertThat(everything
                        .withBrowser(new Call("POST", "/failed/find", List.of("whom", whom), ""))
                        .body())
                .contains(failed);
        var form = List.of("clinic", "centro", "whom", whom);
        assertThat(everything
                        .withBrowser(new Call("POST", "/failed/find", form, ""))
                        .body())
                .doesNotContain(failed);
        everything.withBrowser(new Call("POST", "/failed/all/resend", form, ""));
        assertThat(status(failed)).isEqualTo("failed");
        everything.leaves();
    }

    private HttpResponse<String> ask(String path) {
        return Visitor.at(door).get(path, "Authorization", "Bearer " + token);
    }

    private Visitor person() {
        return Visitor.whoLoggedInAs(door, stranger, PASSWORD);
    }

    private String filled(String path) {
        return path.replace("{appointment}", centro.appointment().id().toString())
                .replace("{message}", message)
                .replace("{patient}", patientOf(centro));
    }

    /** Their reminder, which WhatsApp has refused. */
    private String failed(Reminded who) {
        var id = messageOf(who);
        jdbc.sql("""
                        with gone as (update delivery set status = 'failed', attempts = 1, failure_code = 131026,
                                      failure_class = 'FIX_RECIPIENT', ended_at = now() where id = :id::uuid)
                        insert into failed_message (message_id, failed_at, class, code, title, clinic, rule)
                        select id, now(), 'FIX_RECIPIENT', 131026, 'Message undeliverable', clinic, rule
                        from message where id = :id::uuid
                        """).param("id", id).update();
        return id;
    }

    private String messageOf(Reminded who) {
        return jdbc.sql("select id from message where to_phone = :phone")
                .param("phone", who.phone().e164())
                .query(String.class)
                .list()
                .getFirst();
    }

    private String patientOf(Reminded who) {
        return jdbc.sql("select patient from appointment where id = :id")
                .param("id", who.appointment().id().value())
                .query(String.class)
                .single();
    }

    private String name(Reminded who) {
        return who.appointment().patient().lastName();
    }

    private String statusOfTheMessage() {
        return status(message);
    }

    private String status(String id) {
        return jdbc.sql("select status from delivery where id = :id::uuid")
                .param("id", id)
                .query(String.class)
                .single();
    }
}
