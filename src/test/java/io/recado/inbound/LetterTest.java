package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.configuration.ChannelId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LetterTest {

    @Test
    void whatOnePatientDoesTravelsInOneLane() {
        var text = letter("{\"messages\":[{\"from\":\"34600111222\",\"id\":\"wamid.A\"}]}");
        var receipt = letter("{\"statuses\":[{\"id\":\"wamid.B\",\"recipient_id\":\"34600111222\"}]}");

        assertThat(text.lane()).isEqualTo(receipt.lane());
    }

    @Test
    void theLaneDoesNotNameThePatient() {
        assertThat(letter("{\"from\":\"34600111222\"}").lane()).matches("centro-cloud-[0-9]{1,2}");
    }

    @Test
    void aLetterOfNobodyHasALaneToo() {
        assertThat(letter("{}").lane()).matches("centro-cloud-[0-9]{1,2}");
        assertThat(letter("{\"from\":\"3460").lane()).matches("centro-cloud-[0-9]{1,2}");
    }

    private static Letter letter(String body) {
        return new Letter(
                UUID.randomUUID(),
                new ChannelId("centro-cloud"),
                Instant.parse("2026-11-20T10:00:00Z"),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
