package io.recado.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.console.Visitor;
import org.junit.jupiter.api.Test;

/** One's own account: password and logins. */
class AccountPageIT extends PeoplePages {

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
}
