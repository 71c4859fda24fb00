package io.recado.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.WholeHub;
import io.recado.console.Visitor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users, roles, tokens, the audit log and one's own account, as browsers get them. */
@WholeHub
class PeoplePagesIT {

    private static final String PASSWORD = "correct horse battery";
    private static final Pattern SECRET = Pattern.compile("id=\"secret\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");
    private static final String EVIL = "\"><script>alert(1)</script>${7777*7777}' or 1=1 --";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    private final String ana = "ana-" + UUID.randomUUID().toString().substring(0, 8);
    private Visitor admin;

    @BeforeEach
    void logIn() {
        jdbc.sql("delete from login_attempt").update();
        admin = Visitor.whoLoggedIn(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users",
                "/users/new",
                "/users/admin",
                "/roles",
                "/roles/new",
                "/roles/1",
                "/tokens",
                "/tokens/new",
                "/audit",
                "/account"
            })
    void speaksBothLanguages(String path) {
        for (var language : List.of("es", "en")) {
            var page = admin.get(path, "Accept-Language", language);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<html lang=\"" + language).doesNotContain("??");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/users,       MANAGE_USERS",
        "/users/new,   MANAGE_USERS",
        "/users/admin, MANAGE_USERS",
        "/roles,       MANAGE_ROLES",
        "/roles/new,   MANAGE_ROLES",
        "/roles/1,     MANAGE_ROLES",
        "/tokens,      MANAGE_TOKENS",
        "/tokens/new,  MANAGE_TOKENS",
        "/audit,       SEE_AUDIT",
    })
    void opensWithItsPermissionOnly(String path, String permission) {
        someone("{" + permission + "}", null);
        var visitor = visitor();
        // somebody who may less does not see the administrator
        assertThat(visitor.get(path).statusCode()).isEqualTo(path.equals("/users/admin") ? 404 : 200);

        may(
                "select array(select p from unnest('{SEE_AGENDA,MANAGE_USERS,MANAGE_ROLES,MANAGE_TOKENS,SEE_AUDIT}'::text[]) p where p <> :permission)",
                permission);
        assertThat(visitor.get(path).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/new",
                "/users/admin",
                "/users/admin/password",
                "/users/admin/active?active=false",
                "/users/admin/logout",
                "/roles/new",
                "/roles/2?version=1",
                "/roles/2/delete",
                "/tokens/new",
                "/tokens/1/revoke"
            })
    void refusesWhatChangesSomethingToWhoeverMayNot(String path) {
        someone("{SEE_AGENDA}", null);

        assertThat(visitor().submit("/account", path).statusCode()).isEqualTo(403);
        assertThat(admin.post(path).statusCode()).as("without a CSRF token").isEqualTo(403);
    }

    @Test
    void tokensAndTheAuditLogAreSortedByTheirColumns() {
        var visitor = Visitor.whoLoggedIn(port);
        for (var path : List.of("/tokens?sort=-name", "/audit?sort=-who&who=admin")) {
            assertThat(visitor.get(path).body())
                    .as(path)
                    .containsPattern("aria-sort=\"descending\"")
                    .contains(path.startsWith("/tokens") ? "?sort=name" : "?who=admin&amp;sort=who");
        }
        assertThat(visitor.get("/audit?sort=details;drop").body()).contains("?sort=when");
    }

    @Test
    void makesAUserWhoHasToChooseAPassword() {
        var page = admin.submit(
                "/users/new", "/users/new", "name", ana, "role", role("receptionist"), "clinics", "centro");
        var password = found(SECRET, page.body());
        var visitor = Visitor.at(port);

        visitor.login(ana, password);

        assertThat(place(visitor.get("/"))).endsWith("/account");
        assertThat(visitor.get("/", "X-Requested-With", "XMLHttpRequest").statusCode())
                .isEqualTo(403);
        assertThat(visitor.submit(
                                "/account", "/account/password", "current", password, "wish", "short", "again", "short")
                        .body())
                .contains("12");
        var changed = visitor.submit(
                "/account", "/account/password", "current", password, "wish", PASSWORD, "again", PASSWORD);
        assertThat(place(changed)).endsWith("/account");
        assertThat(visitor.get("/").statusCode()).isEqualTo(200);
        assertThat(jdbc.sql("select string_agg(attribute_bytes::text, '') from spring_session_attributes")
                        .query(String.class)
                        .single())
                .doesNotContain(password);
    }

    @Test
    void keepsWhatWasTypedWhenANameIsTaken() {
        var page = admin.submit(
                "/users/new",
                "/users/new",
                "name",
                "admin",
                "role",
                role("auditor"),
                "clinics",
                "palermo",
                "clinics",
                "centro");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("value=\"admin\"", "aria-invalid=\"true\"")
                .containsPattern("value=\"" + role("auditor") + "\" selected")
                .containsPattern("value=\"palermo\" checked");
    }

    @Test
    void endsTheLoginsOfWhomItDeactivates() {
        someone("{SEE_AGENDA}", null);
        var visitor = visitor();
        assertThat(visitor.get("/account").statusCode()).isEqualTo(200);

        admin.submit("/users", "/users/" + ana + "/active", "active", "false");

        assertThat(place(visitor.get("/account"))).endsWith("/login");
        assertThat(place(Visitor.at(port).login(ana, PASSWORD))).endsWith("?failed");
        assertThat(sessions()).isZero();
    }

    @Test
    void aChangedRoleHoldsWithTheNextClick() {
        someone("{SEE_AUDIT}", null);
        var visitor = visitor();
        assertThat(visitor.get("/audit").statusCode()).isEqualTo(200);

        admin.submit(
                "/users/" + ana,
                "/users/" + ana,
                "role",
                role("receptionist"),
                "all",
                "true",
                "version",
                version("/users/" + ana));

        assertThat(visitor.get("/audit").statusCode()).isEqualTo(403);
    }

    @Test
    void logsOutEverywhere() {
        someone("{SEE_AGENDA}", null);
        var here = visitor();
        var there = visitor();

        here.submit("/account", "/account/logout-everywhere");

        assertThat(place(here.get("/account"))).endsWith("/login");
        assertThat(place(there.get("/account"))).endsWith("/login");
    }

    @Test
    void aChangedPasswordEndsTheOtherLogins() {
        someone("{SEE_AGENDA}", null);
        var here = visitor();
        var there = visitor();

        here.submit(
                "/account",
                "/account/password",
                "current",
                PASSWORD,
                "wish",
                "another horse battery",
                "again",
                "another horse battery");

        assertThat(here.get("/account").statusCode()).isEqualTo(200);
        assertThat(place(there.get("/account"))).endsWith("/login");
        assertThat(place(Visitor.at(port).login(ana, PASSWORD))).endsWith("?failed");
    }

    @Test
    void upgradesTheHashOfAWeakPasswordAtTheLogin() {
        someone("{SEE_AGENDA}", null);

        visitor();

        assertThat(jdbc.sql("select password_hash from user_account where name = :name")
                        .param("name", ana)
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}");
    }

    @Test
    void twoWhoSaveAtOnceLoseNothingSilently() {
        someone("{SEE_AGENDA}", null);
        var before = version("/users/" + ana);
        admin.submit("/users/" + ana, "/users/" + ana, "role", role("receptionist"), "all", "true", "version", before);

        var late = admin.submit(
                "/users/" + ana, "/users/" + ana, "role", role("auditor"), "clinics", "centro", "version", before);

        assertThat(late.body()).contains("notice-bad").containsPattern("value=\"" + role("auditor") + "\" selected");
        assertThat(jdbc.sql("select role from user_account where name = :name")
                        .param("name", ana)
                        .query(String.class)
                        .single())
                .isEqualTo(role("receptionist"));
    }

    @Test
    void theLastAdministratorStays() {
        assertThat(admin.submit(
                                "/users/admin",
                                "/users/admin",
                                "role",
                                role("auditor"),
                                "all",
                                "true",
                                "version",
                                version("/users/admin"))
                        .body())
                .contains("notice-bad");
        admin.submit("/users/admin", "/users/admin/active", "active", "false");
        admin.submit("/roles/1", "/roles/1", "version", "1");

        assertThat(admin.get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyGivesMoreThanTheyHave() {
        someone("{MANAGE_USERS,MANAGE_ROLES,MANAGE_TOKENS,SEE_AGENDA}", "{centro}");
        var visitor = visitor();
        var another = "bea-" + ana.substring(4);

        for (var form : List.of(
                List.of("role", role("administrator"), "clinics", "centro"),
                List.of("role", role("receptionist"), "clinics", "centro"),
                List.of("role", role(ana), "clinics", "palermo"),
                List.of("role", role(ana), "all", "true"),
                List.of("role", role(ana)))) {
            var fields = new java.util.ArrayList<>(form);
            fields.addAll(List.of("name", another));
            assertThat(visitor.submit("/users/new", "/users/new", fields.toArray(String[]::new))
                            .body())
                    .contains("notice-bad");
        }
        assertThat(visitor.submit("/roles/new", "/roles/new", "name", another, "permissions", "OPERATIONS")
                        .body())
                .contains("notice-bad");
        assertThat(visitor.submit("/roles/2", "/roles/" + role(ana), "version", "1", "permissions", "SEE_AUDIT")
                        .body())
                .contains("notice-bad");
        assertThat(visitor.submit(
                                "/tokens/new",
                                "/tokens/new",
                                "name",
                                another,
                                "permissions",
                                "SEE_AUDIT",
                                "clinics",
                                "centro")
                        .body())
                .contains("notice-bad");
        assertThat(visitor.submit(
                                "/tokens/new",
                                "/tokens/new",
                                "name",
                                another,
                                "permissions",
                                "SEE_AGENDA",
                                "clinics",
                                "palermo")
                        .body())
                .contains("notice-bad");
        assertThat(visitor.submit("/users/new", "/users/admin/password").statusCode())
                .isEqualTo(404);
        assertThat(visitor.get("/users").body()).contains(ana).doesNotContain("/users/admin\"");
        assertThat(jdbc.sql("select count(*) from user_account where name = :name")
                        .param("name", another)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void takesNoFieldThatAFormDoesNotShow() {
        someone("{SEE_AGENDA}", null);

        admin.submit(
                "/users/" + ana,
                "/users/" + ana,
                "role",
                role("receptionist"),
                "clinics",
                "centro",
                "version",
                version("/users/" + ana),
                "id",
                "1",
                "name",
                "admin2",
                "active",
                "false",
                "passwordHash",
                "{noop}x",
                "password_hash",
                "{noop}x",
                "mustChange",
                "true",
                "permissions",
                "OPERATIONS",
                "everything",
                "true");

        assertThat(jdbc.sql("""
                        select name, active, must_change, role from user_account where name = :name
                        """).param("name", ana).query().singleRow())
                .isEqualTo(Map.of(
                        "name", ana, "active", true, "must_change", false, "role", Long.valueOf(role("receptionist"))));
        assertThat(Visitor.at(port).login(ana, PASSWORD).statusCode()).isEqualTo(302);
    }

    @Test
    void aTokenIsShownOnceOpensAndIsRevoked() {
        var made = admin.submit(
                "/tokens/new",
                "/tokens/new",
                "name",
                ana,
                "permissions",
                "SEE_AGENDA",
                "clinics",
                "centro",
                "expires",
                "");
        var token = found(SECRET, made.body());
        var program = Visitor.at(port);

        assertThat(program.get("/api/v1/clinics", "Authorization", "Bearer " + token)
                        .body())
                .contains("centro")
                .doesNotContain("palermo");
        assertThat(admin.get("/tokens").body()).contains(ana).doesNotContain(token);
        assertThat(jdbc.sql("select count(*) from api_token t where t::text like :token")
                        .param("token", "%" + token + "%")
                        .query(Integer.class)
                        .single())
                .isZero();

        var id = jdbc.sql("select id from api_token where name = :name")
                .param("name", ana)
                .query(String.class)
                .single();
        admin.submit("/tokens", "/tokens/" + id + "/revoke");

        assertThat(program.get("/api/v1/clinics", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenOpensUntilItsLastDay() {
        var token = found(
                SECRET,
                admin.submit(
                                "/tokens/new",
                                "/tokens/new",
                                "name",
                                ana,
                                "permissions",
                                "SEE_AGENDA",
                                "all",
                                "true",
                                "expires",
                                "2099-01-01")
                        .body());
        var program = Visitor.at(port);
        assertThat(program.get("/api/v1/clinics", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);

        jdbc.sql("update api_token set expires = created where name = :name")
                .param("name", ana)
                .update();

        assertThat(program.get("/api/v1/clinics", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
        assertThat(admin.submit(
                                "/tokens/new",
                                "/tokens/new",
                                "name",
                                ana + "2",
                                "permissions",
                                "SEE_AGENDA",
                                "all",
                                "true",
                                "expires",
                                "2020-01-01")
                        .body())
                .contains("field-error");
    }

    @Test
    void textsOfEveryFieldStayTexts() {
        for (var page : List.of(
                "/users?name=",
                "/users?role=",
                "/users?active=",
                "/users?sort=",
                "/audit?who=",
                "/audit?action=",
                "/audit?clinic=",
                "/audit?from=",
                "/audit?to=",
                "/audit?before=")) {
            var answer = admin.get(page + java.net.URLEncoder.encode(EVIL, java.nio.charset.StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).doesNotContain("<script>alert", "60481729");
        }
        assertThat(harmless(admin.submit("/users/new", "/users/new", "name", EVIL, "role", EVIL, "clinics", EVIL)))
                .isTrue();
        assertThat(harmless(admin.submit("/roles/new", "/roles/new", "name", EVIL, "permissions", EVIL)))
                .isTrue();
        assertThat(harmless(admin.submit(
                        "/tokens/new",
                        "/tokens/new",
                        "name",
                        EVIL,
                        "permissions",
                        EVIL,
                        "clinics",
                        EVIL,
                        "expires",
                        EVIL)))
                .isTrue();
        assertThat(harmless(
                        admin.submit("/account", "/account/password", "current", EVIL, "wish", EVIL, "again", EVIL)))
                .isTrue();
        assertThat(harmless(Visitor.at(port).login(EVIL, EVIL))).isTrue();
    }

    @Test
    void whatWasStoredByAnotherWayIsShownAsText() {
        jdbc.sql("insert into role (name, ours, permissions) values (:name, false, '{}') on conflict do nothing")
                .param("name", EVIL)
                .update();
        jdbc.sql("""
                        insert into audit_entry (at, who, kind, action, clinic, subject, details, address)
                        values (now(), :evil, 'person', 'chat_seen', :evil, :evil, jsonb_build_object('a', :evil::text), :evil)
                        """).param("evil", EVIL).update();

        for (var page : List.of("/roles", "/users/new", "/users", "/audit", "/audit?action=chat_seen")) {
            assertThat(admin.get(page).body()).contains("&lt;script&gt;").doesNotContain("<script>alert");
        }
    }

    @Test
    void tellsInTheAuditLogWhatWasDone() {
        admin.submit("/users/new", "/users/new", "name", ana, "role", role("receptionist"), "clinics", "centro");

        var page = admin.get("/audit?who=admin&action=user_created", "Accept-Language", "en")
                .body();

        assertThat(page)
                .contains("user:" + ana, "role: receptionist", "clinics: centro", "127.0.0.1", "Created a user");
        assertThat(admin.get("/audit?who=nobody").body()).doesNotContain("user:" + ana);
    }

    @Test
    void theAuditLogKeepsToTheReadersClinics() {
        someone("{SEE_AUDIT}", "{centro}");
        jdbc.sql("""
                        insert into audit_entry (at, who, kind, action, clinic, subject, details)
                        select now(), 'x', 'person', 'chat_seen', clinic, 'patient-of-' || clinic, '{}' from unnest('{centro,palermo}'::text[]) clinic
                        """).update();

        var visitor = visitor();

        assertThat(visitor.get("/audit").body())
                .contains("patient-of-centro")
                .doesNotContain("patient-of-palermo", "user:");
        assertThat(visitor.get("/audit?clinic=palermo").body()).doesNotContain("patient-of-");
    }

    /** Somebody with a role of their own. */
    private void someone(String permissions, @Nullable String clinics) {
        jdbc.sql("insert into role (name, ours, permissions) values (:name, false, :permissions::text[])")
                .param("name", ana)
                .param("permissions", permissions)
                .update();
        jdbc.sql("""
                        insert into user_account (name, password_hash, created, role, clinics)
                        select :name, '{noop}' || :password, now(), id, :clinics::text[] from role where name = :name
                        """)
                .param("name", ana)
                .param("password", PASSWORD)
                .param("clinics", clinics)
                .update();
    }

    private void may(String permissions, String without) {
        jdbc.sql("update role set permissions = (" + permissions + ") where name = :name")
                .param("permission", without)
                .param("name", ana)
                .update();
    }

    private Visitor visitor() {
        return Visitor.whoLoggedInAs(port, ana, PASSWORD);
    }

    private String role(String name) {
        return jdbc.sql("select id from role where name = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private String version(String page) {
        return found(VERSION, admin.get(page).body());
    }

    private int sessions() {
        return jdbc.sql("select count(*) from spring_session where principal_name = :name")
                .param("name", ana)
                .query(Integer.class)
                .single();
    }

    private static boolean harmless(HttpResponse<String> answer) {
        return answer.statusCode() < 400
                && !answer.body().contains("<script>alert")
                && !answer.body().contains("60481729");
    }

    private static String place(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String found(Pattern pattern, String page) {
        var matcher = pattern.matcher(page);
        assertThat(matcher.find()).as("%s in the page", pattern).isTrue();
        return matcher.group(1);
    }
}
