package io.recado.sandbox.whatsapp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThroughputTest {

    private static final long NOW = 1_800_000_000_000_000L;
    private static final long SECOND = 1_000_000;

    private final Throughput throughput = new Throughput();

    @Test
    void aSecondsWorthGoesThroughAndTheRestAsTimePasses() {
        assertThat(admitted(200, NOW)).isEqualTo(80);
        assertThat(admitted(200, NOW + SECOND / 2)).isEqualTo(40);
        assertThat(admitted(200, NOW + 10 * SECOND)).isEqualTo(80);
    }

    @Test
    void whatPeopleWriteCountsAndIsNeverRefused() {
        IntStream.range(0, 30).forEach(i -> throughput.count("104", 80, NOW));

        assertThat(admitted(200, NOW)).isEqualTo(50);

        IntStream.range(0, 500).forEach(i -> throughput.count("104", 80, NOW));
        assertThat(admitted(10, NOW)).isZero();
        assertThat(admitted(200, NOW + SECOND)).isEqualTo(80);
    }

    @Test
    void everyNumberHasItsOwn() {
        admitted(80, NOW);

        assertThat(throughput.admits("105", 80, NOW)).isTrue();
    }

    private long admitted(int tries, long micros) {
        return IntStream.range(0, tries)
                .filter(i -> throughput.admits("104", 80, micros))
                .count();
    }
}
