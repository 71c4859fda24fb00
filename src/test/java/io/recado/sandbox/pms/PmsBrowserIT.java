package io.recado.sandbox.pms;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.recado.sandbox.Browser;
import java.time.LocalDate;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The desk's work in a browser, in either language, by keyboard where a mouse is not needed. */
class PmsBrowserIT extends PmsTest {

    private static final String[] PAGES = {"", "/huecos", "/espera", "/pacientes", "/centro", "/webhooks", "/fallos"};

    @Test
    void aGapIsBookedAndSeenInTheAgendaInEnglish() {
        books("en", "Free time", "See it in the agenda");
    }

    @Test
    void aGapIsBookedAndSeenInTheAgendaInSpanish() {
        books("es", "Huecos", "Verla en la agenda");
    }

    @Test
    void somebodyIsPutOnTheWaitingListInEnglish() {
        waits("en", "Waiting list", "Add to the list", "Saved.", "Monday 09:00–12:00");
    }

    @Test
    void somebodyIsPutOnTheWaitingListInSpanish() {
        waits("es", "Lista de espera", "Apuntar", "Guardado.", "lunes 09:00–12:00");
    }

    @Test
    void theLanguageLinksKeepTheClinicAndTheDay() {
        LocalDate day = TOMORROW.plusDays(3);
        try (Browser browser = Browser.open(url(), "en", Browser.WIDE)) {
            Page page = browser.go("/pms/huecos?clinica=2&dia=" + day + "&servicio=3");
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("ES").setExact(true))
                    .click();
            assertThat(page.locator("h1")).hasText("Programa de la clínica");
            assertThat(page.locator(".pick [aria-current]")).hasText("Clínica Sol Palermo");
            assertThat(page.locator("input[name=servicio]:checked")).hasCount(1);
            Assertions.assertThat(page.url()).contains("dia=" + day);
        }
    }

    @Test
    void everyPageFitsAndKeepsNobodyOut() throws Exception {
        fault("{\"kind\":\"clock-skew\",\"times\":3,\"scope\":\"/clinicas/*/citas\"}");
        create("/webhooks", "{\"url\":\"http://127.0.0.1:1/avisos\"}");
        post(
                "/sandbox/api/pms/citas/" + io.recado.sandbox.demo.DemoData.tomorrowsCita(TOMORROW, 2) + "/confirmar",
                "{}");
        for (int width : new int[] {Browser.WIDE, Browser.NARROW}) {
            try (Browser browser = Browser.open(url(), "es", width)) {
                for (String path : PAGES) {
                    browser.go("/pms" + path + "?dia=" + TOMORROW);
                    browser.shot("pms" + path.replace('/', '-') + "-" + width);
                    browser.assertFits();
                    browser.assertAccessible();
                }
            }
        }
        try (Browser browser = Browser.openDark(url(), "en", Browser.WIDE)) {
            for (String path : PAGES) {
                browser.go("/pms" + path + "?dia=" + TOMORROW);
                browser.shot("pms" + path.replace('/', '-') + "-dark");
                browser.assertAccessible();
            }
        }
    }

    @Test
    void whatOpensShowsItsFormsWhole() {
        try (Browser browser = Browser.open(url(), "en", Browser.WIDE)) {
            for (String path : new String[] {"", "/espera", "/pacientes", "/centro"}) {
                Page page = browser.go("/pms" + path + "?dia=" + TOMORROW);
                Locator menu = page.locator(".menu summary").nth(1);
                menu.focus();
                page.keyboard().press("Enter");
                assertThat(page.locator(".menu[open] .panel")).isVisible();
                browser.shot("pms" + path.replace('/', '-') + "-open");
                browser.assertFits();
                browser.assertAccessible();
            }
        }
    }

    private static void books(String language, String section, String see) {
        try (Browser browser = Browser.open(url(), language, Browser.WIDE)) {
            Page page = browser.go("/pms?dia=" + EMPTY_DAY);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(section))
                    .click();
            page.locator("select[name=cliente]").selectOption("3");
            Locator nine =
                    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("09:00, Dra. Elena Ruiz"));
            nine.focus();
            page.keyboard().press("Enter");
            Locator link = page.locator(".said a");
            assertThat(link).containsText(see);
            assertThat(nine).hasCount(0);
            link.click();
            Locator line = page.locator("li:target");
            assertThat(line).containsText("Begoña");
            assertThat(line).containsText("09:00");
            browser.shot("pms-booked-" + language);
        }
    }

    private static void waits(String language, String section, String add, String saved, String hours) {
        try (Browser browser = Browser.open(url(), language, Browser.WIDE)) {
            Page page = browser.go("/pms");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(section))
                    .click();
            Locator form = page.locator(".book form");
            form.locator("select[name=cliente]").selectOption("3");
            form.locator("select[name=diaSemana]").selectOption("1");
            form.locator("input[name=desde]").fill("09:00");
            form.locator("input[name=hasta]").fill("12:00");
            form.getByLabel("Endodoncia").check();
            form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(add))
                    .click();
            assertThat(page.locator(".said")).hasText(saved);
            Locator entry = page.locator(".waiting > li").filter(new Locator.FilterOptions().setHasText("Begoña"));
            assertThat(entry).containsText("Endodoncia");
            assertThat(entry).containsText(hours);
        }
    }
}
