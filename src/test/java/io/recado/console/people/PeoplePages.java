package io.recado.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.WholeHub;
import io.recado.console.Staff;
import io.recado.console.Visitor;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tests of the pages about users, roles, tokens and the audit log share: a hub, its administrator, and somebody of whom they decide. */
@WholeHub
abstract class PeoplePages {

    static final String PASSWORD = "correct horse battery";
    static final Pattern SECRET = Pattern.compile("id=\"secret\"[^>]*value=\"([^\"]+)\"");

    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    final String ana = "ana-" + UUID.randomUUID().toString().substring(0, 8);
    Visitor admin;

    @BeforeEach
    void logIn() {
        jdbc.sql("delete from login_attempt").update();
        admin = Visitor.whoLoggedIn(port);
    }

    /** Somebody with a role of their own. */
    final void someone(String permissions, @Nullable String clinics) {
        Staff.join(jdbc, ana, PASSWORD, permissions, clinics);
    }

    final Visitor visitor() {
        return Visitor.whoLoggedInAs(port, ana, PASSWORD);
    }

    final String role(String name) {
        return jdbc.sql("select id from role where name = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }

    final String version(String page) {
        return found(VERSION, admin.get(page).body());
    }

    static String place(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    static String found(Pattern pattern, String page) {
        var matcher = pattern.matcher(page);
        assertThat(matcher.find()).as("%s in the page", pattern).isTrue();
        return matcher.group(1);
    }
}
