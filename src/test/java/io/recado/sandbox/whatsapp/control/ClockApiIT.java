package io.recado.sandbox.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClockApiIT {

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(
                TestDatabase.emptyUrl(),
                Map.of("sandbox.whatsapp.delivered-after", "10h", "sandbox.whatsapp.sent-after", "5h"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void whatIsDueLaterComesWhenTimeIsMoved() {
        String wamid = sandbox.send(sandbox.reminder("+34600000001", "moved")).wamid();
        Instant before = now();

        sandbox.advance("PT16H");

        await().untilAsserted(() -> assertThat(sandbox.told(wamid)).containsExactly("sent", "delivered"));
        assertThat(now()).isAfter(before.plus(Duration.ofHours(16)));
        assertThat(sandbox.control("/clock").json().path("offset").asText()).isEqualTo("PT16H");
        sandbox.delete("/clock");
        assertThat(sandbox.control("/clock").json().path("offset").asText()).isEqualTo("PT0S");
    }

    @Test
    void whatIsNoTimeIsRefusedWithWhatWasExpected() {
        var answer = sandbox.control("/clock", sandbox.object("{'advance':'tomorrow'}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText()).contains("PT25H").contains("tomorrow");
        assertThat(sandbox.control("/clock", sandbox.object("{}")).status()).isEqualTo(400);
    }

    private static Instant now() {
        return Instant.parse(sandbox.control("/clock").json().path("now").asText());
    }
}
