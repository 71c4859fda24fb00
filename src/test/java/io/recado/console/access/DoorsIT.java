package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.WholeHub;
import io.recado.console.Visitor;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every door of the hub, tried from outside. */
@WholeHub
class DoorsIT {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void forgetEarlierGuesses() {
        jdbc.sql("delete from login_attempt").update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/clinics", "/api/v1/messages", "/api/v1/nothing-there"})
    void theApiNeedsAToken(String path) {
        var answer = Visitor.at(port).get(path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"recado\"");
        assertThat(answer.body()).contains("no bearer token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic YWRtaW46YWRtaW4=", "Bearer " + Visitor.PASSWORD})
    void theApiTakesNoOtherSecret(String header) {
        assertThat(Visitor.at(port)
                        .get("/api/v1/clinics", "Authorization", header)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theApiIsNotOpenedByTheCookieOfALogin() {
        assertThat(Visitor.whoLoggedIn(port).get("/api/v1/clinics").statusCode())
                .isEqualTo(401);
    }

    @Test
    void theApiOpensWithTheTokenAndStartsNoSession() {
        var answer = Visitor.at(port).getWithToken("/api/v1/clinics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v3/api-docs", "/actuator/hawtio/", "/anything"})
    void peopleAreSentToTheLogin(String path) {
        var answer = Visitor.at(port).get(path, "Accept", "text/html");

        assertThat(sentToLogin(answer) || answer.statusCode() == 401)
                .as("%s %s", path, answer)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/prometheus",
                "/actuator/metrics",
                "/actuator/jolokia",
                "/actuator/jolokia/list",
                "/actuator/hawtio/static/js/main.js"
            })
    void operationsAreClosedToStrangers(String path) {
        assertThat(Visitor.at(port).get(path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/jolokia/list", "/actuator/metrics", "/actuator/hawtio/"})
    void aTokenReadsNoMoreOfOperationsThanMetrics(String path) {
        assertThat(Visitor.at(port).getWithToken(path).statusCode()).isEqualTo(403);
    }

    @Test
    void prometheusReadsMetricsWithTheToken() {
        var metrics = Visitor.at(port).getWithToken("/actuator/prometheus");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory_used_bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthIsOpenAndTellsStrangersOneWord(String path) {
        var answer = Visitor.at(port).get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\"").doesNotContain("components");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void healthTellsDetailsToTheToken() {
        assertThat(Visitor.at(port).getWithToken("/actuator/health").body()).contains("components", "db");
    }

    @Test
    void theApiDescriptionOpensWithTheTokenOrALogin() {
        assertThat(Visitor.at(port).getWithToken("/v3/api-docs").statusCode()).isEqualTo(200);
        assertThat(Visitor.whoLoggedIn(port).get("/v3/api-docs").statusCode()).isEqualTo(200);
    }

    @Test
    void aLoginOpensPagesAndOperations() {
        var visitor = Visitor.whoLoggedIn(port);

        assertThat(visitor.get("/").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/actuator/hawtio/").body()).contains("<base href=\"/actuator/hawtio/\"");
        assertThat(visitor.get("/actuator/jolokia/search/org.apache.camel:type=context,*")
                        .body())
                .contains("context=recado");
        assertThat(visitor.get("/actuator/jolokia/search/org.apache.activemq.artemis:*")
                        .body())
                .contains("dead.letters");
    }

    @Test
    void aWrongPasswordOpensNothing() {
        var visitor = Visitor.at(port);

        assertThat(visitor.login("wrong").headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/login?failed"));
        assertThat(sentToLogin(visitor.get("/"))).isTrue();
    }

    @Test
    void whoeverGuessesMustWaitEvenWithTheRightPassword() {
        var visitor = Visitor.at(port);
        for (int i = 0; i < LoginThrottle.ATTEMPTS_OF_A_NAME; i++) {
            visitor.login("guess-" + i);
        }

        assertThat(visitor.login(Visitor.PASSWORD).headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/login?wait"));
        assertThat(sentToLogin(visitor.get("/"))).isTrue();
    }

    @Test
    void formsAndOperationsNeedTheirCsrfToken() {
        var visitor = Visitor.whoLoggedIn(port);

        assertThat(Visitor.at(port)
                        .postForm("/login", Map.of("username", "admin", "password", Visitor.PASSWORD))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/login?late"));
        assertThat(visitor.post("/logout").statusCode()).isEqualTo(403);
        assertThat(visitor.post("/actuator/jolokia").statusCode()).isEqualTo(403);
        assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void loggingOutClosesTheDoor() {
        var visitor = Visitor.whoLoggedIn(port);

        visitor.postForm("/logout", Map.of("_csrf", visitor.csrf("/")));

        assertThat(sentToLogin(visitor.get("/"))).isTrue();
    }

    @Test
    void aPagesScriptLearnsThatTheSessionIsOver() {
        assertThat(Visitor.at(port)
                        .get("/", "X-Requested-With", "XMLHttpRequest")
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/"})
    void pagesForbidWhatIsInlineOrFromElsewhere(String path) {
        var headers = Visitor.whoLoggedIn(port).get(path).headers();

        assertThat(headers.firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*"));
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    }

    @Test
    void theSessionsCookieStaysOutOfScriptsAndOtherSites() {
        var cookie = Visitor.at(port).get("/login").headers().allValues("Set-Cookie");

        assertThat(cookie)
                .singleElement()
                .asString()
                .startsWith("recado-session=")
                .contains("HttpOnly", "SameSite=Lax");
    }

    private static boolean sentToLogin(HttpResponse<String> answer) {
        return answer.statusCode() == 302
                && answer.headers().firstValue("Location").orElse("").endsWith("/login");
    }
}
