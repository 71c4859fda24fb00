package io.recado.sandbox.whatsapp.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates as a business manages them. */
class TemplateApiIT {

    private static final String WABA = "102000000000001";
    private static final String LIST = WABA + "/message_templates";
    private static final String PATH = "/paths/~1{Version}~1{WABA-ID}~1message_templates";
    private static final String OK = "/responses/200/content/application~1json/schema";
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl(), Map.of("sandbox.whatsapp.template-review", "PT1H"));
    }

    @AfterEach
    void reset() {
        sandbox.control("/reset", sandbox.object("{}"));
        sandbox.webhooks.clear();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aNewTemplateIsInReviewAndThenApproved() {
        ObjectNode proposal = proposal("aviso_nuevo", "es");
        MetaContract.fitsAt(PATH + "/post/requestBody/content/application~1json/schema", proposal);

        Answer created = create(proposal);

        assertThat(created.status()).as("%s", created.json()).isEqualTo(200);
        MetaContract.fitsAt(PATH + "/post" + OK, created.json());
        assertThat(created.json().path("status").asText()).isEqualTo("PENDING");
        assertThat(send("aviso_nuevo").code()).isEqualTo(132001);

        advance("PT1H");

        await().untilAsserted(() -> assertThat(sandbox.news("message_template_status_update"))
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.path("event").asText()).isEqualTo("APPROVED");
                    assertThat(value.path("reason").asText()).isEqualTo("NONE");
                    assertThat(value.path("message_template_id").isIntegralNumber())
                            .isTrue();
                    assertThat(value.path("message_template_id").asText()).isEqualTo(id(created));
                    assertThat(value.path("message_template_category").asText()).isEqualTo("UTILITY");
                }));
        assertThat(send("aviso_nuevo").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "aviso_rechazada, Su cita es pronto., INVALID_FORMAT",
        "rejected_scam, Su cita es pronto., SCAM",
        "rejected_tag_content_mismatch, Su cita es pronto., TAG_CONTENT_MISMATCH",
        "recordatorio, Venga a ver nuestras ofertas de hoy., INCORRECT_CATEGORY"
    })
    void whatTheReviewFindsIsSaid(String name, String body, String reason) {
        ObjectNode proposal = proposal(name, "es");
        ((ObjectNode) proposal.at("/components/0")).put("text", body);
        String id = id(create(proposal));

        advance("PT1H");

        await().untilAsserted(() -> assertThat(sandbox.news("message_template_status_update"))
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.path("event").asText()).isEqualTo("REJECTED");
                    assertThat(value.path("reason").asText()).isEqualTo(reason);
                    assertThat(value.at("/rejection_info/reason").asText()).isNotBlank();
                }));
        JsonNode template = sandbox.graph(id + "?fields=status,rejected_reason").json();
        assertThat(template.path("status").asText()).isEqualTo("REJECTED");
        assertThat(template.path("rejected_reason").asText()).isEqualTo(reason);
    }

    @Test
    void promotionBecomesMarketingWhereItMay() {
        ObjectNode proposal = proposal("ofertas", "es").put("allow_category_change", true);
        ((ObjectNode) proposal.at("/components/0")).put("text", "Hoy tenemos un descuento para usted.");

        Answer created = create(proposal);

        assertThat(created.json().path("category").asText()).isEqualTo("MARKETING");
        assertThat(sandbox.graph(id(created) + "?fields=previous_category")
                        .json()
                        .path("previous_category")
                        .asText())
                .isEqualTo("UTILITY");
    }

    @Test
    void refusalsCarryTheSubcodeAndWordsForPeople() {
        ObjectNode proposal = proposal("sin_ejemplo", "es");
        ((ObjectNode) proposal.at("/components/0")).put("text", "Hola {{1}}, su cita es pronto.");

        Answer refused = create(proposal);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(100);
        assertThat(refused.json().at("/error/error_subcode").asInt()).isEqualTo(2388043);
        assertThat(refused.json().at("/error/error_user_title").asText()).isNotBlank();
        assertThat(refused.json().at("/error/error_user_msg").asText()).contains("BODY", "example");
        MetaContract.fits("GraphAPIError", refused.json());
    }

    @Test
    void aNameIsTakenOnceInEachLanguage() {
        assertThat(create(proposal("aviso", "es")).status()).isEqualTo(200);
        assertThat(create(proposal("aviso", "en")).status()).isEqualTo(200);
        assertThat(subcode(create(proposal("aviso", "es")))).isEqualTo(2388024);
    }

    @Test
    void aDeletedApprovedNameRestsThirtyDays() {
        create(proposal("aviso", "es"));
        advance("PT1H");
        await().untilAsserted(() -> assertThat(status("aviso")).isEqualTo("APPROVED"));

        Answer deleted = sandbox.graph("DELETE", LIST + "?name=aviso", sandbox.object("{}"));

        MetaContract.fitsAt(PATH + "/delete" + OK, deleted.json());
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(status("aviso")).isEqualTo("PENDING_DELETION");
        assertThat(send("aviso").code()).isEqualTo(132001);
        assertThat(subcode(create(proposal("aviso", "es")))).isEqualTo(2388023);
        advance("PT1H");
        await().untilAsserted(() -> assertThat(events()).containsExactly("APPROVED", "PENDING_DELETION", "DELETED"));
        assertThat(subcode(create(proposal("aviso", "es")))).isEqualTo(2388023);
        advance("P30D");
        assertThat(create(proposal("aviso", "es")).status()).isEqualTo(200);
    }

    @Test
    void deletionByIdLeavesTheOtherLanguages() {
        String spanish = id(create(proposal("aviso", "es")));
        create(proposal("aviso", "en"));
        String other = id(create(proposal("otra", "es")));

        assertThat(delete("hsm_id=" + spanish + "&name=otra")).isEqualTo(400);
        assertThat(delete("hsm_id=" + spanish + "&name=aviso")).isEqualTo(200);
        assertThat(delete("hsm_ids=%5B" + other + ",99%5D")).isEqualTo(400);
        assertThat(delete("hsm_ids=%5B%22" + other + "%22%5D")).isEqualTo(200);
        assertThat(delete("name=nadie")).isEqualTo(400);
        assertThat(delete("")).isEqualTo(400);

        advance("PT1H");
        await().untilAsserted(() -> assertThat(names("since=1")).containsExactly("aviso en"));
        // or the next test hears of them
        await().untilAsserted(
                        () -> assertThat(events()).filteredOn("DELETED"::equals).hasSize(2));
    }

    @Test
    void aHundredTemplatesAnHourCanBeCreated() {
        for (int i = 0; i < 100; i++) {
            assertThat(create(proposal("aviso_" + i, "es")).status()).isEqualTo(200);
        }
        assertThat(subcode(create(proposal("uno_mas", "es")))).isEqualTo(2388019);

        advance("PT1H");

        assertThat(create(proposal("uno_mas", "es")).status()).isEqualTo(200);
        // or the next test hears of them
        await().untilAsserted(() -> assertThat(events()).hasSize(100));
    }

    @Test
    void anApprovedTemplateIsEditedOnceADay() {
        String id = id(create(proposal("aviso", "es")));
        ObjectNode edit = sandbox.object("{'components':[{'type':'BODY','text':'Su cita es muy pronto.'}]}");
        assertThat(subcode(sandbox.graph("POST", id, edit))).as("in review").isEqualTo(2388039);
        advance("PT1H");
        await().untilAsserted(() -> assertThat(status("aviso")).isEqualTo("APPROVED"));
        assertThat(sandbox.graph("POST", id, sandbox.object("{'category':'MARKETING'}"))
                        .status())
                .isEqualTo(400);

        Answer edited = sandbox.graph("POST", id, edit);

        MetaContract.fitsAt("/paths/~1{Version}~1{TEMPLATE_ID}/post" + OK, edited.json());
        assertThat(status("aviso")).isEqualTo("PENDING");
        advance("PT1H");
        await().untilAsserted(() -> assertThat(sandbox.news("message_template_components_update"))
                .singleElement()
                .satisfies(value -> assertThat(
                                value.path("message_template_element").asText())
                        .isEqualTo("Su cita es muy pronto.")));
        assertThat(subcode(sandbox.graph("POST", id, edit))).isEqualTo(2388039);
        advance("PT24H");
        assertThat(sandbox.graph("POST", id, edit).status()).isEqualTo(200);
    }

    private static ObjectNode proposal(String name, String language) {
        return sandbox.object("{'name':'" + name + "','language':'" + language
                + "','category':'UTILITY','components':[{'type':'BODY','text':'Su cita es pronto.'}]}");
    }

    private static Answer create(ObjectNode proposal) {
        return sandbox.graph("POST", LIST, proposal);
    }

    private static String id(Answer created) {
        assertThat(created.status()).as("%s", created.json()).isEqualTo(200);
        return created.json().path("id").asText();
    }

    private static int subcode(Answer answer) {
        return answer.json().at("/error/error_subcode").asInt();
    }

    private static Answer send(String template) {
        return sandbox.send(sandbox.object("{'messaging_product':'whatsapp','to':'+34600000001','type':'template',"
                + "'template':{'name':'" + template + "','language':{'code':'es'}}}"));
    }

    private static int delete(String query) {
        return sandbox.graph("DELETE", LIST + "?" + query, sandbox.object("{}")).status();
    }

    private static void advance(String duration) {
        assertThat(sandbox.control("/clock", sandbox.object("{'advance':'" + duration + "'}"))
                        .status())
                .isEqualTo(200);
    }

    private static String status(String name) {
        return sandbox.graph(LIST + "?name=" + name).json().at("/data/0/status").asText();
    }

    private static List<String> names(String query) {
        List<String> names = new ArrayList<>();
        sandbox.graph(LIST + "?" + query)
                .json()
                .path("data")
                .forEach(template -> names.add(template.path("name").asText() + " "
                        + template.path("language").asText()));
        return names;
    }

    private static List<String> events() {
        return sandbox.news("message_template_status_update").stream()
                .map(value -> value.path("event").asText())
                .toList();
    }
}
