package io.recado.console.failed;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.recado.WholeHub;
import io.recado.agenda.Agenda;
import io.recado.console.ConsoleWindow;
import io.recado.outbox.MessageId;
import io.recado.outbox.Outbox;
import io.recado.sandbox.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** «Mensajes fallidos» in a browser. */
@WholeHub
class FailedBrowserIT {

    @LocalServerPort
    int port;

    @Autowired
    Agenda agenda;

    @Autowired
    Outbox outbox;

    @Autowired
    JdbcClient jdbc;

    private SomeFailures failures;
    private MessageId first;

    @BeforeEach
    void fail() {
        failures = new SomeFailures(agenda, outbox, jdbc);
        failures.none();
        first = failures.reminder("centro", "F-1", "Zenobia", "+34600111001", 131026);
        failures.reminder("centro", "F-2", "Anselmo", "+34600111002", 131049);
        failures.reminder("palermo", "F-3", "Hipólito", "+5491122334455", 131053);
    }

    @AfterEach
    void clear() {
        failures.none();
    }

    @Test
    void fitsBothWidthsInBothLanguages() {
        for (var language : List.of("es", "en")) {
            for (int width : List.of(Browser.WIDE, Browser.NARROW)) {
                try (var browser = ConsoleWindow.open(port, language, width)) {
                    look(browser, "%s-%d".formatted(language, width));
                }
            }
        }
        try (var browser = ConsoleWindow.openDark(port, "es", Browser.WIDE)) {
            look(browser, "dark");
        }
    }

    private void look(Browser browser, String name) {
        for (var page : List.of("/failed", "/failed/" + first)) {
            browser.go(page);
            browser.assertFits();
            browser.assertAccessible();
            Browser.whole(browser.page(), "console-failed-" + (page.equals("/failed") ? "" : "one-") + name);
        }
    }

    @Test
    void filtersWhileTypingAndNeverPutsAPersonIntoTheAddress() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/failed");
            PlaywrightAssertions.assertThat(page.locator("#list tbody tr")).hasCount(3);
            page.fill("input[name=whom]", "anselmo");
            PlaywrightAssertions.assertThat(page.locator("#list tbody tr")).hasCount(1);
            PlaywrightAssertions.assertThat(page.locator("#list")).containsText("Anselmo");
            PlaywrightAssertions.assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/failed$"));
        }
    }

    @Test
    void sortsWithTheKeyboardAndKeepsTheFilter() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/failed");
            page.selectOption("select[name=clinic]", "centro");
            PlaywrightAssertions.assertThat(page.locator("#list tbody tr")).hasCount(2);
            page.locator("th button[value=code]").focus();
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("th[aria-sort=ascending]"))
                    .containsText("Por qué");
            PlaywrightAssertions.assertThat(page.locator("#list tbody tr strong"))
                    .hasText(new String[] {"Zenobia Prueba", "Anselmo Prueba"});
            page.locator("th button[value='-code']").press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#list tbody tr strong"))
                    .hasText(new String[] {"Anselmo Prueba", "Zenobia Prueba"});
        }
    }

    @Test
    void asksAboutANumberThatSomebodyElseHas() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/failed/" + first);
            page.fill("#other", "600 111 002");
            page.locator(".other button").click();
            PlaywrightAssertions.assertThat(page.locator("#other-doubt")).containsText("Anselmo Prueba");
            browser.assertAccessible();
            Browser.whole(page, "console-failed-shared-number");
            page.locator(".other button").click();
            PlaywrightAssertions.assertThat(page.locator("#toasts")).containsText("El número queda corregido aquí");
        }
    }

    @Test
    void worksWithTheKeyboardAlone() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/failed");
            page.locator(".ticker").first().focus();
            page.keyboard().press("Space");
            page.locator("#ticked button[value=resend]").focus();
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#confirm")).containsText("¿Reenviar los mensajes marcados?");
            page.locator("#confirm-yes").focus();
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#toasts")).containsText("Hecho con 1 mensaje");
            PlaywrightAssertions.assertThat(page.locator("#list tbody tr")).hasCount(2);
        }
    }

    @Test
    void askesForTheNumberBeforeAllAreSentAgain() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/failed");
            page.selectOption("select[name=clinic]", "centro");
            PlaywrightAssertions.assertThat(page.locator("#list tbody tr")).hasCount(2);
            page.locator(".bulk-all").click();
            PlaywrightAssertions.assertThat(page.locator(".count")).containsText("2 mensajes cumplen");
            page.locator(".card .btn-primary").click();
            PlaywrightAssertions.assertThat(page.locator("#toasts")).containsText("2 mensajes vuelven a salir");
            PlaywrightAssertions.assertThat(page.locator("#list tbody tr")).hasCount(1);
        }
    }
}
