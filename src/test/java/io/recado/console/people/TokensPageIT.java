package io.recado.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.console.Visitor;
import org.junit.jupiter.api.Test;

/** Tokens for programs, from being made to being revoked. */
class TokensPageIT extends PeoplePages {

    @Test
    void aTokenIsShownOnceOpensAndIsRevoked() {
        var token = found(SECRET, made(ana, "clinics", "centro", ""));
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
        var token = found(SECRET, made(ana, "all", "true", "2099-01-01"));
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
        assertThat(made(ana + "2", "all", "true", "2020-01-01")).contains("field-error");
    }

    /** The page that answers who makes a token. */
    private String made(String name, String scope, String value, String expires) {
        return admin.submit(
                        "/tokens/new",
                        "/tokens/new",
                        "name",
                        name,
                        "permissions",
                        "SEE_AGENDA",
                        scope,
                        value,
                        "expires",
                        expires)
                .body();
    }
}
