package io.recado.console.failed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.WholeHub;
import io.recado.agenda.Agenda;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.ConsoleWindow;
import io.recado.console.Somebody;
import io.recado.console.Visitor;
import io.recado.console.access.Permission;
import io.recado.outbox.Outbox;
import io.recado.sandbox.Browser;
import java.net.http.HttpResponse;
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
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

/** Webhooks that could not be read and answers that were not taken, as a browser gets them. */
@WholeHub
class TroublePagesIT {

    @LocalServerPort
    int port;

    @Autowired
    Agenda agenda;

    @Autowired
    Outbox outbox;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TroublePages pages;

    private Visitor visitor;
    private UUID command;
    private long webhook;

    @BeforeEach
    void trouble() {
        var failures = new SomeFailures(agenda, outbox, jdbc);
        failures.reminder("centro", "T-1", "Zenobia", "+34600111001", 131026);
        failures.none();
        command = UUID.randomUUID();
        jdbc.sql("""
                        insert into write_back (id, source, appointment, external_id, kind, command, state, ordered_at, next_at, give_up_at,
                                                changed_at, error)
                        select :id, 'pms', id, 'T-1', 'confirm', '{}', 'conflict', now(), now(), now(), now(), 'HTTP 409'
                          from appointment where external_id = 'T-1'
                        """).param("id", command).update();
        webhook = jdbc.sql("""
                        insert into inbound_payload (channel, received_at, state, reason, raw, receipt, read_at)
                        values ('centro-cloud', now(), 'rejected', 'entry[0]: unreadable', 'no json'::bytea, gen_random_uuid(), now())
                        returning id
                        """).query(Long.class).single();
        visitor = Visitor.whoLoggedIn(port);
    }

    @AfterEach
    void clear() {
        jdbc.sql("delete from write_back").update();
        jdbc.sql("update inbound_payload set state = 'discarded' where state in ('rejected', 'partial')")
                .update();
    }

    @Test
    void showsBothInTabs() {
        assertThat(visitor.get("/failed/webhooks", "Accept-Language", "es").body())
                .contains("Webhooks sin leer", "centro-cloud", "entry[0]: unreadable", "Leer otra vez");
        assertThat(visitor.get("/failed/write-backs", "Accept-Language", "es").body())
                .contains("Respuestas no tomadas", "T-1", "HTTP 409", "Reintentar");
    }

    @Test
    void aCommandIsTriedAgainOrLaidAside() {
        assertThat(post("/failed/write-backs/" + command, Map.of("what", "again"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(state()).isNotEqualTo("discarded");
        assertThat(events()).contains("waiting again, by admin");
        jdbc.sql("update write_back set state = 'failed'").update();

        post("/failed/write-backs/" + command, Map.of("what", "discard"));

        assertThat(state()).isEqualTo("discarded");
        assertThat(post("/failed/write-backs/" + command, Map.of("what", "discard"))
                        .statusCode())
                .as("it is no longer there")
                .isEqualTo(404);
    }

    @Test
    void aWebhookIsReadAgainOrLaidAsideWithItsReason() {
        post("/failed/webhooks/" + webhook, Map.of("what", "retry"));
        assertThat(webhookState()).isEqualTo("rejected");
        post("/failed/webhooks/" + webhook, Map.of("what", "discard", "reason", " "));
        assertThat(webhookState()).isEqualTo("rejected");

        post("/failed/webhooks/" + webhook, Map.of("what", "discard", "reason", "<script>alert(1)</script>"));

        assertThat(webhookState()).isEqualTo("discarded");
    }

    @Test
    void othersClinicsTroubleDoesNotExistAndPermissionsHold() {
        try {
            var elsewhere = Somebody.comesIn(
                    ClinicScope.of(new ClinicId("palermo")), Permission.SEE_SOURCES, Permission.MANAGE_SOURCES);
            var model = new ExtendedModelMap();
            pages.writeBacks(new MockHttpServletRequest(), elsewhere, model);
            pages.webhooks(null, elsewhere, model);
            assertThat((List<?>) model.get("commands")).isEmpty();
            assertThat((List<?>) model.get("webhooks")).isEmpty();
            assertThatThrownBy(() ->
                            pages.settle(command, "again", elsewhere, Locale.ENGLISH, new RedirectAttributesModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            assertThatThrownBy(() -> pages.settle(
                            webhook, "retry", null, elsewhere, Locale.ENGLISH, new RedirectAttributesModelMap()))
                    .isInstanceOf(ResponseStatusException.class);

            var looker = Somebody.comesIn(ClinicScope.everywhere(), Permission.SEE_SOURCES);
            assertThatThrownBy(() ->
                            pages.settle(command, "again", looker, Locale.ENGLISH, new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            var nobody = Somebody.comesIn(ClinicScope.everywhere(), Permission.SEE_MESSAGES);
            assertThatThrownBy(() -> pages.webhooks(null, nobody, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
        } finally {
            Somebody.leaves();
        }
    }

    @Test
    void fitsInABrowser() {
        for (int width : List.of(Browser.WIDE, Browser.NARROW)) {
            try (var browser = ConsoleWindow.open(port, "es", width)) {
                for (var page : List.of("webhooks", "write-backs")) {
                    browser.go("/failed/" + page);
                    browser.assertFits();
                    browser.assertAccessible();
                    Browser.whole(browser.page(), "console-failed-" + page + "-" + width);
                }
            }
        }
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) {
        var form = new HashMap<>(fields);
        form.put("_csrf", visitor.csrf("/failed"));
        return visitor.postForm(path, form);
    }

    private String state() {
        return jdbc.sql("select state from write_back where id = :id")
                .param("id", command)
                .query(String.class)
                .single();
    }

    private List<String> events() {
        return jdbc.sql("select concat_ws(' ', state, detail) from write_back_event where write_back = :id")
                .param("id", command)
                .query(String.class)
                .list();
    }

    private String webhookState() {
        return jdbc.sql("select state from inbound_payload where id = :id")
                .param("id", webhook)
                .query(String.class)
                .single();
    }
}
