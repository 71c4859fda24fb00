package io.recado.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.recado.WholeHub;
import io.recado.automation.reminder.RemindersPerClinic;
import io.recado.clinic.ClinicSwitches;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.ConsoleWindow;
import io.recado.console.Somebody;
import io.recado.console.access.Permission;
import io.recado.sandbox.Browser;
import io.recado.template.Approval;
import io.recado.template.Templates;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

/** «Notificaciones WhatsApp» in a browser. */
@WholeHub
class ClinicSettingsBrowserIT {

    private static final ClinicId CENTRO = new ClinicId("centro");
    private static final String PAGE = "/settings/clinics/centro/whatsapp";

    @LocalServerPort
    int port;

    @Autowired
    RemindersPerClinic reminders;

    @Autowired
    ClinicSwitches switches;

    @Autowired
    ClinicSettingsPages pages;

    @Autowired
    Templates templates;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void oneTemplateWaits() {
        templates.approve("visita_inmobiliaria", "es", Approval.PENDING);
    }

    @AfterEach
    void asItWas() {
        jdbc.sql("delete from reminder_settings").update();
        jdbc.sql("delete from clinic_settings").update();
        jdbc.sql("update template set status = 'ACTIVE'").update();
    }

    @Test
    void fitsBothWidthsInBothLanguagesLightAndDark() {
        for (var language : List.of("es", "en")) {
            for (int width : List.of(Browser.WIDE, Browser.NARROW)) {
                try (var browser = ConsoleWindow.open(port, language, width)) {
                    look(browser, "console-settings-%s-%d".formatted(language, width));
                }
            }
        }
        try (var browser = ConsoleWindow.openDark(port, "es", Browser.WIDE)) {
            look(browser, "console-settings-dark");
        }
    }

    private static void look(Browser browser, String name) {
        browser.go("/settings/clinics");
        browser.assertFits();
        browser.assertAccessible();
        browser.shot(name + "-list");
        browser.go(PAGE);
        browser.assertFits();
        browser.assertAccessible();
        Browser.whole(browser.page(), name);
    }

    @Test
    void theExampleFollowsWhatIsTypedAndSavingKeepsIt() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go(PAGE);
            PlaywrightAssertions.assertThat(page.locator(".bubble")).containsText("Hola Ana, te recordamos tu cita");

            page.selectOption("#reader", "en");
            PlaywrightAssertions.assertThat(page.locator(".bubble")).containsText("Hello Ana, this is a reminder");

            page.fill("#daysBefore", "45");
            PlaywrightAssertions.assertThat(page.locator(".handset-nothing")).isVisible();
            page.fill("#daysBefore", "3");
            page.fill("#sendAt", "08:15");
            PlaywrightAssertions.assertThat(page.locator(".handset-day")).containsText("08:15");
            assertThat(page.locator("input[value=visita_inmobiliaria]").isDisabled())
                    .isTrue();

            page.locator("#settings-form button[type=submit]").click();
            PlaywrightAssertions.assertThat(page.locator("#toasts")).containsText("Guardado");
        }
        assertThat(reminders.get(CENTRO).daysBefore()).isEqualTo(3);
        assertThat(reminders.get(CENTRO).sendAt()).isEqualTo(LocalTime.of(8, 15));
    }

    @Test
    void whoWasSlowerSeesWhatTheOtherSavedAndKeepsWhatWasTyped() {
        try (var browser = ConsoleWindow.open(port, "es", Browser.WIDE)) {
            var page = browser.go(PAGE);
            somebodySaves(Map.of("sendAt", "12:00", "daysBefore", "3"));
            page.fill("#sendAt", "19:30");
            page.locator("#settings-form button[type=submit]").click();

            PlaywrightAssertions.assertThat(page.locator("#conflict"))
                    .containsText("Hora de envío: ahora «12:00», usted ha escrito «19:30»");
            PlaywrightAssertions.assertThat(page.locator("#meanwhile"))
                    .containsText(java.util.regex.Pattern.compile("somebody .*Días antes de la cita: de «1» a «3»"));
            assertThat(page.inputValue("#daysBefore"))
                    .as("what only they changed")
                    .isEqualTo("3");
            assertThat(page.inputValue("#sendAt")).isEqualTo("19:30");
            browser.assertAccessible();
            Browser.whole(page, "console-settings-conflict");

            page.locator("#settings-form button[type=submit]").click();
            PlaywrightAssertions.assertThat(page.locator("#toasts")).containsText("Guardado");
        }
        assertThat(reminders.get(CENTRO).sendAt()).isEqualTo(LocalTime.of(19, 30));
    }

    private void somebodySaves(Map<String, String> changed) {
        var values = new HashMap<>(
                ClinicSettings.values(new ClinicSettings.Stored(switches.get(CENTRO), reminders.get(CENTRO))));
        values.putAll(changed);
        var form = SettingsForm.of(switches.get(CENTRO), reminders.get(CENTRO)).with(values);
        try {
            var other = Somebody.comesIn(
                    ClinicScope.everywhere(), Permission.WHATSAPP_SETTINGS_EDIT, Permission.WHATSAPP_SETTINGS_SAVE);
            pages.save("centro", form, other, new ExtendedModelMap(), Locale.ENGLISH, new RedirectAttributesModelMap());
        } finally {
            Somebody.leaves();
        }
    }
}
