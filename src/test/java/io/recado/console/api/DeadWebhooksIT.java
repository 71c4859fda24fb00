package io.recado.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.console.Visitor;
import io.recado.conversation.AnsweringHub;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Webhooks that the hub could not read, from the door to whoever looks after them. */
class DeadWebhooksIT extends AnsweringHub {

    private static final String LIST = "/api/v1/dead-webhooks";

    @LocalServerPort
    int door;

    @Autowired
    ObjectMapper json;

    @Test
    void listsWhatCouldNotBeReadWithoutWhatAPatientWrote() {
        var id = brokenWebhook("Hola, soy Ana");

        var webhook = get(LIST + "/" + id);

        assertThat(webhook.path("state").asText()).isEqualTo("rejected");
        assertThat(webhook.path("reason").asText()).startsWith("the body is not JSON from line 1");
        assertThat(webhook.path("channel").asText()).isEqualTo("centro-cloud");
        assertThat(webhook.toString()).doesNotContain("Ana");
        assertThat(visitor().getWithToken(LIST + "/" + id + "/payload").body()).contains("Hola, soy Ana");
    }

    @Test
    void whatIsReadAfterAllLeavesTheList() {
        var ana = remindedAtCentro();
        var wamid = wamid();
        // the answer exists already without its message: taking the message fails until it is gone
        jdbc.sql(
                        "insert into answer (channel, wamid, sender, kind, answered_at) values ('centro-cloud', :id, 'x', 'ignored', now())")
                .param("id", wamid)
                .update();
        post("centro-cloud", payload(ana, text(ana, wamid, "Hola")));
        var id = dead(wamid);

        var still = read(visitor().postWithToken(LIST + "/" + id + "/retry"), 200);
        jdbc.sql("delete from answer where wamid = :id").param("id", wamid).update();
        var better = read(visitor().postWithToken(LIST + "/" + id + "/retry"), 200);

        assertThat(still.path("state").asText()).isEqualTo("partial");
        assertThat(better.path("state").asText()).isEqualTo("read");
        assertThat(better.path("done"))
                .extracting(done -> done.path("by").asText() + " "
                        + done.path("action").asText() + " "
                        + done.path("outcome").asText())
                .containsExactly("token:first retry partial", "token:first retry read");
        assertThat(outcome(wamid)).isEqualTo("for_staff");
        assertThat(visitor().postWithToken(LIST + "/" + id + "/retry").statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatIsDiscardedIsKeptWithItsReason() {
        var id = brokenWebhook("x");

        assertThat(visitor().postWithToken(LIST + "/" + id + "/discard").statusCode())
                .isEqualTo(400);
        var discarded = read(visitor().postWithToken(LIST + "/" + id + "/discard?reason=a+test"), 200);

        assertThat(discarded.path("state").asText()).isEqualTo("discarded");
        assertThat(discarded.path("done").path(0).path("reason").asText()).isEqualTo("a test");
        assertThat(get(LIST + "?limit=200").path("items"))
                .noneMatch(item -> item.path("id").asLong() == id);
        assertThat(get(LIST + "/" + id).path("reason").asText()).startsWith("the body is not JSON");
        assertThat(visitor()
                        .postWithToken(LIST + "/" + id + "/discard?reason=again")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void knowsNoOthers() {
        assertThat(visitor().getWithToken(LIST + "/999999999").statusCode()).isEqualTo(404);
        assertThat(visitor().getWithToken(LIST + "/x/payload").statusCode()).isEqualTo(404);
        assertThat(visitor().postWithToken(LIST + "/999999999/retry").statusCode())
                .isEqualTo(404);
        assertThat(visitor().get(LIST).statusCode()).isEqualTo(401);
    }

    private long brokenWebhook(String words) {
        var mark = UUID.randomUUID().toString();
        post("centro-cloud", "{\"object\":\"whatsapp_business_account\",\"entry\":[ \"%s\" %s".formatted(words, mark));
        return dead(mark);
    }

    private long dead(String mark) {
        return await().until(
                        () -> jdbc.sql("""
                                select id from inbound_payload
                                where state in ('partial', 'rejected') and convert_from(raw, 'UTF8') like '%' || :mark || '%'""")
                                .param("mark", mark)
                                .query(Long.class)
                                .optional(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Visitor visitor() {
        return Visitor.at(door);
    }

    private JsonNode get(String path) {
        return read(visitor().getWithToken(path), 200);
    }

    private JsonNode read(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        try {
            return json.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(response.body(), e);
        }
    }
}
