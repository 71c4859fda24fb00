package io.recado.sandbox.whatsapp.control;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Browser;
import io.recado.sandbox.whatsapp.Multipart;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything beside words, in both directions. */
class PhoneMediaBrowserIT {

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
    @CsvSource({"es, 390, 34600000201", "en, 1280, 34600000202"})
    void whatABusinessSendsIsDrawn(String language, int width, String number) {
        write(number, "Hola");
        send(
                number,
                "'type':'image','image':{'id':'" + upload("photo.jpg", "image/jpeg") + "','caption':'La consulta'}");
        send(
                number,
                "'type':'document','document':{'id':'" + upload("preparacion.pdf", "application/pdf")
                        + "','filename':'preparacion.pdf'}");
        send(number, "'type':'audio','audio':{'id':'" + upload("voice-note.ogg", "audio/ogg") + "','voice':true}");
        send(
                number,
                "'type':'location','location':{'latitude':40.4168,'longitude':-3.7038,'name':'Clínica Sol','address':'Mayor 1'}");
        send(
                number,
                "'type':'contacts','contacts':[{'name':{'formatted_name':'Recepción','first_name':'Recepción'},'phones':[{'phone':'+34910000000','type':'WORK'}]}]");
        send(
                number,
                "'type':'interactive','interactive':{'type':'button','header':{'type':'image','image':{'id':'"
                        + upload("photo.jpg", "image/jpeg")
                        + "'}},'body':{'text':'¿Le viene bien?'},'footer':{'text':'Clínica Sol'},'action':{'buttons':["
                        + "{'type':'reply','reply':{'id':'si','title':'Sí'}}]}}");
        try (Browser browser = Browser.open(sandbox.url(), language, width)) {
            Page page = browser.go("/phone/" + number);

            assertThat(page.locator(".message.theirs")).hasCount(6);
            assertThat(page.locator(".place")).containsText("Clínica Sol");
            assertThat(page.locator(".card-of")).containsText("Recepción");
            assertThat(page.locator(".paper")).hasAttribute("download", "preparacion.pdf");
            assertThat(page.locator(".length")).hasText(Pattern.compile("0:0[1-9]"));
            browser.until("[...document.images].every(image => image.complete && image.naturalWidth > 0)");
            browser.shot("media-" + language + "-" + width);
            browser.assertAccessible();

            page.locator(".picture").first().click();
            assertThat(page.locator("dialog.viewer")).isVisible();
            browser.shot("viewer-" + width);
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(page.locator(".picture").first()).isFocused();
        }
    }

    @Test
    void aPhotoAPlaceAndAContactGoOut() {
        String number = "34600000210";
        try (Browser browser = Browser.open(sandbox.url(), "en", Browser.NARROW)) {
            Page page = browser.go("/phone/" + number);
            FileChooser chooser = page.waitForFileChooser(() -> attach(page, "Photo or video"));
            chooser.setFiles(new FilePayload("me.jpg", "image/jpeg", SampleFiles.read("photo.jpg")));
            page.getByLabel("Caption").fill("That's me");
            browser.shot("caption");
            page.keyboard().press("Enter");
            assertThat(page.locator(".mine .picture img")).hasCount(1);
            assertThat(page.locator(".mine").first()).containsText("That's me");

            attach(page, "Location");
            page.getByLabel("Name of the place").fill("Home");
            page.keyboard().press("Enter");
            assertThat(page.locator(".mine .place")).containsText("Home");

            attach(page, "Contact");
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Ana");
            page.getByLabel("Telephone").fill("+34600000001");
            page.keyboard().press("Enter");
            assertThat(page.locator(".mine .card-of")).containsText("Ana");
            browser.assertFits();
            browser.shot("sent");
        }
        assertThat(told("image").at("/image/caption").asText()).isEqualTo("That's me");
        assertThat(told("location").at("/location/name").asText()).isEqualTo("Home");
        assertThat(told("contacts").at("/contacts/0/name/formatted_name").asText())
                .isEqualTo("Ana");
    }

    @Test
    void aVoiceNoteIsRecordedArrivesAsOpusInOggAndCanBePlayed() {
        String number = "34600000211";
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.NARROW)) {
            Page page = browser.go("/phone/" + number);
            page.getByLabel("Grabar una nota de voz").click();
            // it counts on: a busy machine may look at it a second late
            assertThat(page.locator(".recording time")).hasText(Pattern.compile("0:0[1-9]"));
            browser.shot("recording");
            page.getByLabel("Enviar la nota de voz").click();

            assertThat(page.locator(".mine .voice")).hasCount(1);
            assertThat(page.locator(".mine .length")).hasText(Pattern.compile("0:0[1-9]"));
            page.getByLabel("Reproducir").click();
            browser.until("document.querySelector('audio').currentTime > 0.1");
            browser.assertAccessible();
        }
        assertThat(told("audio").at("/audio/mime_type").asText()).isEqualTo("audio/ogg; codecs=opus");
        assertThat(told("audio").at("/audio/voice").asBoolean()).isTrue();
    }

    @Test
    void aReactionStandsOnItsMessageAndIsTakenBack() {
        String number = "34600000212";
        write(number, "Hola");
        send(number, "'type':'text','text':{'body':'Buenos días'}");
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.WIDE)) {
            Page page = browser.go("/phone/" + number);
            Locator message = page.locator(".message.theirs");
            message.focus();
            page.keyboard().press("Enter");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("Enter");
            assertThat(message.locator(".reactions")).hasText("❤️");
            assertThat(page.locator(".message")).hasCount(2);
            browser.shot("reaction");
            browser.assertAccessible();

            message.locator(".reactions").click();
            page.locator("[role=menuitemradio][aria-checked=true]").click();
            assertThat(message.locator(".reactions")).hasCount(0);
        }
    }

    @Test
    void anAnswerToACertainMessageQuotesIt() {
        String number = "34600000213";
        write(number, "Hola");
        String wamid = send(number, "'type':'text','text':{'body':'¿Qué día prefiere?'}");
        send(number, "'type':'text','text':{'body':'Abrimos a las nueve'}");
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.NARROW)) {
            Page page = browser.go("/phone/" + number);
            page.locator("#" + wamid.replaceAll("([.=])", "\\\\$1")).hover();
            page.locator("#" + wamid.replaceAll("([.=])", "\\\\$1"))
                    .getByLabel("opciones del mensaje")
                    .click();
            page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Responder"))
                    .click();
            page.locator("textarea").fill("El martes");
            browser.shot("answering");
            page.keyboard().press("Enter");
            assertThat(page.locator(".message.mine").last().locator(".quote")).containsText("¿Qué día prefiere?");
        }
        assertThat(sandbox.heard(message ->
                                "El martes".equals(message.at("/text/body").asText()))
                        .at("/context/id")
                        .asText())
                .isEqualTo(wamid);
    }

    private static void attach(Page page, String what) {
        page.locator("[data-part=attach]").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(what))
                .click();
    }

    private static void write(String number, String words) {
        sandbox.control("/phones/" + number + "/write", sandbox.object("{'text':'" + words + "'}"));
    }

    private static String send(String number, String content) {
        var answer =
                sandbox.send(sandbox.object("{'messaging_product':'whatsapp','to':'+" + number + "'," + content + "}"));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.wamid();
    }

    private static String upload(String name, String type) {
        return sandbox.answer(new Multipart()
                        .field("messaging_product", "whatsapp")
                        .file("file", name, type, SampleFiles.read(name))
                        .post(sandbox.request("/v23.0/" + SandboxClient.MADRID + "/media")
                                .header("Authorization", "Bearer sandbox-token")))
                .json()
                .path("id")
                .asText();
    }

    private static JsonNode told(String type) {
        return sandbox.heard(message -> type.equals(message.path("type").asText()));
    }
}
