package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.configuration.ChannelId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {

    @Test
    void whatOnePatientSaysTravelsInOneLane() {
        var text = letter("{\"messages\":[{\"from\":\"34600111222\",\"id\":\"wamid.A\"}]}");
        var tap = letter("{\"messages\":[{\"context\":{},\"from\":\"34600111222\",\"id\":\"wamid.B\"}]}");

        assertThat(text.lane()).isEqualTo(tap.lane());
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

    @Test
    void statusesAreKnownByALook() {
        assertThat(letter("{\"field\":\"messages\",\"value\":{\"statuses\":[{\"id\":\"wamid.B\"}]}}")
                        .onlyStatuses())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"field\":\"messages\",\"value\":{\"messages\":[{\"from\":\"1\"}]}}",
                "{\"field\":\"messages\",\"value\":{\"messages\" : [{\"from\":\"1\"}]}}",
                "{\"changes\":[{\"value\":{\"statuses\":[]}},{\"value\":{\"messages\":[{\"from\":\"1\"}]}}]}",
                "{\"field\":\"message_template_status_update\",\"value\":{}}",
                "{\"statuses",
                ""
            })
    void anythingElseGoesWithWhatPeopleSay(String body) {
        assertThat(letter(body).onlyStatuses()).isFalse();
    }

    private static Letter letter(String body) {
        return new Letter(
                UUID.randomUUID(),
                new ChannelId("centro-cloud"),
                Instant.parse("2026-11-20T10:00:00Z"),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
