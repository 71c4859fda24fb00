package io.recado.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.platform.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on one database and one broker: one sends through a channel, the other stands by. */
class TwoHubsIT {

    private static final int RATE = 400;
    private static final Duration WINDOW = Duration.ofSeconds(3);
    private static final int FIRST = 300;
    private static final int LAST = 2_000;

    @Test
    void keepOnePaceAndTakeOverFromEachOther(@TempDir Path data) throws Exception {
        try (var broker = new BrokerServer(data.resolve("artemis"));
                var scene = new Scene(TestDatabase.freshUrl(), data)) {
            var settings = Map.of("spring.artemis.broker-url", broker.url(), "centro.rate", RATE);
            scene.place(FIRST);
            var one = scene.hub("one-of-two", settings);
            scene.awaitAccepted(FIRST);
            var two = scene.hub("two-of-two", settings);
            two.awaitReady();

            scene.place(Scene.MESSAGES - FIRST - LAST);
            scene.awaitAccepted(Scene.MESSAGES / 3);
            one.kill();
            goesOn(scene, Duration.ofSeconds(30));
            scene.awaitAllAccepted();

            one.startAgain();
            one.awaitReady();
            scene.place(LAST);
            // early: what is left must last for longer than a hub takes to stop
            scene.awaitAccepted(Scene.MESSAGES - LAST + LAST / 10);
            var doubts = doubts(scene);
            two.stop();
            goesOn(scene, Duration.ofSeconds(5));
            scene.awaitAllAccepted();

            scene.nothingIsLostOrDoubledOrGivenUp();
            assertThat(doubts(scene)).as("whoever stops waits for its answers").isEqualTo(doubts);
            assertThat(scene.mostAcceptedWithin(WINDOW))
                    .as("both together, with a quarter of a second at once and as many as there are lanes late")
                    .isLessThanOrEqualTo((int) (RATE * (WINDOW.toMillis() + 250) / 1000) + HubProcess.LANES);
            assertThat(queuedTwice(scene)).as("by both hubs").isZero();
        }
    }

    /** More leaves than was under way already. */
    private static void goesOn(Scene scene, Duration within) {
        var before = scene.whatsApp.total();
        await().atMost(within).until(() -> scene.whatsApp.total() > before + HubProcess.LANES);
    }

    private static int doubts(Scene scene) {
        return scene.jdbc
                .sql("select count(*) from message_event where status = 'in_doubt'")
                .query(Integer.class)
                .single();
    }

    private static int queuedTwice(Scene scene) {
        return scene.jdbc.sql("""
                        select count(*) from (
                            select from message_event group by message_id
                            having count(*) filter (where status = 'queued') > 1 and bool_and(status <> 'in_doubt')) twice
                        """).query(Integer.class).single();
    }
}
