package io.recado.console.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.WholeHub;
import io.recado.console.Visitor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@WholeHub
class QueueDepthsIT {

    @LocalServerPort
    int port;

    @Test
    void prometheusSeesHowMuchLiesInEachQueue() {
        assertThat(Visitor.at(port).getWithToken("/actuator/prometheus").body())
                .containsPattern("recado_queue_depth\\{[^}]*queue=\"dead.letters\"[^}]*} [0-9.]+")
                .contains("queue=\"outbound.centro-cloud\"", "queue=\"write-back.pms\"");
    }
}
