package io.recado.sandbox.whatsapp.control;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Browser;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.fault.Faults;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages around the phones. */
class FrontBrowserIT {

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
        sandbox.send(sandbox.reminder("+34600000001", "front-1"));
        sandbox.send(sandbox.reminder("+34600001026", "front-2"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, es, 390, false",
        "/, en, 1280, false",
        "/, es, 1280, true",
        "/accounts, es, 390, true",
        "/accounts, en, 1280, false",
        "/faults, en, 390, false",
        "/faults, es, 1280, true",
        "/phone/34600000001, es, 390, true",
        "/phone/34600001026, en, 1280, true",
        "/pms, es, 1280, false",
        "/pms, es, 1280, true",
        "/crm, es, 1280, false",
        "/crm, es, 1280, true"
    })
    void everyPageIsReadableByAllInEveryWindowAndLight(String path, String language, int width, boolean dark) {
        try (Browser browser = dark
                ? Browser.openDark(sandbox.url(), language, width)
                : Browser.open(sandbox.url(), language, width)) {
            Page page = browser.go(path);
            assertThat(page.locator("h1").first()).isAttached();
            if (path.equals("/accounts")) {
                assertThat(page.locator(".number").first()).isVisible();
            }
            browser.shot("page" + path.replace('/', '-') + "-" + language + "-" + width + (dark ? "-dark" : ""));
            browser.assertFits();
            browser.assertAccessible();
        }
    }

    /** Otherwise none of these tests could fail. */
    @Test
    void whatSomeCannotReadIsFound() {
        try (Browser browser = Browser.open(sandbox.url(), "en", Browser.WIDE)) {
            browser.go("/").evaluate("document.querySelector('h1').append(document.createElement('img'))");

            assertThatThrownBy(browser::assertAccessible).hasMessageContaining("image-alt");
        }
    }

    @Test
    void aTemplateIsPausedAndANumbersQualityFallsWithTheirWebhooks() {
        try (Browser browser = Browser.open(sandbox.url(), "en", Browser.WIDE)) {
            Page page = browser.go("/accounts");
            Locator row = page.locator("#templates tr")
                    .filter(new Locator.FilterOptions().setHasText("recordatorio_cita"))
                    .first();
            row.getByText("paused").click();
            assertThat(row.locator(".chip")).hasText("PAUSED");
            row.getByText("active again").click();
            assertThat(row.locator(".chip")).hasText("APPROVED");

            Locator quality = page.locator(".number select").first();
            page.waitForResponse(answer -> answer.url().endsWith("/quality"), () -> quality.selectOption("RED"));
            assertThat(page.locator(".number select").first()).hasValue("RED");
            assertThat(page.locator("#trouble")).isEmpty();
        }
        assertThat(sandbox.control("/numbers").json().toString()).contains("\"quality\":\"RED\"");
    }

    @Test
    void aFailureIsOrderedSeenAndTakenBack() {
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.NARROW)) {
            Page page = browser.go("/faults");
            page.locator("#arm select").selectOption("131026");
            page.locator("#arm [name=number]").fill("+34 600 00 00 07");
            page.locator("#arm [name=times]").fill("3");
            page.locator("#arm button").click();
            Locator armed = page.locator("#armed li");
            assertThat(armed).containsText("131026");
            assertThat(armed).containsText("+34600000007 · 3 ×");
            armed.locator("button").click();
            assertThat(armed).hasText("Ninguno.");
        }
    }

    @Test
    void theFrontPageListsEveryFailureWithTheNumberToUse() {
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.WIDE)) {
            Page page = browser.go("/");
            page.locator(".endings summary").click();
            assertThat(page.locator(".endings li")).hasCount(Faults.ENDINGS.size());
            page.locator(".endings li").last().scrollIntoViewIfNeeded();
            browser.shot("front-failures");
            browser.assertAccessible();
            page.locator(".endings a", new Page.LocatorOptions().setHasText("+34 600 00 1026"))
                    .click();
            assertThat(page.locator(".device")).isVisible();
        }
    }

    @Test
    void theCountersMoveWhileOneLooks() {
        try (Browser browser = Browser.open(sandbox.url(), "en", Browser.WIDE)) {
            Page page = browser.go("/");
            assertThat(page.locator("[data-stat=accepted]")).hasText(Pattern.compile("\\d+"));
            int before = Integer.parseInt(page.locator("[data-stat=accepted]").innerText());
            sandbox.send(sandbox.reminder("+34600000002", "front-" + before));
            assertThat(page.locator("[data-stat=accepted]")).hasText(String.valueOf(before + 1));
        }
    }
}
