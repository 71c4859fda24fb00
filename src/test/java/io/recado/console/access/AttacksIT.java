package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.WholeHub;
import io.recado.console.Visitor;
import jakarta.servlet.Filter;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What is tried against every web console sooner or later, tried against this one. */
@WholeHub
class AttacksIT {

    private static final Pattern SESSION = Pattern.compile("recado-session=([^;]+)");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    WebApplicationContext context;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @BeforeEach
    void forgetEarlierGuesses() {
        jdbc.sql("delete from login_attempt").update();
    }

    @Test
    void aSessionThatSomebodyElseKnewIsWorthNothingAfterTheLogin() {
        var visitor = Visitor.at(port);
        var before = session(visitor.get("/login"));
        var after = session(visitor.login(Visitor.PASSWORD));

        assertThat(after).isNotEqualTo(before);
        assertThat(Visitor.at(port)
                        .get("/account", "Cookie", "recado-session=" + before)
                        .statusCode())
                .isEqualTo(302);
        assertThat(Visitor.at(port)
                        .get("/account", "Cookie", "recado-session=" + after)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void takesNoSessionOutOfTheAddress() {
        var visitor = Visitor.at(port);
        visitor.get("/login");
        var session = session(visitor.login(Visitor.PASSWORD));

        assertThat(Visitor.at(port).get("/account;recado-session=" + session).statusCode())
                .isNotEqualTo(200);
        assertThat(Visitor.at(port).get("/account?recado-session=" + session).statusCode())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/x",
                "/%5Cevil.example",
                "/%2F%2Fevil.example",
                "/login?continue=https://evil.example",
                "/login?redirect=//evil.example&next=//evil.example&url=//evil.example&returnTo=//evil.example",
                "/account?continue=https://evil.example",
                "/?https://evil.example",
                "/https://evil.example",
                "/@evil.example",
                "/%0d%0aLocation:%20https://evil.example"
            })
    void theLoginLeadsNowhereElse(String wish) {
        var visitor = Visitor.at(port);
        visitor.get(wish, "Accept", "text/html", "Referer", "https://evil.example/");
        var answer = visitor.postForm(
                "/login",
                Map.of(
                        "username", "admin",
                        "password", Visitor.PASSWORD,
                        "_csrf", visitor.csrf("/login"),
                        "continue", "https://evil.example",
                        "spring-security-redirect", "https://evil.example"),
                "Referer",
                "https://evil.example/",
                "X-Forwarded-Host",
                "evil.example");

        assertThat(answer.statusCode()).isEqualTo(302);
        var place = URI.create("http://127.0.0.1:" + port)
                .resolve(answer.headers().firstValue("Location").orElseThrow());
        assertThat(place.getAuthority()).isEqualTo("127.0.0.1:" + port);
        assertThat(place.getScheme()).isEqualTo("http");
    }

    @Test
    void everyFormNeedsItsToken() {
        var visitor = Visitor.whoLoggedIn(port);
        var forms = forms();

        assertThat(forms).hasSizeGreaterThan(20);
        for (var form : forms) {
            assertThat(visitor.post(form).statusCode()).as(form).isEqualTo(403);
            assertThat(visitor.postForm(form, Map.of("_csrf", "guessed")).statusCode())
                    .as("%s with a guessed token", form)
                    .isEqualTo(403);
            assertThat(visitor.post(form, "X-Requested-With", "XMLHttpRequest", "Origin", "https://evil.example")
                            .statusCode())
                    .as("%s as a script of another site sends it", form)
                    .isEqualTo(403);
        }
    }

    @Test
    void theTokenOfAFormOpensNoOtherSession() {
        var mine = Visitor.whoLoggedIn(port).csrf("/account");

        assertThat(Visitor.whoLoggedIn(port)
                        .postForm("/account/logout-everywhere", Map.of("_csrf", mine))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aProgramNeedsNoFormsToken() {
        assertThat(Visitor.at(port)
                        .postWithToken("/api/v1/channels/nowhere/resume")
                        .statusCode())
                .isEqualTo(404);
    }

    /** Everything that changes something for people. */
    private TreeSet<String> forms() {
        var paths = new TreeSet<String>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((where, handler) -> {
            var methods = where.getMethodsCondition().getMethods();
            if (handler.getBeanType().getName().startsWith("io.recado.console.")
                    && methods.stream().anyMatch(method -> method != RequestMethod.GET)) {
                where.getPatternValues().stream()
                        .filter(path -> !path.startsWith("/api/"))
                        .forEach(path -> paths.add(path.replaceAll("\\{[^}]*}", "1")));
            }
        });
        return paths;
    }

    @ParameterizedTest
    @CsvSource({
        "/login,                     200",
        "/login?failed,              200",
        "/account,                   200",
        "/nothing-there,             404",
        "/users/nobody-there,        404",
        "/roles/not-a-number,        400",
        "/account/password,          405",
        "/account;x=1,               400",
        "/search?q=x,                200",
        "/assets/recado.css,         200",
        "/error,                     404",
    })
    void pagesAndErrorsForbidWhatIsInlineOrFromElsewhere(String path, int status) {
        var answer = Visitor.whoLoggedIn(port).get(path, "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertGuarded(answer);
        assertThat(header(answer, "Content-Security-Policy"))
                .contains("script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.body())
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("(?i)<[^>]+\\s(on[a-z]+|style)\\s*=\\s*[\"']")
                .doesNotContain("io.recado.", "Exception", "org.springframework");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/clinics", "/api/v1/nothing-there", "/api/v1/messages?limit=x", "/webhooks/nowhere"})
    void programsGetTheSameGuard(String path) {
        for (var answer : List.of(Visitor.at(port).get(path), Visitor.at(port).getWithToken(path))) {
            assertGuarded(answer);
            assertThat(answer.body()).doesNotContain("io.recado.", "Exception", "org.springframework");
        }
    }

    private static void assertGuarded(HttpResponse<String> answer) {
        assertThat(header(answer, "Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe", "*", "http:", "https:");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin");
    }

    @Test
    void overTlsTheCookieAndTheBrowserStayWithTls() throws Exception {
        var answer = MockMvcBuilders.webAppContextSetup(context)
                .addFilters(
                        context.getBean("springSessionRepositoryFilter", Filter.class),
                        context.getBean("springSecurityFilterChain", Filter.class))
                .build()
                .perform(MockMvcRequestBuilders.get("/login").secure(true))
                .andReturn()
                .getResponse();

        assertThat(answer.getHeaders("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("recado-session=")
                .contains("; Secure", "; HttpOnly", "; SameSite=Lax");
        assertThat(answer.getHeader("Strict-Transport-Security")).contains("max-age=31536000");
    }

    @Test
    void inProductionTheProxySaysWhetherItIsTls() {
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource("config/application-production.yaml"));

        assertThat(yaml.getObject())
                .containsEntry("server.forward-headers-strategy", "native")
                .containsEntry("server.servlet.session.cookie.secure", true);
    }

    private static String session(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(SESSION::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
