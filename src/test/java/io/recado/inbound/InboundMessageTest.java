package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.configuration.ChannelId;
import io.recado.inbound.InboundMessage.Said;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InboundMessageTest {

    private static final InboundMessage MESSAGE = new InboundMessage(
            new ChannelId("centro-cloud"),
            "wamid.HBgLMzQ2MDAwMDAwNDgVAgASGBIyOENENTUyMjg2NEExMDFENUEA",
            "34600000048",
            null,
            Instant.parse("2026-11-21T10:00:00Z"),
            null,
            new Said.Text("Me duele una muela"));

    @Test
    void whatLogsSayOfItNamesNeitherTheSenderNorTheText() {
        assertThat(MESSAGE + " " + MESSAGE.reference())
                .doesNotContain("34600000048", "HBgLMzQ2MDAwMDAwNDgV", "muela")
                .contains("centro-cloud");
    }

    @Test
    void theSameMessageHasTheSameReference() {
        assertThat(MESSAGE.reference()).hasSize(8).isEqualTo(MESSAGE.reference());
    }
}
