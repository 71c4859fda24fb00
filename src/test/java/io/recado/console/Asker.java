package io.recado.console;

import io.recado.console.access.Permission;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody with a browser, and their program with a token, who may do from one request to the next what a test says. */
final class Asker {

    private static final String PASSWORD = "password-of-an-asker";
    private static final String PAGE = "text/html,*/*;q=0.8";

    /** Their account's name, and a part of their role's and token's. */
    final String name = "asker-" + UUID.randomUUID();

    private final String token = "token-of-" + name;
    private final JdbcClient jdbc;
    private final Visitor browser;
    private final Visitor program;
    private final String csrf;

    /** @param clinic where they work; null for everywhere */
    Asker(JdbcClient jdbc, int port, @Nullable String clinic) {
        this.jdbc = jdbc;
        this.program = Visitor.at(port);
        jdbc.sql("delete from login_attempt").update();
        jdbc.sql("insert into role (name, ours, permissions) values (:name, false, '{}')")
                .param("name", name)
                .update();
        jdbc.sql("""
                        insert into user_account (name, password_hash, created, role, clinics)
                        select :name, '{noop}' || :password, now(), id, string_to_array(:clinic, ',') from role where name = :name
                        """)
                .param("name", name)
                .param("password", PASSWORD)
                .param("clinic", clinic)
                .update();
        jdbc.sql("""
                        insert into api_token (name, hash, created, permissions, clinics)
                        values (:name, sha256(convert_to(:token, 'UTF8')), now(), '{}', string_to_array(:clinic, ','))
                        """)
                .param("name", name)
                .param("token", token)
                .param("clinic", clinic)
                .update();
        browser = Visitor.whoLoggedInAs(port, name, PASSWORD);
        csrf = browser.csrf("/account");
    }

    /** From the next request on they may do this and nothing else. */
    Asker may(Collection<Permission> permissions) {
        var names = permissions.stream().map(Permission::name).toArray(String[]::new);
        jdbc.sql("update role set permissions = :permissions where name = :name")
                .param("permissions", names)
                .param("name", name)
                .update();
        jdbc.sql("update api_token set permissions = :permissions where name = :name")
                .param("permissions", names)
                .param("name", name)
                .update();
        return this;
    }

    /** From the next request on they have one of the hub's own roles. */
    Asker is(String role) {
        jdbc.sql("update user_account set role = (select id from role where name = :role) where name = :name")
                .param("role", role)
                .param("name", name)
                .update();
        return this;
    }

    HttpResponse<String> withBrowser(Call call) {
        return call.method().equals("GET")
                ? browser.get(call.path(), "Accept", PAGE, "Accept-Language", "en")
                : browser.postForm(call.path(), call.form(), csrf, "Accept", PAGE, "Accept-Language", "en");
    }

    /** As another site would have the browser send it. */
    HttpResponse<String> withoutCsrfToken(Call call) {
        return browser.postForm(call.path(), call.form(), null, "Accept", "text/html");
    }

    HttpResponse<String> withToken(Call call) {
        return call.method().equals("GET")
                ? program.get(call.path(), "Authorization", "Bearer " + token)
                : program.postJson(call.path(), call.json(), "Authorization", "Bearer " + token);
    }

    int listens(String path) {
        try (var stream = browser.listen(path)) {
            return stream.status();
        }
    }

    Visitor browser() {
        return browser;
    }

    /** What the audit log says that they or their program did or looked at. */
    long traces() {
        return jdbc.sql(
                        "select count(*) from audit_entry where who in (:name, 'token:' || :name) and action <> 'logged_in'")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    /** The last session ends, and nobody comes in by this name again. */
    void leaves() {
        jdbc.sql("update user_account set active = false where name = :name")
                .param("name", name)
                .update();
        jdbc.sql("update api_token set revoked = now() where name = :name")
                .param("name", name)
                .update();
    }
}
