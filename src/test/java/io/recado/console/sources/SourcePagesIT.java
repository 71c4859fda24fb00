package io.recado.console.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.WholeHub;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.configuration.SourceId;
import io.recado.console.Somebody;
import io.recado.console.Visitor;
import io.recado.console.access.Permission;
import io.recado.source.Sources;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/** «Fuentes» as a browser gets it. */
@WholeHub
class SourcePagesIT {

    @Autowired
    SourcePages pages;

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Sources sources;

    private Visitor visitor;

    @BeforeEach
    void comeIn() {
        visitor = Visitor.whoLoggedIn(port);
        rejected("A-1", "UNKNOWN_CLINIC", "'77' is not in recado.sources[pms].clinics");
        rejected("B-2", "MALFORMED", "$.start: pattern");
    }

    @AfterEach
    void asItWas() {
        jdbc.sql("delete from rejected_record").update();
        jdbc.sql("update source_lane set doubt = null, last_count = null").update();
    }

    private void rejected(String id, String reason, String detail) {
        jdbc.sql("""
                        insert into rejected_record (source, type, external_id, reason, detail, payload, first_seen_at, last_seen_at)
                        values ('pms', 'appointment', :id, :reason, :detail, '{"patient":{"firstName":"Zenobia"}}', now(), now())
                        """)
                .param("id", id)
                .param("reason", reason)
                .param("detail", detail)
                .update();
    }

    @Test
    void showsHowEachSourceIs() {
        assertThat(visitor.get("/sources", "Accept-Language", "es").body())
                .contains("Fuentes", "pms", "Clínica Sol Centro", "Clínica Sol Palermo", "Leer ahora");
        assertThat(visitor.get("/sources/pms", "Accept-Language", "es").body())
                .contains(
                        "Cambios",
                        "Ventana entera",
                        "flowww-read-agenda-action",
                        "cada 1 h",
                        "1 día atrás, 60 días adelante");
        assertThat(visitor.get("/sources/pms/now").body()).doesNotContain("<html");
    }

    @Test
    void readsASourceNowAndSaysSoInTheAuditLog() {
        assertThat(post("/sources/pms/pull")).isEqualTo(302);

        assertThat(audited("source_pulled")).isEqualTo("source:pms");
    }

    @Test
    void aDoubtfulReadIsBelievedWhenSomebodySaysSo() {
        jdbc.sql(
                        "update source_lane set doubt = 'SHORT: 4 where the last read had 10', last_count = 10 where lane = 'SLOW'")
                .update();
        assertThat(visitor.get("/sources/pms", "Accept-Language", "es").body())
                .contains("Trajo 4 citas donde la anterior traía 10", "De verdad hay tan poco");

        assertThat(post("/sources/pms/believe")).isEqualTo(302);

        assertThat(jdbc.sql("select count(*) from source_lane where last_count is not null")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(visitor.postWithToken("/api/v1/sources/pms/believe").statusCode())
                .isEqualTo(202);
        assertThat(visitor.postWithToken("/api/v1/sources/nowhere/believe").statusCode())
                .isEqualTo(404);
    }

    @Test
    void findsRejectedRecordsByReasonAndTextAndSortsThem() {
        var all = visitor.get("/sources/pms/rejected?sort=id", "Accept-Language", "en")
                .body();
        assertThat(all).contains("A-1", "B-2", "Its clinic is not configured").doesNotContain("Zenobia");
        assertThat(all.indexOf("A-1")).isLessThan(all.indexOf("B-2"));
        var backwards = visitor.get("/sources/pms/rejected?sort=-id").body();
        assertThat(backwards.indexOf("B-2")).isLessThan(backwards.indexOf("A-1"));

        assertThat(visitor.get("/sources/pms/rejected?reason=MALFORMED").body())
                .contains("B-2")
                .doesNotContain(">A-1<");
        assertThat(visitor.get("/sources/pms/rejected?q=a-1").body())
                .contains(">A-1<")
                .doesNotContain(">B-2<");
        for (var evil :
                List.of("%25", "'%20or%201%3D1--", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%24%7B7*7%7D", "%00")) {
            var answer = visitor.get(
                    "/sources/pms/rejected?q=" + evil + "&reason=" + evil + "&sort=" + evil, "Accept-Language", "en");
            assertThat(answer.statusCode()).as(evil).isEqualTo(200);
            assertThat(answer.body())
                    .as(evil)
                    .contains("Nothing matches these filters")
                    .doesNotContain("<script>alert", ">49<");
        }
    }

    @Test
    void lookingAtARecordIsPartOfTheAuditLog() {
        var id = sources.rejected(null, 10).items().getFirst().id();

        assertThat(visitor.get("/sources/pms/rejected/" + id).body()).contains("Zenobia");

        assertThat(audited("rejected_seen")).isEqualTo("rejected:" + id);
    }

    @Test
    void showsTheRouteWithoutItsSecrets() {
        assertThat(visitor.get("/sources/pms/route/read", "Accept-Language", "es")
                        .body())
                .contains("flowww-read-agenda-action", "kind: Kamelet", "get-appointments", "/flowww/v1", "••••••")
                .doesNotContain("test-token");
        assertThat(visitor.get("/sources/pms/route/write").body()).contains("post-command");
    }

    @Test
    void whatIsNotThereIsAPageThatIsNotThere() {
        for (var path : List.of(
                "/sources/nowhere",
                "/sources/nowhere/now",
                "/sources/nowhere/rejected",
                "/sources/pms/rejected/999999",
                "/sources/pms/route/sideways",
                "/sources/pms/route/..%2F..%2Fetc")) {
            assertThat(visitor.get(path, "Accept", "text/html").statusCode())
                    .as(path)
                    .isIn(400, 404);
        }
        assertThat(Visitor.at(port).get("/sources", "Accept", "text/html").statusCode())
                .isEqualTo(302);
        assertThat(Visitor.at(port)
                        .get("/sources/pms/now", "X-Requested-With", "XMLHttpRequest")
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.postForm("/sources/pms/pull", Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    void everySourceOfTheConfigurationIsKnown() {
        assertThat(sources.reports()).extracting(report -> report.source()).containsExactly(new SourceId("pms"));
    }

    private int post(String path) {
        return visitor.postForm(path, Map.of("_csrf", visitor.csrf("/sources/pms")))
                .statusCode();
    }

    private String audited(String action) {
        return jdbc.sql("select subject from audit_entry where action = :action order by at desc limit 1")
                .param("action", action)
                .query(String.class)
                .single();
    }

    @Test
    void whoWorksForNoneOfItsClinicsDoesNotSeeASource() {
        var id = sources.rejected(null, 10).items().getFirst().id();
        try {
            var elsewhere = Somebody.comesIn(
                    ClinicScope.of(new ClinicId("sala-norte")),
                    Permission.SEE_SOURCES,
                    Permission.SEE_AGENDA,
                    Permission.MANAGE_SOURCES);
            assertThatThrownBy(() -> pages.source("pms", elsewhere, new ExtendedModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            assertThatThrownBy(() -> pages.now("pms", elsewhere, new ExtendedModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            assertThatThrownBy(() -> pages.pull("pms", elsewhere, Locale.ENGLISH, new RedirectAttributesModelMap()))
                    .isInstanceOf(ResponseStatusException.class);

            // a record that could not be taken may be anybody's of the two clinics that this source feeds
            var half = Somebody.comesIn(
                    ClinicScope.of(new ClinicId("centro")), Permission.SEE_SOURCES, Permission.SEE_AGENDA);
            assertThat(pages.source("pms", half, new ExtendedModelMap())).isEqualTo("sources/source");
            assertThatThrownBy(() -> pages.record("pms", id, half, new ExtendedModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
        } finally {
            Somebody.leaves();
        }
    }

    @Test
    void eachPermissionOpensWhatItSays() {
        var id = sources.rejected(null, 10).items().getFirst().id();
        try {
            var nobody = Somebody.comesIn(ClinicScope.everywhere(), Permission.SEE_AGENDA);
            assertThatThrownBy(() -> pages.sources(nobody, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> pages.now("pms", nobody, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> pages.record("pms", id, nobody, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);

            var looker = Somebody.comesIn(ClinicScope.everywhere(), Permission.SEE_SOURCES);
            assertThat(pages.sources(looker, new ExtendedModelMap())).isEqualTo("sources/sources");
            assertThatThrownBy(() -> pages.record("pms", id, looker, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> pages.pull("pms", looker, Locale.ENGLISH, new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> pages.believe("pms", looker, Locale.ENGLISH, new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
        } finally {
            Somebody.leaves();
        }
    }
}
