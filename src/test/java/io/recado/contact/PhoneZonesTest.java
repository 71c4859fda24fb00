package io.recado.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneZonesTest {

    @ParameterizedTest
    @CsvSource({
        "+573001112233, America/Bogota",
        "+525512345678, America/Mexico_City",
        "+51987654321, America/Lima",
        "+5511912345678, America/Sao_Paulo",
        "+12127360000, America/New_York",
        "+34922123456, Atlantic/Canary"
    })
    void aCountryOrAreaWithOneZoneTellsIt(String phone, String zone) {
        assertThat(PhoneZones.of(new PhoneNumber(phone))).contains(ZoneId.of(zone));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+34600111222", "+393331234567", "+80012345678"})
    void whereThereAreSeveralItTellsNone(String phone) {
        assertThat(PhoneZones.of(new PhoneNumber(phone))).isEmpty();
    }

    @Test
    void whatIsNoNumberTellsNone() {
        assertThat(PhoneZones.of(new PhoneNumber("+9990000000"))).isEmpty();
    }
}
