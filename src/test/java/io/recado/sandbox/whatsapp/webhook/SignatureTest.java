package io.recado.sandbox.whatsapp.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final String SECRET = "test-app-secret";

    @Test
    void anEmptyEnvelopeHasTheDocumentedSignature() {
        byte[] body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(StandardCharsets.US_ASCII);

        assertThat(Signature.of(body, SECRET))
                .isEqualTo("sha256=c84a394cc475525991e78ff16e430b02e47f953877d2af0ade26956ce6f384dc");
    }

    @Test
    void accentsAreEscapedBeforeTheyAreSigned() {
        byte[] body = Signature.wire("{\"t\":\"Señor\"}");

        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("{\"t\":\"Se\\u00f1or\"}");
        assertThat(Signature.of(body, SECRET))
                .isEqualTo("sha256=b2a4eb9f21336fee6a686c632e4dea6d86fa0bd47f423677de8c1806e872a6a7");
    }

    @Test
    void anEmojiIsEscapedAsItsTwoHalves() {
        assertThat(new String(Signature.wire("😊"), StandardCharsets.US_ASCII)).isEqualTo("\\ud83d\\ude0a");
    }
}
