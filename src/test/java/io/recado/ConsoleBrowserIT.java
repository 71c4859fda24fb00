package io.recado;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.recado.DemoHub.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.recado.sandbox.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console of the demo as reception sees it: each page in both languages and widths, light and dark, by keyboard, and live. */
class ConsoleBrowserIT {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final LocalDate NEXT_DAY = LocalDate.now(MADRID).plusDays(1);
    private static final String TOMORROW = "/?date=" + NEXT_DAY;

    /** In milliseconds, as Playwright counts. */
    private static final double A_STREAM_AND_MORE = 90_000;

    private static DemoHub demo;
    private static JsonNode reminder;

    @BeforeAll
    static void startTheDemo() {
        demo = new DemoHub();
        until("reminders are on phones", () -> !reminders("centro").isEmpty());
        reminder = reminders("centro").getFirst();
    }

    @AfterAll
    static void stopIt() {
        demo.close();
    }

    @ParameterizedTest
    @CsvSource({"es, 1280, false", "en, 1280, true", "es, 390, true", "en, 390, false"})
    void pagesFitAndKeepNobodyOut(String language, int width, boolean dark) {
        try (Browser browser =
                dark ? Browser.openDark(demo.url(), language, width) : Browser.open(demo.url(), language, width)) {
            look(browser, "login", "/login", language, width);
            login(browser);
            for (var page : pages().entrySet()) {
                look(browser, page.getKey(), page.getValue(), language, width);
            }
        }
    }

    @Test
    void aTapOnAPhoneChangesTodayWithoutReloading() {
        try (Browser browser = Browser.open(demo.url(), "es", Browser.WIDE)) {
            Page page = login(browser);
            var answered = reminders("centro").getLast();
            page.navigate(TOMORROW);
            page.evaluate("window.notReloaded = true");
            var line = page.locator("#appointment-" + appointment(answered));
            assertThat(line).containsText("pendiente");

            // the first button, in whatever language this patient reads
            demo.tap(answered.get("to").asText(), answered.get("wamid").asText(), "0");

            assertThat(line).containsText("confirmada");
            assertThat(line).containsText("Paciente");
            assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
        }
    }

    @Test
    void theKeyboardIsEnough() {
        try (Browser browser = Browser.open(demo.url(), "es", Browser.WIDE)) {
            Page page = login(browser);

            page.keyboard().press("Tab");
            assertThat(page.locator(":focus")).hasText("Ir al contenido");
            page.keyboard().press("Enter");
            page.keyboard().press("/");
            assertThat(page.locator("#q")).isFocused();
            // all of it: an answer to its beginning would be followed by another one, which opens again what Escape has
            // closed
            page.waitForResponse(answer -> answer.url().endsWith("?q=mari"), () -> page.keyboard()
                    .type("mari"));
            assertThat(page.locator("#finds [role=option]").first()).isVisible();
            browser.shot("console-search-es-1280");
            browser.assertAccessible();
            page.keyboard().press("Escape");
            assertThat(page.locator("#search-results")).isHidden();
            page.keyboard().type("a");
            assertThat(page.locator("#finds [role=option]").first()).isVisible();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.waitForURL("**/patients/**");

            page.locator("summary.user").focus();
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.BUTTON, named("English"))).isVisible();
            browser.shot("console-account-es-1280");
            page.keyboard().press("Escape");
            assertThat(page.getByRole(AriaRole.BUTTON, named("English"))).isHidden();
            assertThat(page.locator("summary.user")).isFocused();
        }
    }

    @Test
    void languageLookAndClinicAreRemembered() {
        try (Browser browser = Browser.open(demo.url(), "es", Browser.WIDE)) {
            Page page = login(browser);

            page.locator("summary.user").click();
            page.getByRole(AriaRole.BUTTON, named("English")).click();
            assertThat(page.locator("h1")).hasText("Today");
            // what is chosen is remembered by a script, which runs once the page is whole
            page.waitForLoadState();
            page.locator("summary[aria-label=Look]").click();
            page.getByRole(AriaRole.BUTTON, named("Dark")).click();
            assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
            page.waitForLoadState();
            page.locator(".chooser select").selectOption("palermo");
            assertThat(page.locator("#clinic-centro")).hasCount(0);

            page.navigate(TOMORROW);
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
            assertThat(page.locator(".chooser select")).hasValue("palermo");
        }
    }

    @Test
    void aLostConnectionShowsAndHealsByItself() {
        try (Browser browser = Browser.open(demo.url(), "es", Browser.WIDE)) {
            Page page = login(browser);
            assertThat(page.locator("#lost")).isHidden();

            page.context().setOffline(true);
            // an answer that was on its way takes the sign away again, until the stream ends after its minute
            assertThat(page.locator("#lost"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(A_STREAM_AND_MORE));
            browser.shot("console-lost-es-1280");
            page.context().setOffline(false);

            assertThat(page.locator("#lost")).isHidden();
        }
    }

    @Test
    void errorsSayWhatHappenedAndLeadBack() {
        try (Browser browser = Browser.open(demo.url(), "es", Browser.WIDE)) {
            Page page = login(browser);

            page.navigate("/appointments/999999999");

            assertThat(page.locator("h1")).hasText("Esta página no existe");
            assertThat(page.locator("code")).hasText(java.util.regex.Pattern.compile("[A-Z2-9]{8}"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ir al inicio"))
                    .click();
            assertThat(page.locator("h1")).hasText("Hoy");
        }
    }

    private static Map<String, String> pages() {
        var message = "/messages/" + reminder.get("id").asText();
        var pages = new java.util.LinkedHashMap<String, String>();
        pages.put("today", TOMORROW);
        pages.put("nobody", TOMORROW + "&stage=failed");
        pages.put("appointment", "/appointments/" + appointment(reminder));
        pages.put("message", message);
        pages.put("search", "/search?q=mar");
        pages.put("nothing-found", "/search?q=nobodyhasthisname");
        pages.put("error", "/nothing");
        return pages;
    }

    private static void look(Browser browser, String name, String path, String language, int width) {
        browser.go(path);
        keep(browser.shot("console-%s-%s-%d".formatted(name, language, width)), name, language, width);
        browser.assertFits();
        if (language.equals("es")) {
            // what it looks at is the same in both languages
            browser.assertAccessible();
        }
    }

    /** With RECADO_PICTURES=true the README's pictures are made anew. */
    private static void keep(Path shot, String name, String language, int width) {
        if (Boolean.parseBoolean(System.getenv("RECADO_PICTURES"))
                && (name.equals("today") || (name.equals("appointment") && width == Browser.WIDE))
                && (language.equals("es") == (width == Browser.WIDE))) {
            var file = Path.of("src", "site", "pictures", "console-%s-%d.png".formatted(name, width));
            try {
                Files.createDirectories(file.getParent());
                Files.copy(shot, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static Page login(Browser browser) {
        Page page = browser.go("/login");
        page.locator("#username").fill("admin");
        page.locator("#password").fill(DemoHub.PASSWORD);
        page.locator("button[type=submit].btn").click();
        page.waitForURL("**/");
        return page;
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /** On phones, and about an appointment of tomorrow that nobody has answered yet. */
    private static List<JsonNode> reminders(String clinic) {
        return demo.all("/messages?clinic=" + clinic).stream()
                .filter(message -> message.get("rule").asText().equals("reminder"))
                .filter(message -> List.of("delivered", "read")
                        .contains(message.get("status").asText()))
                .filter(message -> {
                    var about = demo.api("/appointments/" + appointment(message));
                    return about.get("status").asText().equals("pending")
                            && OffsetDateTime.parse(about.get("start").asText())
                                    .atZoneSameInstant(MADRID)
                                    .toLocalDate()
                                    .equals(NEXT_DAY);
                })
                .toList();
    }

    private static String appointment(JsonNode message) {
        return message.get("subject").asText().substring("appointment:".length());
    }
}
