package io.recado.sandbox.whatsapp.control;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Browser;
import io.recado.sandbox.whatsapp.SandboxClient;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A phone in a browser: what arrives, what its owner answers. */
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
    @CsvSource({"es, 390, 34600000100", "es, 1280, 34600000101", "en, 390, 34600000102", "en, 1280, 34600000103"})
    void aMessageAppearsWhileOneLooksAndATapAnswersItWithAQuote(String language, int width, String number) {
        try (Browser browser = Browser.open(sandbox.url(), language, width)) {
            Page page = browser.go("/phone/" + number);
            sandbox.send(sandbox.reminder("+" + number, "live-" + number));

            page.locator(".message.theirs .buttons button").first().click();

            Locator answer = page.locator(".message.mine");
            assertThat(answer).hasCount(1);
            assertThat(answer.locator(".quote")).containsText("Begoña");
            assertThat(page.locator(".message.theirs .ticks.read")).hasCount(1);
            assertThat(page.locator("[data-part=window]")).hasClass(Pattern.compile("open"));
            browser.shot("phone-" + language + "-" + width);
            browser.assertFits();
            browser.assertAccessible();
        }
    }

    @Test
    void aListOpensIsWalkedWithArrowsAndItsRowIsTheAnswer() {
        String number = "34600000110";
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.WIDE)) {
            Page page = browser.go("/phone/" + number);
            page.locator("textarea").fill("Hola");
            page.keyboard().press("Enter");
            assertThat(page.locator(".message.mine")).hasCount(1);
            sandbox.send(sandbox.object("""
                    {'messaging_product':'whatsapp','to':'+%s','type':'interactive','interactive':{'type':'list','body':{'text':'Elija hora'},
                     'action':{'button':'Ver horas','sections':[{'title':'Mañana','rows':[{'id':'s1','title':'09:00','description':'Dra. Ruiz'},
                      {'id':'s2','title':'10:30','description':'Dr. Gil'}]}]}}}""".formatted(number)));

            page.locator(".buttons button").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("dialog .row").first()).isFocused();
            page.keyboard().press("ArrowDown");
            browser.shot("list");
            browser.assertAccessible();
            page.keyboard().press("Enter");

            assertThat(page.locator(".message.mine").last()).containsText("10:30");
            assertThat(page.locator("dialog")).hasCount(0);
        }
    }

    @Test
    void theKeyboardReachesAMessageAndAnswersIt() {
        String number = "34600000111";
        try (Browser browser = Browser.open(sandbox.url(), "en", Browser.WIDE)) {
            Page page = browser.go("/phone/" + number);
            page.locator("textarea").fill("Hello");
            page.keyboard().press("Enter");
            assertThat(page.locator(".message.mine")).hasCount(1);
            sandbox.send(sandbox.text("+" + number, "How can we help?"));
            assertThat(page.locator(".message.theirs")).hasCount(1);

            page.keyboard().press("ArrowUp");
            assertThat(page.locator(".message.theirs")).isFocused();
            page.keyboard().press("r");
            assertThat(page.locator("textarea")).isFocused();
            assertThat(page.locator(".answering")).containsText("How can we help?");
            page.keyboard().press("Escape");
            assertThat(page.locator(".answering")).hasCount(0);

            page.keyboard().press("ArrowUp");
            page.keyboard().press("Enter");
            assertThat(page.locator("[role=menu] [role^=menuitem]").first()).isFocused();
            browser.shot("options");
            browser.assertAccessible();
            page.keyboard().press("Escape");
            assertThat(page.locator("[role=menu]")).hasCount(0);
        }
    }
}
