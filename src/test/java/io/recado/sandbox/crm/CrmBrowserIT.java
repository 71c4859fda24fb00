package io.recado.sandbox.crm;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.recado.sandbox.Browser;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sales room in a browser: from a new lead to an authorised reservation, on a desk and on a phone. */
class CrmBrowserIT {

    private static final List<String> PAGES = List.of(
            "/crm",
            "/crm/visitas",
            "/crm/visitas/3",
            "/crm/reservas",
            "/crm/catalogo?proyecto=2",
            "/crm/asesores",
            "/crm/fallos",
            "/crm/sql");

    private static SalesRoom room;

    @BeforeAll
    static void open() {
        room = new SalesRoom();
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @ParameterizedTest
    @CsvSource({
        "en, 1280, New lead, First names, Surnames, Register, Make an offer, Offer, Reserve, Reservations, Authorise, Authorised",
        "es, 390, Nuevo lead, Nombres, Apellidos, Registrar, Cotizar en firme, Formal, Reservar, Reservas, Autorizar, Autorizada"
    })
    void fromALeadToAnAuthorisedReservation(
            String language,
            int width,
            String newLead,
            String first,
            String surnames,
            String register,
            String offer,
            String formal,
            String reserve,
            String reservations,
            String authorise,
            String authorised) {
        try (Browser browser = Browser.open(room.url(), language, width)) {
            Page page = browser.go("/crm/visitas");
            page.getByText(newLead, new Page.GetByTextOptions().setExact(true)).click();
            page.getByLabel(first, new Page.GetByLabelOptions().setExact(true)).fill("Prudencia " + language);
            page.getByLabel(surnames, new Page.GetByLabelOptions().setExact(true))
                    .fill("Ávila");
            button(page, register).click();
            assertThat(page).hasURL(Pattern.compile("/crm/visitas/\\d+"));
            assertThat(page.locator("h2").first()).hasText("Prudencia " + language + " Ávila");

            page.locator("#quote select").selectOption(new SelectOption().setIndex(2));
            button(page, offer).click();
            assertThat(page.locator(".state.FORMAL")).hasText(formal);

            page.locator("#reserve select").selectOption(new SelectOption().setIndex(3));
            button(page, reserve).click();
            assertThat(page.locator(".state.SOLICITADA")).isVisible();

            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName(reservations).setExact(true))
                    .click();
            Locator mine = page.locator(".rows.deals")
                    .first()
                    .locator("li")
                    .filter(new Locator.FilterOptions().setHasText("Prudencia " + language));
            mine.locator("button.main").click();
            assertThat(mine.locator(".state")).hasText(authorised);
            browser.shot("crm-reservations-" + language);
        }
    }

    @Test
    void theLanguageChangesOnTheSamePageWithTheSameFilter() {
        try (Browser browser = Browser.open(room.url(), "en", Browser.WIDE)) {
            Page page = browser.go("/crm/catalogo?ciudad=Cartagena+de+Indias&tipo=2");
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("ES").setExact(true))
                    .click();
            assertThat(page.locator("h1")).hasText("Catálogo");
            assertThat(page.getByLabel("Ciudad")).hasValue("Cartagena de Indias");
            assertThat(page.locator(".rows.deals li")).hasCount(1);
        }
    }

    @Test
    void aFaultIsOrderedAndTakenBackWithTheKeyboard() {
        try (Browser browser = Browser.open(room.url(), "en", Browser.WIDE)) {
            Page page = browser.go("/crm/fallos");
            button(page, "Break · Truncated answer").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".armed li")).hasCount(1);
            browser.shot("crm-faults-in-force");
            browser.assertAccessible();
            button(page, "Take back · Truncated answer").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".armed li")).hasCount(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Browser.WIDE, Browser.NARROW})
    void everyPageFitsAndKeepsNobodyOut(int width) {
        try (Browser browser = Browser.open(room.url(), "es", width)) {
            for (String path : PAGES) {
                browser.go(path);
                browser.assertFits();
                browser.assertAccessible();
                browser.shot("crm" + path.replaceAll("\\W+", "-") + "-" + width);
            }
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
