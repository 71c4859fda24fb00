package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirmaTest {

    // printf '1790000000.{"a":1}' | openssl dgst -sha256 -hmac secreto
    private static final String KNOWN = "sha256=a8f6cc37c10366b481f71cde44dca310f49f7301e7c7e9ab60509750dcd06677";

    @Test
    void signsTheMomentAFullStopAndTheBody() {
        assertThat(Firma.de("secreto", 1_790_000_000, "{\"a\":1}")).isEqualTo(KNOWN);
        assertThat(Firma.de("secreto", 1_790_000_001, "{\"a\":1}")).isNotEqualTo(KNOWN);
        assertThat(Firma.de("otro", 1_790_000_000, "{\"a\":1}")).isNotEqualTo(KNOWN);
    }
}
