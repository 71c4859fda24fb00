package io.recado.sandbox.whatsapp.control;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Browser;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Templates with pictures and every kind of button, lists that open, moving pictures. */
class PhoneTemplateBrowserIT {

    private static final String WABA = "102000000000001";

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl(), Map.of("sandbox.whatsapp.template-review", "50ms"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aTemplateShowsItsPictureAndItsButtonsDoWhatTheySay() {
        String number = "34600000301";
        approved("""
                {'name':'oferta_con_foto','language':'es','category':'MARKETING','components':[
                 {'type':'HEADER','format':'IMAGE','example':{'header_handle':['4::aW1hZ2U=']}},
                 {'type':'BODY','text':'Hola {{1}}, este mes la limpieza tiene un precio especial para quien vuelve.','example':{'body_text':[['Ana']]}},
                 {'type':'FOOTER','text':'Clínica Sol'},
                 {'type':'BUTTONS','buttons':[
                  {'type':'QUICK_REPLY','text':'Me interesa'},
                  {'type':'URL','text':'Ver la clínica','url':'https://sol.example/{{1}}','example':['https://sol.example/a']},
                  {'type':'PHONE_NUMBER','text':'Llamar','phone_number':'+34910000000'},
                  {'type':'COPY_CODE','example':'SOL25'}]}]}
                """);
        send(number, """
                'type':'template','template':{'name':'oferta_con_foto','language':{'code':'es'},'components':[
                 {'type':'header','parameters':[{'type':'image','image':{'id':'%s'}}]},
                 {'type':'body','parameters':[{'type':'text','text':'Ana'}]},
                 {'type':'button','sub_type':'quick_reply','index':'0','parameters':[{'type':'payload','payload':'INTERESA'}]},
                 {'type':'button','sub_type':'url','index':'1','parameters':[{'type':'text','text':'centro'}]},
                 {'type':'button','sub_type':'copy_code','index':'3','parameters':[{'type':'coupon_code','coupon_code':'SOL30'}]}]}
                """.formatted(upload("photo.jpg", "image/jpeg")));
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.NARROW)) {
            Page page = browser.go("/phone/" + number);
            browser.until("[...document.images].every(image => image.complete && image.naturalWidth > 0)");
            assertThat(page.locator(".theirs img")).hasCount(1);
            assertThat(page.locator(".theirs .buttons a")).hasAttribute("href", "https://sol.example/centro");
            browser.shot("template-with-picture");
            browser.assertAccessible();

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Llamar"))
                    .click();
            assertThat(page.locator(".device")).containsText("+34910000000");
            page.locator(".theirs .buttons button").last().click();
            assertThat(page.locator(".device")).containsText("SOL30");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Me interesa"))
                    .click();
            assertThat(page.locator(".mine")).containsText("Me interesa");
        }
        assertThat(sandbox.heard(message -> "button".equals(message.path("type").asText()))
                        .at("/button/payload")
                        .asText())
                .isEqualTo("INTERESA");
    }

    @Test
    void aListOpensAndARowIsChosenWithTheKeyboard() {
        String number = "34600000302";
        write(number);
        send(number, """
                'type':'interactive','interactive':{'type':'list','body':{'text':'Elija hora'},'action':{'button':'Ver horas','sections':[
                 {'title':'Mañana','rows':[{'id':'s1','title':'09:00','description':'Dra. Ruiz'},{'id':'s2','title':'10:30'}]}]}}
                """);
        try (Browser browser = Browser.open(sandbox.url(), "en", Browser.WIDE)) {
            Page page = browser.go("/phone/" + number);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ver horas"))
                    .press("Enter");
            assertThat(page.locator(".rows .row").first()).isFocused();
            browser.shot("list-open");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            assertThat(page.locator(".mine").last()).containsText("10:30");
        }
        assertThat(sandbox.heard(message ->
                                message.at("/interactive/type").asText().equals("list_reply"))
                        .at("/interactive/list_reply/id")
                        .asText())
                .isEqualTo("s2");
    }

    @Test
    void aFormIsFilledInAndAPlaceIsSentWhenAskedFor() {
        String number = "34600000303";
        write(number);
        send(number, """
                'type':'interactive','interactive':{'type':'flow','body':{'text':'Reserve su cita'},'action':{'name':'flow','parameters':{
                 'flow_message_version':'3','flow_id':'1','flow_cta':'Reservar','flow_token':'tok-1'}}}
                """);
        send(number, """
                'type':'interactive','interactive':{'type':'location_request_message','body':{'text':'¿Dónde está?'},
                 'action':{'name':'send_location'}}
                """);
        try (Browser browser = Browser.open(sandbox.url(), "es", Browser.NARROW)) {
            Page page = browser.go("/phone/" + number);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Reservar"))
                    .click();
            page.locator("textarea[name=response]").fill("{\"flow_token\":\"tok-1\",\"dia\":\"martes\"}");
            browser.shot("flow");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Enviar").setExact(true))
                    .click();
            assertThat(page.locator(".mine")).hasCount(2);

            page.locator(".theirs .buttons button").last().click();
            page.locator("input[name=name]").fill("Casa");
            page.keyboard().press("Enter");
            assertThat(page.locator(".mine .place")).containsText("Casa");
        }
        assertThat(sandbox.heard(message ->
                                message.at("/interactive/type").asText().equals("nfm_reply"))
                        .at("/interactive/nfm_reply/response_json")
                        .asText())
                .contains("martes");
    }

    @Test
    void filmsAndStickersAreShown() {
        String number = "34600000304";
        write(number);
        send(number, "'type':'video','video':{'id':'" + upload("film.mp4", "video/mp4") + "','caption':'La sala'}");
        send(number, "'type':'sticker','sticker':{'id':'" + upload("sticker.webp", "image/webp") + "'}");
        try (Browser browser = Browser.open(sandbox.url(), "en", Browser.NARROW)) {
            Page page = browser.go("/phone/" + number);
            assertThat(page.locator("video.film")).hasCount(1);
            browser.until("document.querySelector('video.film').readyState > 0");
            browser.until("document.querySelector('img.sticker').naturalWidth > 0");
            browser.shot("film-and-sticker");
        }
    }

    private static void approved(String template) {
        var answer = sandbox.graph("POST", WABA + "/message_templates", sandbox.object(template));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        String id = answer.json().path("id").asText();
        await().until(() -> sandbox.graph(id).json().path("status").asText().equals("APPROVED"));
    }

    private static void write(String number) {
        sandbox.control("/phones/" + number + "/write", sandbox.object("{'text':'Hola'}"));
    }

    private static void send(String number, String content) {
        var answer =
                sandbox.send(sandbox.object("{'messaging_product':'whatsapp','to':'+" + number + "'," + content + "}"));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    }

    private static String upload(String name, String type) {
        return sandbox.upload(SandboxClient.MADRID, name, type, SampleFiles.read(name))
                .json()
                .path("id")
                .asText();
    }
}
