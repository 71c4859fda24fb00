package io.recado.console.people;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.recado.WholeHub;
import io.recado.console.ConsoleWindow;
import io.recado.console.Visitor;
import io.recado.sandbox.Browser;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users, roles, tokens, the audit log, one's own account, the login and error pages, in a browser. */
@WholeHub
class AccessPagesBrowserIT {

    private static final String PASSWORD = "correct horse battery";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void somePeople() {
        jdbc.sql("delete from login_attempt").update();
        person("ana.garcia", "receptionist", "{centro}", false);
        person("bruno.paz", "clinic-manager", "{palermo,sala-norte}", true);
        person("carla.ruiz", "auditor", null, false);
        jdbc.sql("update user_account set active = false where name = 'carla.ruiz'")
                .update();
    }

    @AfterEach
    void theyLeave() {
        jdbc.sql("delete from user_account where name in ('ana.garcia', 'bruno.paz', 'carla.ruiz', 'diego.sanz')")
                .update();
        jdbc.sql("delete from role where name = 'Call centre'").update();
        jdbc.sql("delete from api_token where name = 'Power BI'").update();
    }

    @ParameterizedTest
    @CsvSource({"es, 1280, false", "en, 1280, true", "es, 390, true", "en, 390, false"})
    void pagesFitAndKeepNobodyOut(String language, int width, boolean dark) {
        someHistory();
        try (var browser = window(language, width, dark)) {
            look(browser, "/login?failed", "login", language);
            logIn(browser, "admin", Visitor.PASSWORD);
            look(browser, "/users", "users", language);
            look(browser, "/users/bruno.paz", "user", language);
            look(browser, "/users?name=nobody-of-this-name", "users-none", language);
            look(browser, "/roles", "roles", language);
            look(browser, "/roles/" + role("receptionist"), "role", language);
            look(browser, "/roles/" + role("administrator"), "role-fixed", language);
            look(browser, "/tokens", "tokens", language);
            look(browser, "/tokens/new", "token-new", language);
            look(browser, "/audit?who=ana.garcia&action=settings_changed", "audit", language);
            look(browser, "/account", "account", language);
            look(browser, "/nothing-there", "not-found", language);
        }
        try (var browser = window(language, width, dark)) {
            logIn(browser, "ana.garcia", PASSWORD);
            look(browser, "/users", "forbidden", language);
        }
        try (var browser = window(language, width, dark)) {
            logIn(browser, "bruno.paz", PASSWORD);
            look(browser, "/account", "first-password", language);
        }
    }

    @Test
    void whoeverHasToChooseAPasswordSeesNothingElseAndListensToNothing() {
        try (var browser = Browser.open(url(), "es", Browser.WIDE)) {
            var asked = new CopyOnWriteArrayList<String>();
            var page = browser.page();
            page.onRequest(request -> asked.add(request.url().substring(url().length())));
            logIn(browser, "bruno.paz", PASSWORD);

            assertThat(page).hasURL(Pattern.compile(".*/account$"));
            assertThat(page.locator("h1")).hasText("Elija su contraseña");
            assertThat(page.locator("#side, #q")).hasCount(0);
            choose(page, PASSWORD, "demasiado corta".substring(0, 9), "demasiado corta");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("12 caracteres");
            assertThat(asked).noneMatch(path -> path.startsWith("/live") || path.startsWith("/menu"));

            choose(page, PASSWORD, "another horse battery", "another horse battery");

            assertThat(page.locator("#toasts")).containsText("La contraseña se ha cambiado");
            assertThat(page.locator("#side")).isVisible();
            browser.until("document.body.classList.contains('is-inside')");
            assertThat(page.locator("#lost")).isHidden();
        }
    }

    @Test
    void makesAUserByKeyboardAndHandsOverThePasswordOnce() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/users/new");
            page.locator("#name").focus();
            page.keyboard().type("Diego Sanz!");
            page.keyboard().press("Tab");
            assertThat(page.locator("#role")).isFocused();
            page.keyboard().type("Recep");
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Space");
            page.keyboard().press("Enter");

            assertThat(page.locator("#name")).hasValue("Diego Sanz!");
            assertThat(page.locator("#name")).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#role option:checked")).hasText("Recepción");
            assertThat(page.locator("input[value=centro]")).isChecked();
            Browser.whole(page, "access-user-refused-es-1280");
            browser.assertAccessible();

            page.fill("#name", "diego.sanz");
            page.keyboard().press("Enter");
            assertThat(page.locator("#secret")).hasValue(Pattern.compile(".{16,}"));
            var password = page.inputValue("#secret");
            // a script copies, and runs once the page is whole; so does what filters
            page.waitForLoadState();
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            page.locator("[data-copies]").click();
            assertThat(page.locator("[data-copies]")).hasText("Copiado");
            assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(password);
            Browser.whole(page, "access-user-created-es-1280");
            browser.assertAccessible();
            page.locator("main a.btn-primary").click();
            assertThat(page.locator("h1")).hasText("Usuarios");
            page.waitForLoadState();
            assertThat(page.content()).doesNotContain(password);

            page.fill(".filters input[name=name]", "diego");
            assertThat(page.locator("#list tbody tr")).hasCount(1);
            assertThat(page.locator("#list")).containsText("diego.sanz");
            assertThat(page).hasURL(Pattern.compile(".*name=diego.*"));
        }
    }

    @Test
    void ticksWhatARoleMay() {
        try (var browser = ConsoleWindow.open(port, "en", Browser.WIDE)) {
            var page = browser.go("/roles/new");
            page.fill("#name", "Call centre");
            page.getByLabel("See appointments and what was decided about them").check();
            page.getByLabel("WhatsApp notifications – Edit").check();
            page.locator("main button[type=submit]").click();
            assertThat(page.locator("#toasts")).containsText("Saved");
            var row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("Call centre"));
            assertThat(row.locator("li")).hasText(new String[] {
                "See appointments and what was decided about them", "WhatsApp notifications – Edit"
            });

            row.locator("a").click();
            page.getByLabel("WhatsApp notifications – Edit").uncheck();
            page.locator("main button.btn-primary").click();
            assertThat(row.locator("li")).hasText(new String[] {"See appointments and what was decided about them"});

            row.locator("a").click();
            // the question is a script's, which runs once the page is whole
            page.waitForURL(Pattern.compile(".*/roles/\\d+$"));
            page.locator(".btn-danger").click();
            assertThat(page.locator("#confirm")).containsText("Call centre");
            page.locator("#confirm-yes").click();
            assertThat(page.locator("#toasts")).containsText("Deleted");
            assertThat(row).hasCount(0);
        }
    }

    @Test
    void makesATokenThatIsShownOnceAndRevokesIt() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/tokens/new");
            page.fill("#name", "Power BI");
            page.fill("#expires", "2099-12-31");
            page.locator("main button[type=submit]").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("al menos un permiso");
            assertThat(page.locator("#name")).hasValue("Power BI");
            assertThat(page.locator("#expires")).hasValue("2099-12-31");

            page.locator("input[value=SEE_AGENDA]").check();
            page.locator("input[value=centro]").check();
            page.locator("main button[type=submit]").click();
            var token = page.inputValue("#secret");
            assertThat(page.locator("#secret")).hasAttribute("readonly", "");
            Browser.whole(page, "access-token-created-es-1280");
            browser.assertAccessible();
            var opens = Visitor.at(port).get("/api/v1/clinics", "Authorization", "Bearer " + token);
            assertThat(opens.body()).contains("centro").doesNotContain("palermo");

            page.locator("main a.btn-primary").click();
            // whole, with the script that asks before something is revoked
            page.waitForURL("**/tokens");
            assertThat(page.content()).doesNotContain(token);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Revocar Power BI"))
                    .click();
            page.locator("#confirm-yes").click();
            assertThat(page.locator("#toasts")).containsText("Revocado");
            var row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("Power BI"));
            assertThat(row).containsText("revocado");
            assertThat(Visitor.at(port)
                            .get("/api/v1/clinics", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void theAuditLogFiltersWhileTypingAndPages() {
        someHistory();
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/audit");
            page.fill(".filters input[name=who]", "ana.garcia");
            assertThat(page).hasURL(Pattern.compile(".*who=ana.garcia.*"));
            assertThat(page.locator("#list tbody tr")).hasCount(50);
            assertThat(page.locator("#list tbody tr", new Page.LocatorOptions().setHasNotText("ana.garcia")))
                    .hasCount(0);
            var newest = page.locator("#list tbody tr").first().innerText();

            page.locator(".pager a").last().click();
            assertThat(page).hasURL(Pattern.compile(".*before=.*"));
            assertThat(page.locator("#list tbody tr").first()).not().hasText(newest);
            page.locator(".pager a").first().click();
            assertThat(page).not().hasURL(Pattern.compile(".*before=.*"));

            page.selectOption(".filters select[name=action]", "role_deleted");
            assertThat(page.locator("#list")).containsText("Ninguna entrada");
            page.selectOption(".filters select[name=action]", "");
            page.fill(".filters input[name=to]", "2020-01-01");
            assertThat(page.locator("#list")).containsText("Ninguna entrada");
        }
    }

    @Test
    void whoeverMistypesThePasswordIsToldAndGoesOnToWhereTheyWanted() {
        try (var browser = Browser.open(url(), "es", Browser.NARROW)) {
            var page = browser.go("/account");
            page.fill("#username", "ana.garcia");
            page.fill("#password", "not the password");
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("no son correctos");

            page.fill("#username", "ana.garcia");
            page.fill("#password", PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Mi cuenta");
        }
    }

    @Test
    void oneChangesThePasswordAndLeavesEverywhere() {
        try (var browser = Browser.open(url(), "es", Browser.NARROW);
                var elsewhere = Browser.open(url(), "es", Browser.WIDE)) {
            logIn(elsewhere, "ana.garcia", PASSWORD);
            logIn(browser, "ana.garcia", PASSWORD);
            var page = browser.go("/account");
            choose(page, "not the password", "another horse battery", "another horse battery");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("actual");
            choose(page, PASSWORD, "another horse battery", "another horse battery");
            assertThat(page.locator("#toasts")).containsText("La contraseña se ha cambiado");
            assertThat(elsewhere.go("/account")).hasURL(Pattern.compile(".*/login$"));

            logIn(elsewhere, "ana.garcia", "another horse battery");
            page.reload();
            page.locator("form[action$=logout-everywhere] button").click();
            page.locator("#confirm-yes").click();
            assertThat(page).hasURL(Pattern.compile(".*/login.*"));
            assertThat(page.locator(".notice-good")).containsText("sesión");
            assertThat(elsewhere.go("/account")).hasURL(Pattern.compile(".*/login$"));
        }
    }

    @Test
    void aRefusalSaysSoWithAReferenceAndLeadsBack() {
        try (var browser = Browser.open(url(), "es", Browser.WIDE)) {
            var page = logIn(browser, "ana.garcia", PASSWORD);
            page.navigate("/audit");

            assertThat(page.locator("h1")).hasText("No puede abrir esta página");
            assertThat(page.locator("main code")).hasText(Pattern.compile("[A-Z2-9]{8}"));
            page.locator("main a.btn-primary").click();
            assertThat(page.locator("h1")).hasText("Hoy");
        }
    }

    /** What axe-core looks at is the same in both languages; Spanish is seen in both widths, in the light and in the dark. */
    private static void look(Browser browser, String path, String name, String language) {
        var page = browser.go(path);
        Browser.whole(page, "access-%s-%s-%d".formatted(name, language, page.viewportSize().width));
        browser.assertFits();
        if (language.equals("es")) {
            browser.assertAccessible();
        }
    }

    private static void choose(Page page, String current, String wish, String again) {
        page.fill("#current", current);
        page.fill("#wish", wish);
        page.fill("#again", again);
        page.locator("main button.btn-primary").click();
    }

    private Browser window(String language, int width, boolean dark) {
        return dark ? Browser.openDark(url(), language, width) : Browser.open(url(), language, width);
    }

    private static Page logIn(Browser browser, String name, String password) {
        var page = browser.go("/login");
        page.fill("#username", name);
        page.fill("#password", password);
        page.locator("form button[type=submit]").click();
        page.waitForURL(place -> !place.contains("/login"));
        return page;
    }

    private long role(String name) {
        return jdbc.sql("select id from role where name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    private void person(String name, String role, @Nullable String clinics, boolean mustChange) {
        jdbc.sql("""
                        insert into user_account (name, password_hash, created, role, clinics, must_change)
                        select :name, '{noop}' || :password, now(), id, :clinics::text[], :must from role where name = :role
                        """)
                .param("name", name)
                .param("password", PASSWORD)
                .param("clinics", clinics)
                .param("must", mustChange)
                .param("role", role)
                .update();
    }

    /** More than a page of it. */
    private void someHistory() {
        jdbc.sql("""
                        insert into audit_entry (at, who, kind, action, clinic, subject, details, address)
                        select now() - make_interval(mins => 70 - n), 'ana.garcia', 'person',
                               (array['chat_seen', 'logged_in', 'message_resent', 'settings_changed'])[1 + n % 4],
                               case when n % 4 = 1 then null else 'centro' end,
                               case when n % 4 = 1 then 'user:ana.garcia' else 'appointment:' || n end,
                               case when n % 4 = 3 then '{"sendAt": "10:00 → 09:30"}' else '{}' end::jsonb, '10.0.4.17'
                        from generate_series(1, 70) n
                        where not exists (select from audit_entry where who = 'ana.garcia' and address = '10.0.4.17')
                        """).update();
    }
}
