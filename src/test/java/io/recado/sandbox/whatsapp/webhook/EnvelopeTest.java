package io.recado.sandbox.whatsapp.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.whatsapp.webhook.WebhookQueue.Due;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final Instant AT = Instant.ofEpochSecond(1_743_451_903);

    @Test
    void aThousandUpdatesAreSpreadOverEntriesInOrder() throws Exception {
        JsonNode body = envelope(IntStream.range(0, 1_000).mapToObj(EnvelopeTest::status));

        assertThat(body.path("object").asText()).isEqualTo("whatsapp_business_account");
        assertThat(body.path("entry").size()).isEqualTo(100);
        assertThat(body.at("/entry/0/id").asText()).isEqualTo("102");
        assertThat(body.at("/entry/0").has("time")).isFalse();
        assertThat(body.findValuesAsText("n"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(Integer::toString).toList());
    }

    @Test
    void newsOfAnAccountHasAnEntryForItselfWithItsTime() throws Exception {
        JsonNode body = envelope(Stream.of(status(1), news(), status(2), status(3)));

        assertThat(body.path("entry").size()).isEqualTo(3);
        assertThat(body.at("/entry/1/time").asLong()).isEqualTo(AT.getEpochSecond());
        assertThat(body.at("/entry/1/changes").size()).isEqualTo(1);
        assertThat(body.at("/entry/1/changes/0/field").asText()).isEqualTo("account_update");
        assertThat(body.at("/entry/2/changes").size()).isEqualTo(2);
    }

    private static JsonNode envelope(Stream<Due> batch) throws Exception {
        return new ObjectMapper().readTree(Envelope.of("102", batch.toList()));
    }

    private static Due status(int n) {
        String change = "{\"value\":{\"n\":\"" + n + "\"},\"field\":\"messages\"}";
        return new Due(n, "messages", "wamid." + n, "sent", null, change, 0, AT, false);
    }

    private static Due news() {
        return new Due(
                9, "account_update", null, null, null, "{\"value\":{},\"field\":\"account_update\"}", 0, AT, false);
    }

    @Test
    void nothingToTellIsAnEmptyList() throws Exception {
        assertThat(Envelope.of("102", List.of())).endsWith("\"entry\":[]}");
    }
}
