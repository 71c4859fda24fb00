package io.recado.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.console.Visitor;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages about people have in common: languages, permissions, order, and texts that stay texts. */
class PeoplePagesIT extends PeoplePages {

    private static final String EVIL = "\"><script>alert(1)</script>${7777*7777}' or 1=1 --";

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

    final void may(String permissions, String without) {
        jdbc.sql("update role set permissions = (" + permissions + ") where name = :name")
                .param("permission", without)
                .param("name", ana)
                .update();
    }

    private static boolean harmless(HttpResponse<String> answer) {
        return answer.statusCode() < 400
                && !answer.body().contains("<script>alert")
                && !answer.body().contains("60481729");
    }
}
