package io.recado.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.recado.WholeHub;
import io.recado.sandbox.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** «Fuentes» and «Canales» in a browser. */
@WholeHub
class OperationsBrowserIT {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void trouble() {
        for (var id : List.of("A-88121", "A-88122", "A-88123")) {
            jdbc.sql("""
                            insert into rejected_record (source, type, external_id, reason, detail, payload, first_seen_at, last_seen_at, times)
                            values ('pms', 'appointment', :id, 'MALFORMED', '$.start: pattern',
                                    '{"externalId":"A","patient":{"firstName":"Ana","lastName":"Prueba"}}', now(), now(), 3)
                            """).param("id", id).update();
        }
        jdbc.sql(
                        "update source_lane set doubt = 'SHORT: 4 where the last read had 10', last_count = 10 where lane = 'SLOW'")
                .update();
        jdbc.sql("""
                        insert into channel_standing (channel, quality, webhook, told_at)
                        values ('palermo-cloud', 'GREEN', 'https://another.example.org/webhooks/of/somebody/else', now())
                        on conflict (channel) do update set webhook = excluded.webhook
                        """).update();
        jdbc.sql("""
                        insert into channel_park (channel, since, code, title, probe_at)
                        values ('palermo-cloud', now(), 190, 'Access token has expired', now() + interval '1 hour')
                        """).update();
    }

    @AfterEach
    void asItWas() {
        jdbc.sql("delete from rejected_record").update();
        jdbc.sql("delete from channel_standing where channel = 'palermo-cloud'").update();
        jdbc.sql("update source_lane set doubt = null").update();
        jdbc.sql("update channel_park set resumed_at = now(), resumed_by = 'test' where resumed_at is null")
                .update();
    }

    @Test
    void fitBothWidthsInBothLanguages() {
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

    private static void look(Browser browser, String name) {
        look(browser, "/sources", "console-sources-" + name);
        look(browser, "/sources/pms", "console-source-" + name);
        look(browser, "/sources/pms/rejected", "console-rejected-" + name);
        look(browser, "/sources/pms/route/read", "console-route-" + name);
        look(browser, "/channels", "console-channels-" + name);
        look(browser, "/channels/palermo-cloud", "console-channel-" + name);
    }

    private static void look(Browser browser, String path, String name) {
        browser.go(path);
        browser.assertFits();
        browser.assertAccessible();
        Browser.whole(browser.page(), name);
    }

    @Test
    void filtersRejectedRecordsWhileTyping() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/sources/pms/rejected");
            page.locator("th:has-text('Motivo') a").focus();
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("th:has-text('Motivo')"))
                    .hasAttribute("aria-sort", "ascending");
            page.fill(".filters input[name=q]", "88122");
            PlaywrightAssertions.assertThat(page.locator("#list tbody tr")).hasCount(1);
            PlaywrightAssertions.assertThat(page).hasURL(java.util.regex.Pattern.compile(".*q=88122.*"));
            page.fill(".filters input[name=q]", "no such");
            PlaywrightAssertions.assertThat(page.locator("#list")).containsText("Nada cumple estos filtros");
        }
    }

    @Test
    void sendsATestMessageAndFollowsIt() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/channels/centro-cloud");
            page.fill("#phone", "600 111 333");
            page.locator("#test button[type=submit]").click();
            PlaywrightAssertions.assertThat(page.locator("#test .field-error")).containsText("nadie recibe un mensaje");
            PlaywrightAssertions.assertThat(page.locator("#phone")).hasValue("600 111 333");

            page.check("input[name=agreed]");
            page.locator("#test button[type=submit]").click();

            PlaywrightAssertions.assertThat(page.locator("#sent")).containsText("Mensaje de prueba a …333");
            browser.shot("console-channel-test");
        }
    }

    @Test
    void asksBeforeAParkedChannelIsOpened() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go("/channels/palermo-cloud");
            assertThat(page.evaluate("getComputedStyle(document.querySelector('h1'), '::first-letter').textTransform"))
                    .as("an id stays as it is written")
                    .isEqualTo("none");
            page.locator("#parked button").click();
            PlaywrightAssertions.assertThat(page.locator("#confirm")).containsText("¿Está arreglado?");
            // somebody who thinks about it, while the page goes on asking how the channel is
            for (var renewal = 0; renewal < 2; renewal++) {
                page.waitForResponse(answer -> answer.url().endsWith("/now"), () -> {});
            }
            page.locator("#confirm-yes").click();
            PlaywrightAssertions.assertThat(page.locator("#toasts")).containsText("El canal vuelve a enviar");
            PlaywrightAssertions.assertThat(page.locator("#parked")).hasCount(0);
        }
    }
}
