package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.WholeHub;
import io.recado.console.Visitor;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What comes in addresses, cookies and forms stays text, and changes nothing but what a form shows. */
@WholeHub
class TypedTextIT {

    private static final String SETTINGS = "/settings/clinics/palermo/whatsapp";

    /** Each would show if it were taken for anything but text: as a tag, as 60481729, or as an error of the database. */
    private static final List<String> EVIL = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "${7777*7777}",
            "__${7777*7777}__::.x",
            "[[${7777*7777}]]",
            "*{7777*7777} #{7777*7777} ~{7777*7777}",
            "'; drop table user_account; --",
            "' or '1'='1",
            "\\' union select password_hash from user_account --",
            "%00%27",
            "\u0000");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void forgetEarlierGuesses() {
        jdbc.sql("delete from login_attempt").update();
    }

    @AfterEach
    void asItWas() {
        jdbc.sql("delete from user_account where name like 'extra%'").update();
        jdbc.sql("delete from role where name like 'extra%'").update();
        jdbc.sql("delete from api_token where name like 'extra%'").update();
        jdbc.sql("delete from reminder_settings").update();
        jdbc.sql("delete from clinic_settings").update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?date=",
                "/?professional=",
                "/?stage=",
                "/?clinic=",
                "/today/changes?ids=",
                "/today/changes?ids=*&professional=",
                "/search?q=",
                "/search/suggestions?q=",
                "/users?name=",
                "/users?page=",
                "/users/",
                "/roles/",
                "/audit?who=",
                "/audit?before=",
                "/sources/pms/rejected?q=",
                "/sources/pms/rejected?page=",
                "/sources/",
                "/channels/",
                "/appointments/",
                "/messages/",
                "/patients/",
                "/failed/",
                "/settings/clinics/palermo/whatsapp/preview?sendAt=",
                "/settings/clinics/palermo/whatsapp/preview?daysBefore=1&sendAt=10:00&lateBooking=NOW&enabled=on&template=",
                "/settings/clinics/palermo/whatsapp/preview?daysBefore=1&sendAt=10:00&lateBooking=NOW&reader=",
                "/nothing-there/"
            })
    void whatIsTypedIntoAnAddressStaysText(String place) {
        var visitor = Visitor.whoLoggedIn(port);
        for (var evil : EVIL) {
            assertHarmless(place + evil, visitor.get(place + coded(evil), "Accept", "text/html"));
        }
    }

    @Test
    void whatACookieSaysStaysText() {
        for (var evil : EVIL) {
            for (var cookie : List.of("recado-language", "recado-theme", "recado-clinic", "recado-session")) {
                var answer = Visitor.at(port).get("/login", "Cookie", cookie + "=" + coded(evil));
                assertHarmless(cookie + evil, answer);
                assertThat(answer.statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void whatIsTypedIntoAFormStaysText() {
        var visitor = Visitor.whoLoggedIn(port);
        for (var evil : EVIL) {
            for (var fields : List.of(
                    List.of("/failed", "/failed/find", "whom", evil, "clinic", evil, "kind", evil, "cursor", evil),
                    List.of("/failed", "/failed/all", "whom", evil, "rule", evil, "day", evil),
                    List.of("/failed", "/failed/ticked", "message", evil, "what", evil, "text", evil),
                    List.of("/users/new", "/users/new", "name", evil, "role", evil, "clinics", evil),
                    List.of("/users/new", "/users/admin", "role", evil, "clinics", evil, "version", evil),
                    List.of("/roles/new", "/roles/new", "name", evil, "permissions", evil),
                    List.of("/roles/new", "/roles/2", "permissions", evil, "version", evil),
                    List.of("/tokens/new", "/tokens/new", "name", evil, "permissions", evil, "expires", evil),
                    List.of("/account", "/account/password", "current", Visitor.PASSWORD, "wish", evil, "again", "x"),
                    List.of("/channels/centro-cloud", "/channels/centro-cloud/test", "phone", evil, "template", evil),
                    List.of(
                            SETTINGS,
                            SETTINGS,
                            "daysBefore",
                            evil,
                            "sendAt",
                            evil,
                            "template",
                            evil,
                            "reader",
                            evil))) {
                var rest = fields.subList(2, fields.size()).toArray(String[]::new);
                assertHarmless(fields.get(1) + " " + evil, visitor.submit(fields.get(0), fields.get(1), rest));
            }
        }
    }

    @Test
    void formsChangeNothingThatTheyDoNotShow() {
        var visitor = Visitor.whoLoggedIn(port);
        var name = "extra" + System.nanoTime();
        visitor.submit(
                "/roles/new",
                "/roles/new",
                "name",
                name,
                "permissions",
                "SEE_AGENDA",
                "id",
                "1",
                "ours",
                "true",
                "everything",
                "true",
                "version",
                "77",
                "people",
                "9");
        visitor.submit(
                "/tokens/new",
                "/tokens/new",
                "name",
                name,
                "permissions",
                "SEE_AGENDA",
                "clinics",
                "centro",
                "id",
                "1",
                "everything",
                "true",
                "hash",
                "x",
                "madeBy",
                "somebody",
                "revoked",
                "2020-01-01T00:00:00Z",
                "scope.all",
                "true");
        visitor.submit(
                SETTINGS,
                SETTINGS,
                "maySend",
                "on",
                "enabled",
                "on",
                "daysBefore",
                "3",
                "sendAt",
                "08:15",
                "template",
                "recordatorio_cita",
                "lateBooking",
                "SKIP",
                "switchVersion",
                "0",
                "version",
                "0",
                "clinic",
                "centro",
                "id",
                "centro",
                "stored.clinic",
                "centro",
                "changedBy",
                "somebody",
                "class.module.classLoader.x",
                "y");

        assertThat(jdbc.sql("select ours, version, permissions::text from role where name = :name")
                        .param("name", name)
                        .query()
                        .singleRow())
                .containsEntry("ours", false)
                .containsEntry("permissions", "{SEE_AGENDA}")
                .doesNotContainEntry("version", 77);
        assertThat(jdbc.sql(
                                "select made_by, permissions::text, clinics::text, revoked from api_token where name = :name")
                        .param("name", name)
                        .query()
                        .singleRow())
                .containsEntry("made_by", "admin")
                .containsEntry("permissions", "{SEE_AGENDA}")
                .containsEntry("clinics", "{centro}")
                .containsEntry("revoked", null);
        assertThat(jdbc.sql("select clinic from reminder_settings")
                        .query(String.class)
                        .list())
                .containsExactly("palermo");
    }

    @Test
    void thePasswordThatIsChangedIsOnesOwnWhateverTheFormSays() {
        var name = "extra" + System.nanoTime();
        jdbc.sql("""
                        insert into user_account (name, password_hash, created, role, clinics)
                        select :name, '{noop}' || :password, now(), id, '{centro}' from role where name = 'receptionist'
                        """).param("name", name).param("password", Visitor.PASSWORD).update();
        var wish = "another horse battery";

        Visitor.whoLoggedInAs(port, name, Visitor.PASSWORD)
                .submit(
                        "/account",
                        "/account/password",
                        "username",
                        "admin",
                        "name",
                        "admin",
                        "account.name",
                        "admin",
                        "current",
                        Visitor.PASSWORD,
                        "wish",
                        wish,
                        "again",
                        wish);

        Visitor.whoLoggedInAs(port, name, wish);
        Visitor.whoLoggedIn(port);
    }

    private static void assertHarmless(String what, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(what).isLessThan(500);
        assertThat(answer.body())
                .as(what)
                .doesNotContain("<script>alert", "<img src=x", "60481729", "{bcrypt}", "PSQLException");
        assertThat(answer.headers().firstValue("Location").orElse("")).as(what).doesNotContain("60481729");
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
