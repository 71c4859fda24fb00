package io.recado.sandbox.whatsapp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientsTest {

    private static final String MADRID = "+34910000000";

    @ParameterizedTest
    @CsvSource({
        "+34600111222, 34600111222",
        "+34 600-111 (222), 34600111222",
        "600111222, 34600111222",
        "34600111222, 34600111222",
        "+525512345678, 5215512345678",
        "+5215512345678, 5215512345678",
        "+541150000012, 5491150000012",
        "+5491150000012, 5491150000012",
        "+5531987654321, 553187654321",
        "+5511987654321, 5511987654321"
    })
    void numbersBecomeWhatWhatsAppKeysThemBy(String dialled, String waId) {
        assertThat(Recipients.waId(dialled, MADRID)).isEqualTo(waId);
    }

    @ParameterizedTest
    @CsvSource({"+34", "+0600111222", "hola", "+34600111222333444"})
    void whatIsNoNumberIsRefused(String dialled) {
        assertThatThrownBy(() -> Recipients.waId(dialled, MADRID))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(131009));
    }

    @Test
    void aUserIdIsScopedByCountryAndAlwaysTheSame() {
        assertThat(Recipients.userId("34600111222"))
                .matches("ES\\.[0-9]{1,128}")
                .isEqualTo(Recipients.userId("34600111222"))
                .isNotEqualTo(Recipients.userId("34600111223"));
    }
}
