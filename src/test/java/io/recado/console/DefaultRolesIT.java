package io.recado.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.console.access.Permission;
import io.recado.conversation.AnsweringHub;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the roles that come with the hub may, what the two permissions of «Notificaciones WhatsApp» guard, and who operates the hub. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefaultRolesIT extends AnsweringHub {

    private static final List<String> ROLES =
            List.of("administrator", "clinic-manager", "receptionist", "operator", "auditor");
    private static final String SECTION = "/settings/clinics/centro/whatsapp";

    @LocalServerPort
    int door;

    private Belongings centro;
    private Asker asker;

    @BeforeAll
    void somebodyComesIn() {
        centro = new Belongings(agenda, outbox, jdbc);
        asker = new Asker(jdbc, door, null);
    }

    @BeforeEach
    void nobodyHasSavedAnything() {
        jdbc.sql("delete from reminder_settings where clinic = 'centro'").update();
        jdbc.sql("delete from clinic_settings where clinic = 'centro'").update();
    }

    @AfterAll
    void clear() {
        asker.leaves();
        centro.clear();
    }

    @ParameterizedTest(name = "{0} {1}: administrator {2}, manager {3}, receptionist {4}, operator {5}, auditor {6}")
    @CsvSource({
        "GET,  /today/changes,                    yes, yes, yes, yes, no",
        "GET,  /appointments/{id},                yes, yes, yes, yes, no",
        "GET,  /patients/{id},                    yes, yes, yes, yes, no",
        "GET,  /search,                           yes, yes, yes, yes, no",
        "GET,  /messages/{id},                    yes, yes, yes, yes, no",
        "GET,  /failed,                           yes, yes, yes, yes, no",
        "POST, /failed/reviewed,                  yes, yes, yes, yes, no",
        "POST, /failed/{id}/phone,                yes, yes, yes, no,  no",
        "GET,  /failed/webhooks,                  yes, yes, no,  yes, yes",
        "POST, /failed/webhooks/{id},             yes, no,  no,  yes, no",
        "GET,  /sources/{id},                     yes, yes, no,  yes, yes",
        "GET,  /sources/{id}/rejected/{number},   yes, yes, no,  yes, no",
        "POST, /sources/{id}/pull,                yes, no,  no,  yes, no",
        "GET,  /channels/{id},                    yes, yes, no,  yes, yes",
        "POST, /channels/{id}/resume,             yes, no,  no,  yes, no",
        "GET,  /settings/clinics/{clinic}/whatsapp, yes, yes, no, no, no",
        "POST, /settings/clinics/{clinic}/whatsapp, yes, yes, no, no, no",
        "GET,  /users,                            yes, no,  no,  no,  no",
        "GET,  /roles,                            yes, no,  no,  no,  no",
        "GET,  /tokens,                           yes, no,  no,  no,  no",
        "GET,  /audit,                            yes, no,  no,  no,  yes",
        "GET,  /actuator/hawtio/,                 yes, no,  no,  yes, no",
        "GET,  /account,                          yes, yes, yes, yes, yes"
    })
    void eachRoleMayWhatItSays(
            String method,
            String path,
            String administrator,
            String manager,
            String receptionist,
            String operator,
            String auditor) {
        var expected = List.of(administrator, manager, receptionist, operator, auditor);
        var call = Call.about(centro, new Handler(method, path, Set.of())).harmless();

        var found = ROLES.stream()
                .map(role -> asker.is(role).withBrowser(call).statusCode() == 403 ? "no" : "yes")
                .toList();

        assertThat(found).as("%s %s as %s", method, path, ROLES).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} begins at {1}")
    @CsvSource({"receptionist, 200", "auditor, /sources"})
    void theFirstPageIsOneThatIsOpen(String role, String place) {
        var answer = asker.is(role).withBrowser(new Call("GET", "/", List.of(), ""));

        assertThat(answer.headers().firstValue("Location").orElse("" + answer.statusCode()))
                .endsWith(place);
    }

    @Test
    void withoutTheFirstOfBothPermissionsTheSectionIsNotThere() {
        may(Permission.WHATSAPP_SETTINGS_SAVE);

        assertThat(get("/").body()).doesNotContain("/settings/clinics");
        assertThat(get(SECTION).statusCode()).isEqualTo(403);
        assertThat(save(4)).isEqualTo(403);
        assertThat(days()).isEmpty();
    }

    @Test
    void whoeverMayOnlyEditSeesTheSectionAndSavesNothing() {
        may(Permission.WHATSAPP_SETTINGS_EDIT);

        assertThat(get(SECTION).body())
                .contains("name=\"daysBefore\"")
                .doesNotContainPattern("<button[^>]*type=\"submit\"[^>]*>(?s:(?!</button>).)*Save");
        assertThat(get(SECTION + "/preview?daysBefore=2&sendAt=10:00&template=recordatorio_cita&lateBooking=SKIP")
                        .statusCode())
                .isEqualTo(200);
        assertThat(save(5)).isEqualTo(403);
        assertThat(days()).isEmpty();
    }

    @Test
    void whoeverMaySaveTooChangesIt() {
        may(Permission.WHATSAPP_SETTINGS_EDIT, Permission.WHATSAPP_SETTINGS_SAVE);

        assertThat(get(SECTION).body()).containsPattern("<button[^>]*type=\"submit\"[^>]*>(?s:(?!</button>).)*Save");
        assertThat(save(6)).isEqualTo(302);
        assertThat(days()).containsExactly(6);
    }

    @ParameterizedTest(name = "{0}: person {1}, program {2}")
    @CsvSource({
        "/actuator,                                 200, 403",
        "/actuator/info,                            200, 200",
        "/actuator/prometheus,                      200, 200",
        "/actuator/metrics,                         200, 403",
        "/actuator/metrics/jvm.memory.used,         200, 403",
        "/actuator/hawtio/,                         200, 403",
        "/actuator/hawtio/static/js/main.js,        any, 403",
        "/actuator/hawtio/auth/logout,              any, 403",
        "/actuator/jolokia,                         200, 403",
        "/actuator/jolokia/list,                    200, 403",
        "/actuator/jolokia/read/java.lang:type=Memory, 200, 403",
        "/actuator/env,                             404, 403",
        "/actuator/heapdump,                        404, 403",
        "/actuator/camelroutes,                     404, 403"
    })
    void operationsAreForOperators(String path, String person, String program) {
        var call = new Call("GET", path, List.of(), "");

        asker.is(asker.name).may(EnumSet.complementOf(EnumSet.of(Permission.OPERATIONS)));
        assertThat(asker.withBrowser(call).statusCode()).isEqualTo(403);
        assertThat(asker.withToken(call).statusCode()).isEqualTo(403);

        asker.may(Set.of(Permission.OPERATIONS));
        if (!person.equals("any")) {
            assertThat(asker.withBrowser(call).statusCode()).isEqualTo(Integer.parseInt(person));
        }
        assertThat(asker.withToken(call).statusCode()).isEqualTo(Integer.parseInt(program));

        assertThat(Visitor.at(door).get(path).statusCode()).isEqualTo(401);
        assertThat(Visitor.at(door).get(path, "Accept", "text/html").statusCode())
                .isEqualTo(302);
    }

    @Test
    void jolokiaChangesNothingForWhoeverIsNoOperator() {
        var write = new Call(
                "POST",
                "/actuator/jolokia",
                List.of("{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\"}", ""),
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\"}");

        asker.is(asker.name).may(EnumSet.complementOf(EnumSet.of(Permission.OPERATIONS)));
        assertThat(asker.withBrowser(write).statusCode()).isEqualTo(403);
        asker.may(Set.of(Permission.OPERATIONS));
        assertThat(asker.withToken(write).statusCode()).isEqualTo(403);
        assertThat(asker.withoutCsrfToken(write).statusCode()).isEqualTo(403);
    }

    @Test
    void healthTellsDetailsToOperatorsOnly() {
        var health = new Call("GET", "/actuator/health", List.of(), "");

        asker.is(asker.name).may(EnumSet.complementOf(EnumSet.of(Permission.OPERATIONS)));
        assertThat(asker.withBrowser(health).body()).contains("status").doesNotContain("components");
        assertThat(asker.withToken(health).body()).contains("status").doesNotContain("components");

        asker.may(Set.of(Permission.OPERATIONS));
        assertThat(asker.withBrowser(health).body()).contains("components");
        assertThat(asker.withToken(health).body()).contains("components");
    }

    private void may(Permission... permissions) {
        asker.is(asker.name).may(Set.of(permissions));
    }

    private HttpResponse<String> get(String path) {
        return asker.withBrowser(new Call("GET", path, List.of(), ""));
    }

    private int save(int days) {
        var form = List.of(
                "enabled",
                "on",
                "maySend",
                "on",
                "daysBefore",
                "" + days,
                "sendAt",
                "10:00",
                "template",
                "recordatorio_cita",
                "lateBooking",
                "SKIP",
                "switchVersion",
                "0",
                "version",
                "0");
        return asker.withBrowser(new Call("POST", SECTION, form, "")).statusCode();
    }

    private List<Integer> days() {
        return jdbc.sql("select days_before from reminder_settings where clinic = 'centro'")
                .query(Integer.class)
                .list();
    }
}
