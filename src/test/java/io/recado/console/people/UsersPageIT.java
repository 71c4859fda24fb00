package io.recado.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.console.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Users, as browsers make and change them. */
class UsersPageIT extends PeoplePages {

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

    private int sessions() {
        return jdbc.sql("select count(*) from spring_session where principal_name = :name")
                .param("name", ana)
                .query(Integer.class)
                .single();
    }
}
