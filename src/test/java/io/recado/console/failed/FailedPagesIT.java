package io.recado.console.failed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.WholeHub;
import io.recado.agenda.Agenda;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.Somebody;
import io.recado.console.Visitor;
import io.recado.console.access.Permission;
import io.recado.outbox.MessageId;
import io.recado.outbox.Outbox;
import io.recado.outbox.Page;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
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

/** «Mensajes fallidos» as a browser gets it. */
@WholeHub
class FailedPagesIT {

    private static final Pattern CURSOR = Pattern.compile("name=\"cursor\" value=\"([^\"]+)\"");

    @Autowired
    FailedPages pages;

    @Autowired
    FailedPhonePages phones;

    @LocalServerPort
    int port;

    @Autowired
    Agenda agenda;

    @Autowired
    Outbox outbox;

    @Autowired
    JdbcClient jdbc;

    private SomeFailures failures;
    private Visitor visitor;
    private MessageId zenobia;
    private MessageId hipolito;

    @BeforeEach
    void fail() {
        failures = new SomeFailures(agenda, outbox, jdbc);
        failures.none();
        zenobia = failures.reminder("centro", "F-1", "Zenobia<script>alert(1)</script>", "+34600111001", 131026);
        hipolito = failures.reminder("palermo", "F-2", "Hipólito", "+5491122334455", 131053);
        visitor = Visitor.whoLoggedIn(port);
    }

    @AfterEach
    void clear() {
        failures.none();
    }

    @Test
    void listsWhatWaitsWithItsReasonInPlainWords() {
        assertThat(visitor.get("/failed", "Accept-Language", "es").body())
                .contains(
                        "Mensajes fallidos",
                        "Zenobia&lt;script&gt;",
                        "Hipólito",
                        "+34600111001",
                        "código 131026",
                        "1 intento")
                .contains("side-count", "sin revisar hoy")
                .doesNotContain("<script>alert");
    }

    @Test
    void findsByClinicKindDayAndWhom() {
        assertThat(find(Map.of("clinic", "palermo"))).contains("Hipólito").doesNotContain("Zenobia");
        assertThat(find(Map.of("whom", "zenob"))).contains("Zenobia").doesNotContain("Hipólito");
        assertThat(find(Map.of("whom", "600 111 001"))).contains("Zenobia").doesNotContain("Hipólito");
        assertThat(find(Map.of("kind", "FIX_TEMPLATE"))).doesNotContain("Zenobia", "Hipólito");
        assertThat(find(Map.of("day", "2020-01-01"))).contains("Nothing matches these filters");
        assertThat(find(Map.of("rule", "reminder"))).contains("Zenobia", "Hipólito");
        assertThat(find(Map.of("state", "handled"))).doesNotContain("Zenobia");
        for (var evil : List.of("<script>alert(1)</script>", "' or 1=1 --", "${7*7}", "%", "_", "\0")) {
            var body = find(Map.of(
                    "whom", evil, "clinic", evil, "kind", evil, "day", evil, "rule", evil, "state", evil, "cursor",
                    evil));
            assertThat(body).as(evil).contains("Nothing matches these filters").doesNotContain("<script>alert", ">49<");
        }
    }

    @Test
    void sortsByItsColumnsPageAfterPage() {
        for (int number = 10; number < 36; number++) {
            failures.reminder("centro", "F-" + number, "Otra" + number, "+346001110" + number, 131030 + number);
        }
        var first = find(Map.of("sort", "code", "clinic", "centro"));
        assertThat(first)
                .containsPattern("aria-sort=\"ascending\">\\s*<button [^>]*value=\"-code\"")
                .containsSubsequence("Zenobia", "Otra10", "Otra33")
                .doesNotContain("Otra34");
        var cursor = CURSOR.matcher(first);
        assertThat(cursor.find()).isTrue();
        assertThat(find(Map.of("sort", "code", "clinic", "centro", "cursor", cursor.group(1))))
                .containsSubsequence("Otra34", "Otra35")
                .doesNotContain("Otra33", "Zenobia");

        assertThat(find(Map.of("sort", "-clinic"))).containsSubsequence("Hipólito", "Otra35");
        assertThat(find(Map.of("sort", "when"))).containsSubsequence("Zenobia", "Hipólito", "Otra10");
        assertThat(find(Map.of("sort", "failed_at; drop table x")))
                .containsPattern("aria-sort=\"descending\">\\s*<button [^>]*value=\"when\"");
    }

    @Test
    void sendsOneAgain() {
        assertThat(post("/failed/" + zenobia, Map.of("what", "resend")).statusCode())
                .isEqualTo(302);

        assertThat(failures.status(zenobia)).isNotEqualTo("failed");
        assertThat(failures.waiting()).isEqualTo(1);
        assertThat(audited("message_resent")).isEqualTo("message:" + zenobia);
        assertThat(visitor.get("/failed/" + zenobia, "Accept-Language", "es").body())
                .contains("reenviado");
    }

    @Test
    void correctsThePatientsNumberHereAndAtTheSourceAndSendsAgain() {
        assertThat(post("/failed/" + zenobia + "/phone", Map.of("phone", "<script>"))
                        .body())
                .contains("A phone number was expected", "value=\"&lt;script&gt;\"");
        assertThat(post("/failed/" + zenobia + "/phone", Map.of("phone", "600111001"))
                        .body())
                .contains("This is the number that it failed at");
        assertThat(failures.status(zenobia)).isEqualTo("failed");

        assertThat(post("/failed/" + zenobia + "/phone", Map.of("phone", "600 111 777"))
                        .statusCode())
                .isEqualTo(302);

        assertThat(visitor.get("/failed/" + zenobia, "Accept-Language", "en").body())
                .contains(
                        "The number is corrected here and goes to the system of the clinic. The message leaves again.");
        assertThat(failures.phoneOf("P-F-1")).isEqualTo("+34600111777");
        assertThat(commands("P-F-1")).isEqualTo(1);
        assertThat(failures.status(zenobia)).isNotEqualTo("failed");
        assertThat(jdbc.sql("select to_phone from message where id = :id")
                        .param("id", zenobia.value())
                        .query(String.class)
                        .single())
                .isEqualTo("+34600111777");
        assertThat(audited("phone_corrected")).isEqualTo("message:" + zenobia);
        assertThat(audited("message_resent")).isEqualTo("message:" + zenobia);
    }

    @Test
    void asksBeforeANumberOfSomebodyElseBecomesThePatients() {
        var berta = failures.reminder("centro", "F-3", "Berta", "+34600111003", 131026);

        assertThat(post("/failed/" + zenobia + "/phone", Map.of("phone", "600 111 003"))
                        .body())
                .contains("+34600111003 belongs to somebody already", "Berta Prueba", "Yes, it is this number");
        post("/failed/" + zenobia + "/phone", Map.of("phone", "600 111 003", "sure", "+34600111999"));
        assertThat(failures.phoneOf("P-F-1")).isEqualTo("+34600111001");

        post("/failed/" + zenobia + "/phone", Map.of("phone", "600 111 003", "sure", "+34600111003"));

        assertThat(failures.phoneOf("P-F-1")).isEqualTo("+34600111003");
        assertThat(failures.status(berta)).isEqualTo("failed");
    }

    @Test
    void namesNobodyOfAnotherClinicWhenANumberIsShared() {
        try {
            var viewer = Somebody.comesIn(
                    ClinicScope.of(new ClinicId("palermo")), Permission.SEE_MESSAGES, Permission.CORRECT_PHONES);
            var model = new ExtendedModelMap();
            phones.correct(
                    hipolito.toString(),
                    "+34 600 111 001",
                    null,
                    viewer,
                    model,
                    Locale.ENGLISH,
                    new RedirectAttributesModelMap());

            assertThat(model.get("doubt")).isNull();
            assertThat(failures.phoneOf("P-F-2")).isEqualTo("+34600111001");
            assertThat(failures.status(hipolito))
                    .as("correcting is not sending")
                    .isEqualTo("failed");
            assertThatThrownBy(() -> phones.correct(
                            zenobia.toString(),
                            "600 111 777",
                            null,
                            viewer,
                            model,
                            Locale.ENGLISH,
                            new RedirectAttributesModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            var handler = Somebody.comesIn(ClinicScope.everywhere(), Permission.SEE_MESSAGES, Permission.HANDLE_FAILED);
            assertThatThrownBy(() -> phones.correct(
                            zenobia.toString(),
                            "600 111 777",
                            null,
                            handler,
                            model,
                            Locale.ENGLISH,
                            new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
        } finally {
            Somebody.leaves();
        }
    }

    @Test
    void closesWhatWasToldAnotherWayOrIsNeededNoMore() {
        post("/failed/" + zenobia, Map.of("what", "phone", "text", "Vendrá."));
        assertThat(post("/failed/" + hipolito, Map.of("what", "discard", "text", " "))
                        .body())
                .contains("Say why nobody needs it any more");
        assertThat(failures.waiting()).isEqualTo(1);
        assertThat(post("/failed/" + hipolito, Map.of("what", "discard", "text", "x".repeat(1001)))
                        .body())
                .contains("At most 1,000 characters");
        post("/failed/" + hipolito, Map.of("what", "discard", "text", "Ya vino."));

        assertThat(failures.waiting()).isZero();
        assertThat(audited("failure_marked")).isEqualTo("message:" + zenobia);
        assertThat(audited("failure_discarded")).isEqualTo("message:" + hipolito);
        assertThat(post("/failed/" + hipolito, Map.of("what", "dance")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void doesTheSameToAllThatAreTicked() {
        assertThat(postRaw("/failed/ticked", "what=email&message=" + zenobia + "&message=" + hipolito + "&message=junk")
                        .statusCode())
                .isEqualTo(302);

        assertThat(failures.waiting()).isZero();
    }

    @Test
    void saysHowManyBeforeAWholeSetIsSentAgain() {
        var question = post("/failed/all", Map.of("clinic", "centro"));
        assertThat(question.body()).contains("1 message matches these filters");
        assertThat(failures.waiting()).isEqualTo(2);

        post("/failed/all/resend", Map.of("clinic", "centro"));

        assertThat(failures.waiting()).isEqualTo(1);
        assertThat(failures.status(hipolito)).isEqualTo("failed");
    }

    @Test
    void remembersWhoHasGoneThroughThem() {
        post("/failed/reviewed", Map.of());

        assertThat(visitor.get("/failed", "Accept-Language", "es").body())
                .contains("revisado hoy", "Revisado por admin")
                .containsPattern(
                        "id=\"review-days\"[^~]*<time datetime=[^~]*<strong>admin</strong>[^~]*Clínica Sol Centro")
                .doesNotContain("sin revisar hoy");
        assertThat(audited("failures_reviewed")).isEqualTo("failed");
    }

    @Test
    void whatWentToTheArchiveIsStillPartOfTheDayAndSaysSo() {
        var day = "/?date=" + SomeFailures.day();
        assertThat(visitor.get(day, "Accept-Language", "es").body()).doesNotContain("archivado");

        failures.archive(zenobia);

        var page = visitor.get(day, "Accept-Language", "es").body();
        assertThat(page).contains("/messages/" + zenobia, ">archivado<");
        assertThat(visitor.get("/messages/" + zenobia, "Accept-Language", "es").body())
                .contains(">archivado<");
        var appointment = Pattern.compile("/appointments/\\d+(?=\">Zenobia)").matcher(page);
        assertThat(appointment.find()).isTrue();
        assertThat(visitor.get(appointment.group(), "Accept-Language", "es").body())
                .contains("/messages/" + zenobia, ">archivado<");
    }

    @Test
    void whatIsNotThereIsAPageThatIsNotThere() {
        for (var path : List.of("/failed/" + UUID.randomUUID(), "/failed/junk")) {
            assertThat(visitor.get(path, "Accept", "text/html").statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(visitor.postForm("/failed/" + zenobia, Map.of("what", "resend"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(failures.waiting()).isEqualTo(2);
    }

    private String find(Map<String, String> filter) {
        var answer = post("/failed/find", filter);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) {
        var form = new HashMap<>(fields);
        form.put("_csrf", visitor.csrf("/failed"));
        return visitor.postForm(path, form, "Accept-Language", "en");
    }

    private HttpResponse<String> postRaw(String path, String body) {
        return visitor.postBody(path, body + "&_csrf=" + visitor.csrf("/failed"));
    }

    private long commands(String patient) {
        return jdbc.sql("select count(*) from write_back where kind = 'set-phone' and external_id = :patient")
                .param("patient", patient)
                .query(Long.class)
                .single();
    }

    private String audited(String action) {
        return jdbc.sql("select subject from audit_entry where action = :action order by at desc limit 1")
                .param("action", action)
                .query(String.class)
                .single();
    }

    @Test
    void anotherClinicsFailuresDoNotExist() {
        try {
            var viewer = Somebody.comesIn(
                    ClinicScope.of(new ClinicId("palermo")), Permission.SEE_MESSAGES, Permission.HANDLE_FAILED);
            var model = new ExtendedModelMap();
            pages.find(new FailedForm("centro", null, null, null, "zenobia", null, null), null, viewer, model);
            assertThat(((Page<?>) Objects.requireNonNull(model.get("page"))).items())
                    .isEmpty();
            assertThatThrownBy(() -> pages.one(zenobia.toString(), viewer, new ExtendedModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            assertThatThrownBy(() -> pages.handle(
                            zenobia.toString(),
                            "resend",
                            null,
                            viewer,
                            new ExtendedModelMap(),
                            Locale.ENGLISH,
                            new RedirectAttributesModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            pages.ticked(
                    List.of(zenobia.toString()),
                    "phone",
                    null,
                    viewer,
                    Locale.ENGLISH,
                    new RedirectAttributesModelMap());
            pages.resendAll(
                    new FailedForm("centro", null, null, null, null, null, null),
                    viewer,
                    Locale.ENGLISH,
                    new RedirectAttributesModelMap());

            assertThat(failures.status(zenobia)).isEqualTo("failed");
            assertThat(jdbc.sql("select count(*) from failed_message where clinic = 'centro' and resolved_at is null")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        } finally {
            Somebody.leaves();
        }
    }

    @Test
    void eachPermissionOpensWhatItSays() {
        try {
            var nobody = Somebody.comesIn(ClinicScope.everywhere(), Permission.SEE_AGENDA);
            assertThatThrownBy(() -> pages.waiting(nobody, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> pages.find(FailedForm.EMPTY, null, nobody, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);

            var looker = Somebody.comesIn(ClinicScope.everywhere(), Permission.SEE_MESSAGES);
            assertThat(pages.waiting(looker, new ExtendedModelMap())).isEqualTo("failed/failed");
            assertThatThrownBy(() -> pages.handle(
                            zenobia.toString(),
                            "resend",
                            null,
                            looker,
                            new ExtendedModelMap(),
                            Locale.ENGLISH,
                            new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> pages.ticked(
                            List.of(zenobia.toString()),
                            "resend",
                            null,
                            looker,
                            Locale.ENGLISH,
                            new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() ->
                            pages.resendAll(FailedForm.EMPTY, looker, Locale.ENGLISH, new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> pages.reviewed(looker, Locale.ENGLISH, new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(failures.waiting()).isEqualTo(2);
        } finally {
            Somebody.leaves();
        }
    }
}
