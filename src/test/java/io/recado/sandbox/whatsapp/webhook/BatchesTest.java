package io.recado.sandbox.whatsapp.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.sandbox.whatsapp.webhook.WebhookQueue.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {

    @Test
    void aWebhookHasAsManyUpdatesAsItMayAndNeverMoreThanAThousand() {
        List<Due> due =
                IntStream.range(0, 2_500).mapToObj(i -> due(i, "{}", false)).toList();

        assertThat(Batches.of(due, 100, false)).hasSize(25).allMatch(batch -> batch.size() == 100);
        assertThat(Batches.of(due, 5_000, false)).extracting(List::size).containsExactly(1_000, 1_000, 500);
    }

    @Test
    void aWebhookHasAtMostThreeMegabytesOnTheWire() {
        // on the wire an accent takes six bytes
        List<Due> due = IntStream.range(0, 1_000)
                .mapToObj(i -> due(i, "é".repeat(1_000), false))
                .toList();

        List<List<Due>> batches = Batches.of(due, 1_000, false);

        assertThat(batches).hasSize(3);
        assertThat(batches).allSatisfy(batch -> assertThat(Signature.wire(Envelope.of("102", batch)))
                .hasSizeLessThan(3_000_000));
        assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(1_000);
    }

    @Test
    void whatIsHeldGoesOutTogetherAndTheRestAsUsual() {
        List<Due> due =
                IntStream.range(0, 600).mapToObj(i -> due(i, "{}", i % 2 == 0)).toList();

        assertThat(Batches.of(due, 100, false)).extracting(List::size).containsExactly(100, 100, 100, 300);
    }

    @Test
    void shufflingKeepsEverything() {
        List<Due> due =
                IntStream.range(0, 500).mapToObj(i -> due(i, "{}", false)).toList();

        List<Due> told =
                Batches.of(due, 100, true).stream().flatMap(List::stream).toList();

        assertThat(told).containsExactlyInAnyOrderElementsOf(due).isNotEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({"0, PT0S", "1, PT1S", "2, PT2S", "3, PT4S", "10, PT8M32S", "18, PT24H", "60, PT24H"})
    void theDelayDoublesUpToItsLimit(int attempts, Duration delay) {
        assertThat(WebhookQueue.delay(attempts, Duration.ofSeconds(1), Duration.ofHours(24)))
                .isEqualTo(delay);
    }

    private static Due due(int id, String change, boolean bulk) {
        return new Due(id, "messages", "wamid." + id, "sent", null, change, 0, Instant.EPOCH, bulk);
    }
}
