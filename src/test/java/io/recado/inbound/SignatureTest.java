package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static final String SECRET = "test-app-secret";
    private static final String OF_EMPTY = "sha256=c84a394cc475525991e78ff16e430b02e47f953877d2af0ade26956ce6f384dc";
    private static final byte[] EMPTY = bytes("{\"object\":\"whatsapp_business_account\",\"entry\":[]}");

    @Test
    void agreesWithWhatsApp() {
        assertThat(Signature.matches(EMPTY, SECRET, OF_EMPTY)).isTrue();
    }

    @Test
    void isMadeOfTheBytesWithTheirEscapes() {
        var signature = "sha256=b2a4eb9f21336fee6a686c632e4dea6d86fa0bd47f423677de8c1806e872a6a7";

        assertThat(Signature.matches(bytes("{\"t\":\"Se\\u00f1or\"}"), SECRET, signature))
                .isTrue();
        assertThat(Signature.matches(bytes("{\"t\":\"Señor\"}"), SECRET, signature))
                .isFalse();
    }

    @Test
    void refusesAnotherSecretAndAnotherBody() {
        assertThat(Signature.matches(EMPTY, "other-secret", OF_EMPTY)).isFalse();
        assertThat(Signature.matches(bytes("{}"), SECRET, OF_EMPTY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha1=c84a394cc475525991e78ff16e430b02e47f953877d2af0ade26956ce6f384dc",
                "sha256=c84a394cc475525991e78ff16e430b02e47f953877d2af0ade26956ce6f384d",
                "sha256=zz4a394cc475525991e78ff16e430b02e47f953877d2af0ade26956ce6f384dc",
                "c84a394cc475525991e78ff16e430b02e47f953877d2af0ade26956ce6f384dc"
            })
    void refusesWhatIsNoSignature(String header) {
        assertThat(Signature.matches(EMPTY, SECRET, header)).isFalse();
    }

    @Test
    void refusesAMissingOne() {
        assertThat(Signature.matches(EMPTY, SECRET, null)).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
