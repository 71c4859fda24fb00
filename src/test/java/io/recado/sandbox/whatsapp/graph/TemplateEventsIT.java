package io.recado.sandbox.whatsapp.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What WhatsApp does to templates, and what it tells of it. */
class TemplateEventsIT {

    private static final String LIST = "102000000000001/message_templates";
    private static final String NAME = "recordatorio_cita";
    private static final String STATUS = "message_template_status_update";

    private SandboxClient sandbox;
    private String id = "";

    @BeforeEach
    void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
        id = sandbox.graph(LIST + "?name=" + NAME + "&language=es")
                .json()
                .at("/data/0/id")
                .asText();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void pausesLastThreeThenSixHoursAndTheThirdIsForGood() {
        happen("pause", "{}");
        assertThat(sending()).isEqualTo(132015);
        told(1, value -> {
            assertThat(value.path("event").asText()).isEqualTo("PAUSED");
            assertThat(value.at("/other_info/title").asText()).isEqualTo("FIRST_PAUSE");
        });

        advance("PT2H59M");
        assertThat(status()).isEqualTo("PAUSED");
        advance("PT1M");
        told(2, value -> assertThat(value.at("/other_info/title").asText()).isEqualTo("UNPAUSE"));
        assertThat(sending()).isZero();

        happen("pause", "{}");
        told(3, value -> assertThat(value.at("/other_info/title").asText()).isEqualTo("SECOND_PAUSE"));
        advance("PT5H59M");
        assertThat(status()).isEqualTo("PAUSED");
        // which brings back real time
        sandbox.restart();
        advance("PT9H");
        await().untilAsserted(() -> assertThat(status()).isEqualTo("APPROVED"));

        happen("pause", "{}");
        await().untilAsserted(() -> assertThat(sandbox.news(STATUS)).last().satisfies(value -> {
            assertThat(value.path("event").asText()).isEqualTo("DISABLED");
            assertThat(value.at("/disable_info/disable_date").isNumber()).isTrue();
        }));
        assertThat(sending()).isEqualTo(132016);
    }

    @Test
    void aBusinessEndsAPauseItself() {
        assertThat(unpause().code()).isEqualTo(100);
        happen("pause", "{}");

        assertThat(unpause().status()).isEqualTo(200);

        assertThat(status()).isEqualTo("APPROVED");
    }

    private Answer unpause() {
        return sandbox.graph("POST", id + "/unpause", sandbox.object("{}"));
    }

    @Test
    void qualityAndCategoryAreTold() {
        happen("quality", "{'score':'YELLOW'}");
        await().untilAsserted(() -> assertThat(sandbox.news("message_template_quality_update"))
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.path("previous_quality_score").asText()).isEqualTo("UNKNOWN");
                    assertThat(value.path("new_quality_score").asText()).isEqualTo("YELLOW");
                    assertThat(value.path("message_template_name").asText()).isEqualTo(NAME);
                }));
        assertThat(sending()).isZero();

        happen("category", "{'category':'MARKETING','after':'PT24H'}");
        await().untilAsserted(() -> assertThat(sandbox.news("template_category_update"))
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.path("new_category").asText()).isEqualTo("UTILITY");
                    assertThat(value.path("correct_category").asText()).isEqualTo("MARKETING");
                    assertThat(value.path("category_update_timestamp").isNumber())
                            .isTrue();
                }));
        assertThat(template("category,correct_category").path("category").asText())
                .isEqualTo("UTILITY");

        advance("PT24H");
        await().untilAsserted(() -> assertThat(sandbox.news("template_category_update"))
                .last()
                .satisfies(value -> {
                    assertThat(value.path("previous_category").asText()).isEqualTo("UTILITY");
                    assertThat(value.path("new_category").asText()).isEqualTo("MARKETING");
                }));
        JsonNode after = template("category,previous_category,quality_score");
        assertThat(after.path("category").asText()).isEqualTo("MARKETING");
        assertThat(after.path("previous_category").asText()).isEqualTo("UTILITY");
        assertThat(after.at("/quality_score/score").asText()).isEqualTo("YELLOW");
    }

    @Test
    void whatIsArchivedIsDeletedAfterFourWeeks() {
        happen("archive", "{}");
        assertThat(sending()).isEqualTo(132001);
        happen("unarchive", "{}");
        assertThat(sending()).isZero();
        happen("archive", "{}");

        advance("P28D");

        await().untilAsserted(() -> assertThat(
                        sandbox.graph(id).json().at("/error/error_subcode").asInt())
                .isEqualTo(33));
        await().untilAsserted(
                        () -> assertThat(events()).containsExactly("ARCHIVED", "UNARCHIVED", "ARCHIVED", "DELETED"));
    }

    @Test
    void everyOtherEventIsToldAndMovesTheStatus() {
        happen("appeal", "{}");
        assertThat(status()).isEqualTo("IN_APPEAL");
        happen("reinstate", "{}");
        happen("flag", "{}");
        happen("lock", "{}");
        assertThat(status()).isEqualTo("APPROVED");
        happen("limit", "{}");
        assertThat(status()).isEqualTo("LIMIT_EXCEEDED");
        happen("reject", "{'reason':'SCAM'}");
        assertThat(template("rejected_reason").path("rejected_reason").asText()).isEqualTo("SCAM");
        happen("approve", "{}");

        await().untilAsserted(() -> assertThat(events())
                .containsExactly(
                        "IN_APPEAL", "REINSTATED", "FLAGGED", "LOCKED", "LIMIT_EXCEEDED", "REJECTED", "APPROVED"));
        assertThat(sandbox.control("/templates/" + id + "/dance", sandbox.object("{}"))
                        .status())
                .isEqualTo(400);
        assertThat(sandbox.control("/templates/1/pause", sandbox.object("{}")).status())
                .isEqualTo(404);
        assertThat(sandbox.control("/templates").json()).hasSize(7);
    }

    private void happen(String event, String body) {
        Answer answer = sandbox.control("/templates/" + id + "/" + event, sandbox.object(body));
        assertThat(answer.status()).as("%s: %s", event, answer.json()).isEqualTo(200);
    }

    private void told(int count, Consumer<JsonNode> last) {
        await().untilAsserted(() ->
                assertThat(sandbox.news(STATUS)).hasSize(count).last().satisfies(last));
    }

    private List<String> events() {
        return sandbox.news(STATUS).stream()
                .map(value -> value.path("event").asText())
                .toList();
    }

    /** The code that sending it is refused with; 0 when it is not. */
    private int sending() {
        return sandbox.send(sandbox.reminder("+34600000001", "x")).code();
    }

    private String status() {
        return template("status").path("status").asText();
    }

    private JsonNode template(String fields) {
        return sandbox.graph(id + "?fields=" + fields).json();
    }

    private void advance(String duration) {
        sandbox.control("/clock", sandbox.object("{'advance':'" + duration + "'}"));
    }
}
