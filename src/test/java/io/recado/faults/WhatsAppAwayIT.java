package io.recado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WhatsApp hangs up on every call, refuses connections for a while, and comes back. */
class WhatsAppAwayIT {

    @Test
    void whatWasUnderWayIsSettledAndTheRestGoesWhenWhatsAppIsBack(@TempDir Path data) throws Exception {
        try (var scene = new Scene(TestDatabase.freshUrl(), data)) {
            scene.place(Scene.MESSAGES);
            var hub = scene.hub("without-whatsapp");
            scene.awaitAccepted(Scene.MESSAGES / 3);

            scene.whatsApp.hangUp();
            assertThat(scene.whatsApp.total()).as("in the middle of the work").isLessThan(Scene.MESSAGES);
            Outages.last();
            scene.whatsApp.answerAgain();

            scene.awaitAllAccepted();
            scene.nothingIsLostOrDoubledOrGivenUp();
            assertThat(settledByReport(scene))
                    .as("what WhatsApp had taken when it hung up, it reported, and it left once")
                    .isPositive();
            assertThat(hub.runs()).as("without a restart of the hub").isTrue();
        }
    }

    private static int settledByReport(Scene scene) {
        return scene.jdbc.sql("""
                        select count(*) from delivery d
                        where attempts = 1 and exists (select from message_event where message_id = d.id and status = 'in_doubt')
                        """).query(Integer.class).single();
    }
}
