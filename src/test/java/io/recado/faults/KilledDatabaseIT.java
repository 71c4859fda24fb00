package io.recado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is killed while messages leave, and comes back. */
class KilledDatabaseIT {

    @Test
    void aKilledDatabaseLosesNothingAndDoublesNothing(@TempDir Path data) throws Exception {
        try (var database = new DatabaseServer(data.resolve("postgres"));
                var scene = new Scene(database.url(), data)) {
            Flyway.configure().dataSource(database.url(), "postgres", "").load().migrate();
            scene.place(Scene.MESSAGES);
            var hub = scene.hub("without-database");
            scene.awaitAccepted(Scene.MESSAGES / 3);

            database.kill();
            assertThat(scene.whatsApp.total()).as("in the middle of the work").isLessThan(Scene.MESSAGES);
            Outages.last();
            database.startAgain();

            scene.awaitAllAccepted();
            scene.nothingIsLostOrDoubledOrGivenUp();
            assertThat(hub.runs()).as("without a restart of the hub").isTrue();
        }
    }
}
