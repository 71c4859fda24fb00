package io.recado.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void restsLongerAfterEachAttemptUpToAQuarterOfAnHour() {
        var random = new Random(1);

        assertThat(Patience.after(1, random)).isBetween(Duration.ofMillis(2_400), Duration.ofMillis(3_600));
        assertThat(Patience.after(3, random)).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
        assertThat(Patience.after(500, random)).isBetween(Duration.ofMinutes(12), Duration.ofMinutes(18));
    }
}
