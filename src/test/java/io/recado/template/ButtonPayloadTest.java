package io.recado.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.agenda.AppointmentId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonPayloadTest {

    private static final String NONCE = "k3Jx0-_AbCdEfGhIjKlMnO";

    @Property
    void comesBackAsItLeft(
            @ForAll ButtonAction action, @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long id) {
        var payload = new ButtonPayload(action, new AppointmentId(id), NONCE);

        assertThat(ButtonPayload.parse(payload.text())).contains(payload);
        assertThat(payload.text())
                .startsWith("recado1:" + action.code() + ":" + id + ":")
                .hasSizeLessThan(256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Confirmar",
                "recado1:confirm:4711",
                "recado1:confirm:4711:",
                "recado1:delete:4711:abc",
                "recado1:confirm:-1:abc",
                "recado1:confirm:0:abc",
                "recado1:confirm:99999999999999999999:abc",
                "recado1:confirm:4711:a b",
                "recado2:confirm:4711:abc",
                "recado1:confirm:4711:abc\n"
            })
    void whatIsNotOursIsNoPayload(String text) {
        assertThat(ButtonPayload.parse(text)).isEmpty();
    }
}
