package io.recado.sandbox.whatsapp.control;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Browser;
import io.recado.sandbox.whatsapp.SandboxClient;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several phones, people who are new, and time that moves. */
class PhonesBrowserIT {

    private static final String SEVERAL = "/phones?with=34600000001,34600000002,34600000003";

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void backToRealTime() {
        sandbox.delete("/clock");
    }

    @Test
    void phonesSideBySideAreEachLiveAndUnreadUntilTheyAreTouched() {
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.WIDE)) {
            Page page = browser.go(SEVERAL);
            assertThat(page.locator(".device")).hasCount(3);
            sandbox.send(sandbox.reminder("+34600000001", "side-1"));
            sandbox.send(sandbox.reminder("+34600000002", "side-2"));
            Locator first = page.locator(".stand").nth(0);
            Locator second = page.locator(".stand").nth(1);
            assertThat(first.locator("[data-part=unread]")).hasText(Pattern.compile("^1"));
            assertThat(second.locator("[data-part=unread]")).hasText(Pattern.compile("^1"));
            assertThat(first.locator(".ticks.delivered")).hasCount(1);

            first.locator(".buttons button").first().click();

            assertThat(first.locator(".message.mine")).hasCount(1);
            assertThat(first.locator("[data-part=unread]")).isHidden();
            assertThat(first.locator(".ticks.read")).hasCount(1);
            assertThat(second.locator("[data-part=unread]")).isVisible();
            browser.shot("side-by-side");
            browser.assertFits();
            browser.assertAccessible();
        }
    }

    @ParameterizedTest
    @CsvSource({"en, 390, false", "es, 1280, true", "es, 390, true"})
    void sideBySideIsFitForEveryWindow(String language, int width, boolean dark) {
        sandbox.send(sandbox.reminder("+34600000003", "fit-" + language + width));
        try (Browser browser = dark
                ? Browser.openDark(sandbox.url(), language, width)
                : Browser.open(sandbox.url(), language, width)) {
            Page page = browser.go(SEVERAL);
            assertThat(page.locator(".device")).hasCount(3);
            browser.shot("side-by-side-" + language + "-" + width + (dark ? "-dark" : ""));
            browser.assertFits();
            browser.assertAccessible();
        }
    }

    @Test
    void theWindowExpiresBeforeOnesEyesWhenTimeIsMoved() {
        // 25 hours from the last hour of a day end not on the next one but on the one after
        if (LocalTime.now(ZoneId.of("Europe/Madrid")).getHour() >= 22) {
            sandbox.advance("-PT3H");
        }
        try (Browser browser = Browser.open(sandbox.url(), "en", Browser.WIDE)) {
            Page page = browser.go("/phone/34600000004");
            page.locator("textarea").fill("Hello");
            page.keyboard().press("Enter");
            assertThat(page.locator("[data-part=window]")).hasClass(Pattern.compile("open"));

            page.locator("#clock summary").click();
            page.locator("[data-advance=PT25H]").click();

            assertThat(page.locator("[data-part=window]")).not().hasClass(Pattern.compile("open"));
            assertThat(page.locator("#clock summary")).containsText("In the sandbox it is");
            assertThat(page.locator(".day")).hasText("Yesterday");
            browser.shot("clock");
            browser.assertAccessible();

            page.locator("[data-back]").click();
            assertThat(page.locator("[data-part=window]")).hasClass(Pattern.compile("open"));
            assertThat(page.locator(".day")).hasText("Today");
        }
    }

    @Test
    void somebodyNewHidesTheNumberAndWrites() {
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.WIDE)) {
            Page page = browser.go("/");
            page.locator("#new [name=number]").fill("+34 699 11 22 33");
            page.locator("#new [name=name]").fill("Carla Nueva");
            page.locator("#new [name=hidesNumber]").check();
            page.locator("#new button").click();
            page.waitForURL("**/phone/34699112233");
            assertThat(page.locator("h1")).containsText("Carla Nueva");
            page.locator("textarea").fill("Soy nueva");
            page.keyboard().press("Enter");
            assertThat(page.locator(".message.mine .ticks.delivered, .message.mine .ticks.read"))
                    .hasCount(1);
        }
        assertThat(sandbox.values().stream()
                        .map(value -> value.at("/messages/0"))
                        .filter(message ->
                                "Soy nueva".equals(message.at("/text/body").asText())))
                .hasSize(1)
                .allSatisfy(message -> {
                    assertThat(message.has("from")).isFalse();
                    assertThat(message.path("from_user_id").asText()).startsWith("ES.");
                });
    }

    @Test
    void aPageThatLostTheSandboxShowsSoAndHealsWhenItIsBack() {
        try (SandboxClient own =
                        new SandboxClient(TestDatabase.emptyUrl(), java.util.Map.of("sandbox.port", freePort()));
                Browser browser = Browser.open(own.url(), "en", Browser.NARROW)) {
            Page page = browser.go("/phone/34600000005");
            assertThat(page.locator("[data-part=state]")).hasText("Business account");
            browser.until("performance.getEntriesByName(location.origin + '/phones/events').length >= 0");
            own.restart();
            own.send(own.reminder("+34600000005", "healed"));

            assertThat(page.locator(".message.theirs"))
                    .hasCount(
                            1,
                            new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions()
                                    .setTimeout(15_000));
            assertThat(page.locator("[data-part=state]")).hasText("Business account");
        }
    }

    private static String freePort() {
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aListOfPhonesIsSearchedByNameWithoutAccentsAndByNumber() {
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.NARROW)) {
            Page page = browser.go("/");
            page.locator("#search").fill("inigo");
            assertThat(page.locator(".person")).hasCount(1);
            page.locator("#search").fill("600 000 003");
            assertThat(page.locator(".person")).hasCount(1);
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.waitForURL("**/phone/34600000003");
        }
    }
}
