package io.recado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker is killed while messages leave, and comes back with its journal. */
class KilledBrokerIT {

    private static final int LATER = 500;

    @Test
    void aKilledBrokerLosesNothingAndOrdersWaitForIt(@TempDir Path data) throws Exception {
        try (var broker = new BrokerServer(data.resolve("artemis"));
                var scene = new Scene(TestDatabase.freshUrl(), data)) {
            scene.place(Scene.MESSAGES - LATER);
            var hub = scene.hub("without-broker", Map.of("spring.artemis.broker-url", broker.url()));
            scene.awaitAccepted(Scene.MESSAGES / 3);

            broker.kill();
            assertThat(scene.whatsApp.total()).as("in the middle of the work").isLessThan(Scene.MESSAGES - LATER);
            scene.place(LATER);
            Outages.last();
            assertThat(scene.count("planned"))
                    .as("what is ordered meanwhile waits")
                    .isGreaterThanOrEqualTo(LATER);
            broker.startAgain();

            scene.awaitAllAccepted();
            scene.nothingIsLostOrDoubledOrGivenUp();
            assertThat(hub.runs()).as("without a restart of the hub").isTrue();
        }
    }
}
