package io.recado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub with its own broker on disk, killed in the middle of its work. */
class KilledHubIT {

    @Test
    void aKilledHubLosesNothingAndDoublesNothing(@TempDir Path data) throws Exception {
        try (var scene = new Scene(TestDatabase.freshUrl(), data)) {
            scene.place(Scene.MESSAGES);
            var hub = scene.hub("killed");
            scene.awaitAccepted(Scene.MESSAGES / 3);

            hub.kill();
            assertThat(scene.whatsApp.total()).as("in the middle of the work").isLessThan(Scene.MESSAGES);
            hub.startAgain();

            scene.awaitAllAccepted();
            scene.nothingIsLostOrDoubledOrGivenUp();
        }
    }
}
