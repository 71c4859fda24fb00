package io.recado.console.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recado.WholeHub;
import io.recado.channel.Standings;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.consent.Consents;
import io.recado.consent.OptOut;
import io.recado.console.Somebody;
import io.recado.console.Visitor;
import io.recado.console.access.Permission;
import io.recado.contact.PhoneNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;
import org.springframework.web.util.HtmlUtils;

/** «Canales» as a browser gets it. */
@WholeHub
class ChannelPagesIT {

    private static final String CHANNEL = "/channels/centro-cloud";

    @Autowired
    ChannelPages pages;

    private static final String EXPECTED = "http://127.0.0.1:8080/webhooks/whatsapp/centro-cloud";

    @Autowired
    Standings standings;

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Consents consents;

    private Visitor visitor;

    @BeforeEach
    void comeIn() {
        visitor = Visitor.whoLoggedIn(port);
    }

    @AfterEach
    void open() {
        jdbc.sql("delete from channel_standing where channel = 'centro-cloud'").update();
        jdbc.sql("update channel_park set resumed_at = now(), resumed_by = 'test' where resumed_at is null")
                .update();
    }

    @Test
    void showsHowEachChannelIs() {
        assertThat(visitor.get("/channels", "Accept-Language", "es").body())
                .contains("Canales", "centro-cloud", "palermo-cloud", "sala-cloud", "de 80 por segundo", "abierto");
        assertThat(visitor.get(CHANNEL, "Accept-Language", "es").body())
                .contains(
                        "http://127.0.0.1:8080/webhooks/whatsapp/centro-cloud",
                        "104500000000001",
                        "Plantillas aprobadas")
                .doesNotContain("test-token", "test-app-secret", "test-verify");
        assertThat(visitor.get(CHANNEL + "/now").body()).doesNotContain("<html");
    }

    @Test
    void warnsWhenWhatsAppSendsItsWebhooksElsewhere() {
        assertThat(visitor.get(CHANNEL, "Accept-Language", "en").body()).contains("not told yet");

        standings.asked("centro-cloud", webhooks("{\"application\":\"https://old.example.org/hook\"}"));
        saysSoon(CHANNEL, "It is sent to https://old.example.org/hook; " + EXPECTED + " was expected");
        saysSoon("/channels", "answers and receipts are missing");
        standings.asked("centro-cloud", webhooks("{}"));
        saysSoon(CHANNEL, "No address is configured at WhatsApp");

        // the number's own address goes before the app's; an answer without any of it changes nothing
        standings.asked(
                "centro-cloud",
                webhooks("{\"phone_number\":\"%s\",\"application\":\"https://x\"}".formatted(EXPECTED)));
        standings.asked("centro-cloud", "{\"quality_rating\":\"GREEN\"}");
        saysSoon(CHANNEL, ">as expected<");
        assertThat(visitor.get(CHANNEL, "Accept-Language", "en").body())
                .doesNotContain("answers and receipts are missing");
    }

    private void saysSoon(String page, String words) {
        await().untilAsserted(() ->
                assertThat(visitor.get(page, "Accept-Language", "en").body()).contains(words));
    }

    private static String webhooks(String configuration) {
        return "{\"quality_rating\":\"GREEN\",\"webhook_configuration\":" + configuration + "}";
    }

    @Test
    void aParkedChannelSaysWhyAndIsOpenedByHand() {
        jdbc.sql("""
                        insert into channel_park (channel, since, code, title, probe_at)
                        values ('centro-cloud', now(), 190, 'Access token has expired', now() + interval '1 hour')
                        """).update();
        assertThat(visitor.get(CHANNEL, "Accept-Language", "es").body())
                .contains("WhatsApp ha cerrado este canal", "código 190", "Access token has expired");

        assertThat(post(CHANNEL + "/resume", Map.of()).statusCode()).isEqualTo(302);

        assertThat(jdbc.sql("select resumed_by from channel_park where resumed_at is not null order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("admin");
        assertThat(audited("channel_resumed")).isEqualTo("channel:centro-cloud");
    }

    @Test
    void aTestMessageGoesTheWayOfAllMessages() {
        var answer = post(CHANNEL + "/test", test(Map.of("phone", "600 111 333")));

        assertThat(answer.statusCode()).isEqualTo(302);
        var page = answer.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
        assertThat(visitor.get(page, "Accept-Language", "es").body())
                .contains("Mensaje de prueba a …333")
                .doesNotContain("600111333");
        assertThat(jdbc.sql("select to_phone from message where rule = 'test' order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("+34600111333");
        // nobody answers at the partner's address, and the page says how far it came
        await().untilAsserted(() -> assertThat(
                        visitor.get(page + "/now", "Accept-Language", "en").body())
                .doesNotContain("<html")
                .containsAnyOf("leaving", "sending", "queued", "planned", "in doubt"));
        assertThat(audited("test_message_sent")).isEqualTo("channel:centro-cloud");
        assertThat(visitor.get(page.replace("centro-cloud", "palermo-cloud")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesWhatCannotBeSentAndKeepsWhatWasTyped() {
        assertThat(post(CHANNEL + "/test", test(Map.of("phone", "600 111 333", "agreed", "")))
                        .body())
                .contains("nobody gets a message that they do not expect", "value=\"600 111 333\"");
        consents.optOut(new OptOut(null, new PhoneNumber("+34600111444"), OptOut.Kind.ALL, OptOut.Cause.ASKED));
        assertThat(post(CHANNEL + "/test", test(Map.of("phone", "600 111 444"))).body())
                .contains("has asked to get no messages");
        for (var evil :
                List.of("<script>alert(1)</script>", "' or 1=1 --", "${7*7}", "=cmd|'/c calc'!A1", "6,11E+08")) {
            var answer = post(CHANNEL + "/test", test(Map.of("phone", evil, "template", evil)));

            assertThat(answer.statusCode()).as(evil).isEqualTo(200);
            assertThat(answer.body())
                    .as(evil)
                    .contains(
                            "A phone number was expected",
                            "Choose a template",
                            "value=\"" + HtmlUtils.htmlEscape(evil) + "\"");
        }
    }

    @Test
    void whatIsNotThereIsAPageThatIsNotThere() {
        for (var path : List.of(
                "/channels/nowhere",
                "/channels/nowhere/now",
                CHANNEL + "/test/no-id",
                CHANNEL + "/test/" + UUID.randomUUID(),
                CHANNEL + "/test/" + UUID.randomUUID() + "/now")) {
            assertThat(visitor.get(path, "Accept", "text/html").statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(visitor.postForm(CHANNEL + "/resume", Map.of()).statusCode()).isEqualTo(403);
    }

    private static Map<String, String> test(Map<String, String> typed) {
        var form = new HashMap<>(Map.of("template", "recordatorio_cita/es", "agreed", "on"));
        form.putAll(typed);
        form.values().removeIf(String::isEmpty);
        return form;
    }

    private java.net.http.HttpResponse<String> post(String path, Map<String, String> fields) {
        var form = new HashMap<>(fields);
        form.put("_csrf", visitor.csrf(CHANNEL));
        return visitor.postForm(path, form, "Accept-Language", "en");
    }

    private String audited(String action) {
        return jdbc.sql("select subject from audit_entry where action = :action order by at desc limit 1")
                .param("action", action)
                .query(String.class)
                .single();
    }

    @Test
    void aChannelOfOtherClinicsDoesNotExist() {
        try {
            var viewer = Somebody.comesIn(
                    ClinicScope.of(new ClinicId("palermo")), Permission.SEE_CHANNELS, Permission.MANAGE_CHANNELS);
            assertThatThrownBy(() -> pages.channel("centro-cloud", viewer, new ExtendedModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            assertThatThrownBy(() -> pages.now("centro-cloud", viewer, new ExtendedModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            assertThatThrownBy(() ->
                            pages.resume("centro-cloud", viewer, Locale.ENGLISH, new RedirectAttributesModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            assertThatThrownBy(
                            () -> pages.test("centro-cloud", TestMessages.Form.EMPTY, viewer, new ExtendedModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
        } finally {
            Somebody.leaves();
        }
    }

    @Test
    void eachPermissionOpensWhatItSays() {
        try {
            var nobody = Somebody.comesIn(ClinicScope.everywhere(), Permission.SEE_AGENDA);
            assertThatThrownBy(() -> pages.channels(nobody, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> pages.now("centro-cloud", nobody, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);

            var looker = Somebody.comesIn(ClinicScope.everywhere(), Permission.SEE_CHANNELS);
            assertThat(pages.channels(looker, new ExtendedModelMap())).isEqualTo("channels/channels");
            assertThatThrownBy(() ->
                            pages.resume("centro-cloud", looker, Locale.ENGLISH, new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(
                            () -> pages.test("centro-cloud", TestMessages.Form.EMPTY, looker, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
        } finally {
            Somebody.leaves();
        }
    }
}
