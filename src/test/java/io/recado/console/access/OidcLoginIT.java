package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.WholeHub;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** People who come in with an account elsewhere, against a real OpenID Connect server. */
@WholeHub
@DirtiesContext
class OidcLoginIT {

    private static final MockOAuth2Server ELSEWHERE = new MockOAuth2Server();

    @DynamicPropertySource
    static void anotherSystem(DynamicPropertyRegistry properties) {
        ELSEWHERE.start();
        properties.add(
                "recado.console.oidc.issuer",
                () -> ELSEWHERE.issuerUrl("clinics").toString());
        properties.add("recado.console.oidc.client-id", () -> "recado");
        properties.add("recado.console.oidc.client-secret", () -> "secret");
        properties.add("recado.console.oidc.label", () -> "Sol ID");
        properties.add("recado.console.oidc.roles-claim", () -> "realm.groups");
        properties.add("recado.console.oidc.roles[it]", () -> "administrator");
        properties.add("recado.console.oidc.roles[desk]", () -> "receptionist");
        properties.add("recado.console.oidc.clinics-claim", () -> "sites");
        properties.add("recado.console.oidc.clinics[1]", () -> "centro");
        properties.add("recado.console.oidc.clinics[hq]", () -> "*");
    }

    @AfterAll
    static void close() {
        ELSEWHERE.shutdown();
    }

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private final String subject = UUID.randomUUID().toString();
    private final String name = "ana-" + subject.substring(0, 8);

    @Test
    void offersTheOtherLogin() {
        assertThat(Visitor.at(port).get("/login", "Accept-Language", "en").body())
                .contains("Log in with Sol ID");
    }

    @Test
    void letsInWithTheRoleAndTheClinicsThatTheOtherSystemSays() {
        var visitor = Visitor.at(port);

        assertThat(comeIn(visitor, name, List.of("desk", "something"), List.of("1")))
                .endsWith("/");

        assertThat(visitor.get("/account").body()).contains(name).doesNotContain("name=\"current\"");
        assertThat(visitor.get("/users").statusCode()).isEqualTo(403);
        assertThat(accounts.find(name)).hasValueSatisfying(account -> {
            assertThat(account.roleName()).isEqualTo("receptionist");
            assertThat(account.clinics()).isEqualTo(ClinicScope.of(new ClinicId("centro")));
            assertThat(account.external()).isTrue();
        });
    }

    @Test
    void followsTheOtherSystemWithEachLogin() {
        comeIn(Visitor.at(port), name, List.of("desk"), List.of("1"));

        comeIn(Visitor.at(port), "renamed-" + name, List.of("it", "desk"), List.of("1", "hq"));

        assertThat(accounts.find(name)).hasValueSatisfying(account -> {
            assertThat(account.roleName()).isEqualTo("administrator");
            assertThat(account.clinics().all()).isTrue();
        });
        assertThat(accounts.find("renamed-" + name)).isEmpty();
    }

    @Test
    void refusesWhoHasNoRoleOrNoClinicHere() {
        assertThat(comeIn(Visitor.at(port), name, List.of("others"), List.of("1")))
                .endsWith("/login?notallowed");
        assertThat(comeIn(Visitor.at(port), name, List.of("desk"), List.of("unknown")))
                .endsWith("/login?notallowed");
        assertThat(accounts.find(name)).isEmpty();
    }

    @Test
    void refusesWhoWasDeactivatedHere() {
        comeIn(Visitor.at(port), name, List.of("desk"), List.of("1"));
        jdbc.sql("update user_account set active = false where name = :name")
                .param("name", name)
                .update();

        assertThat(comeIn(Visitor.at(port), name, List.of("desk"), List.of("1")))
                .endsWith("/login?notallowed");
    }

    @Test
    void handsNobodyTheAccountOfAnotherPerson() {
        var visitor = Visitor.at(port);

        assertThat(comeIn(visitor, "admin", List.of("it"), List.of("hq"))).endsWith("/login?notallowed");

        assertThat(visitor.get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void remembersNothingOfThePersonInTheSession() {
        comeIn(Visitor.at(port), name, List.of("desk"), List.of("1"));

        assertThat(jdbc.sql("""
                        select string_agg(encode(attribute_bytes, 'escape'), '') from spring_session_attributes a
                          join spring_session s on s.primary_id = a.session_primary_id where s.principal_name = :name
                        """).param("name", name).query(String.class).single())
                .contains(name)
                .doesNotContain("Ana Mu", "desk");
    }

    @Test
    void passwordsGoOnOpeningTheDoor() {
        assertThat(Visitor.whoLoggedIn(port).get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void believesNoAnswerThatItDidNotAskFor() {
        assertThat(Visitor.at(port)
                        .get("/login/oauth2/code/oidc?code=x&state=y")
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/login?notallowed"));
    }

    /** Where the hub sends somebody in the end. */
    private String comeIn(Visitor visitor, String called, List<String> groups, List<String> sites) {
        ELSEWHERE.enqueueCallback(new DefaultOAuth2TokenCallback(
                "clinics",
                subject,
                "JWT",
                List.of("recado"),
                Map.of(
                        "preferred_username",
                        called,
                        "name",
                        "Ana Muñoz",
                        "realm",
                        Map.of("groups", groups),
                        "sites",
                        sites),
                3600));
        var there = place(visitor.get("/oauth2/authorization/oidc"));
        var back = URI.create(place(visit(there)));
        return place(visitor.get(back.getRawPath() + "?" + back.getRawQuery()));
    }

    private static HttpResponse<String> visit(String address) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String place(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("no redirect but " + answer.statusCode()));
    }
}
