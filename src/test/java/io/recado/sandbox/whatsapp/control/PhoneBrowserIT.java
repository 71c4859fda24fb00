package io.recado.sandbox.whatsapp.control;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.Browser;
import io.recado.sandbox.whatsapp.SandboxClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The phone in a browser. */
class PhoneBrowserIT {

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"es, 390", "es, 1280", "en, 390", "en, 1280"})
    void aMessageAppearsWhileOneLooksAndAnswersByATap(String language, int width) {
        String number = "+346000001" + (language.equals("es") ? 0 : 2) + (width == Browser.WIDE ? 1 : 0);
        try (Browser browser = Browser.open(sandbox.url(), language, width)) {
            browser.go("/phone/" + number.substring(1));
            sandbox.send(sandbox.reminder(number, "live-" + number));

            browser.page().locator(".message.theirs button").first().click();

            assertThat(browser.page().locator(".message.mine")).hasCount(1);
            browser.shot("tap-" + language + "-" + width);
            browser.assertFits();
            browser.assertAccessible();
        }
    }
}
