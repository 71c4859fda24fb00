package io.recado.sandbox.whatsapp.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of templates: its pages, filters and fields. */
class TemplateListIT {

    private static final String LIST = "102000000000001/message_templates";
    private static final String OK =
            "/paths/~1{Version}~1{WABA-ID}~1message_templates/get/responses/200/content/application~1json/schema";
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl(), Map.of("sandbox.whatsapp.template-review", "PT1H"));
    }

    @AfterEach
    void reset() {
        sandbox.control("/reset", sandbox.object("{}"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void pagesFollowOneAnotherAtTheSandboxsOwnAddress() {
        List<String> seen = new ArrayList<>();
        String url = sandbox.url() + "/v23.0/" + LIST + "?limit=3&fields=name,language";
        while (url != null) {
            JsonNode page = get(url);
            MetaContract.fitsAt(OK, page);
            page.path("data").forEach(template -> seen.add(template.path("id").asText()));
            JsonNode next = page.at("/paging/next");
            url = next.isMissingNode() ? null : next.asText();
        }

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        JsonNode last =
                sandbox.graph(LIST + "?limit=3&after=" + after("limit=6")).json();
        assertThat(last.path("data")).hasSize(1);
        JsonNode before = sandbox.graph(LIST + "?limit=3&before="
                        + last.at("/paging/cursors/before").asText())
                .json();
        assertThat(before.path("data")).hasSize(3);
        assertThat(sandbox.graph(LIST + "?after=zzz").code()).isEqualTo(100);
        assertThat(sandbox.graph(LIST + "?limit=0").code()).isEqualTo(100);
    }

    @Test
    void filtersNarrowTheList() {
        create(proposal("aviso_a", "es"));
        create(proposal("aviso_b", "es").put("category", "MARKETING"));
        create(proposal("aviso_c", "en"));

        assertThat(names("since=1&name=aviso_b")).containsExactly("aviso_b es");
        assertThat(names("since=1&language=en")).containsExactly("aviso_c en");
        assertThat(names("since=1&status=PENDING")).containsExactly("aviso_a es", "aviso_b es", "aviso_c en");
        assertThat(names("since=1&status=%5B%22APPROVED%22,%22REJECTED%22%5D")).isEmpty();
        assertThat(names("since=1&category=MARKETING")).containsExactly("aviso_b es");
        assertThat(names("since=1&quality_score=UNKNOWN")).hasSize(3);
        assertThat(names("since=1&quality_score=GREEN")).isEmpty();
        assertThat(names("since=1&content=PRONTO")).hasSize(3);
        assertThat(names("since=1&name_or_content=so_a")).containsExactly("aviso_a es");
        assertThat(names("until=1")).hasSize(7);
        assertThat(names("since=1&source=LIBRARY")).isEmpty();
        assertThat(sandbox.graph(LIST + "?status=GONE").code()).isEqualTo(100);
    }

    @Test
    void fieldsAreThoseAskedFor() {
        String id = id(create(proposal("aviso", "es").put("message_send_ttl_seconds", 600)));

        assertThat(sandbox.graph(id).json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "name", "parameter_format", "components", "language", "status", "category", "id");
        JsonNode all = sandbox.graph(id + "?fields=quality_score,rejected_reason,message_send_ttl_seconds")
                .json();
        assertThat(all.at("/quality_score/score").asText()).isEqualTo("UNKNOWN");
        assertThat(all.path("rejected_reason").asText()).isEqualTo("NONE");
        assertThat(all.path("message_send_ttl_seconds").asInt()).isEqualTo(600);
        assertThat(sandbox.graph(id + "?fields=colour")
                        .json()
                        .at("/error/error_data/details")
                        .asText())
                .contains("nonexisting field (colour)");
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

    private static List<String> names(String query) {
        List<String> names = new ArrayList<>();
        sandbox.graph(LIST + "?" + query)
                .json()
                .path("data")
                .forEach(template -> names.add(template.path("name").asText() + " "
                        + template.path("language").asText()));
        return names;
    }

    private static String after(String query) {
        return sandbox.graph(LIST + "?" + query)
                .json()
                .at("/paging/cursors/after")
                .asText();
    }

    private static JsonNode get(String url) {
        return sandbox.answer(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer sandbox-token"))
                .json();
    }
}
