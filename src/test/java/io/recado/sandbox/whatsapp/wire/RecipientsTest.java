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
    @CsvSource({
        "600111222, +34910000000, 34600111222",
        "11987654321, +5511900000000, 5511987654321",
        "31987654321, +5511900000000, 553187654321",
        "1150000012, +541150009999, 5491150000012",
        "3001234567, +573000009999, 573001234567"
    })
    void withoutAPlusSignTheSendersCountryIsMeant(String dialled, String sender, String waId) {
        assertThat(Recipients.waId(dialled, sender)).isEqualTo(waId);
    }

    @ParameterizedTest
    @CsvSource({"34600111222, ES", "12025550123, US", "593991234567, EC", "50212345678, GT", "5215512345678, MX"})
    void theCallingCodeSaysTheCountry(String waId, String country) {
        assertThat(Recipients.country(waId)).isEqualTo(country);
        assertThat(Recipients.userId(waId)).startsWith(country + ".");
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
