package io.recado.sandbox.whatsapp.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateCardTest {

    private final RateCard rates = new RateCard();

    @ParameterizedTest
    @CsvSource({
        "34600000001, Spain",
        "5491150000001, Argentina",
        "5215512345678, Mexico",
        "59899123456, Rest of Latin America",
        "18095551234, Rest of Latin America",
        "12025550123, North America",
        "351912345678, Rest of Western Europe",
        "886912345678, Rest of Asia-Pacific",
        "79161234567, Other"
    })
    void theLongestCallingCodeDecidesOfTheMarket(String waId, String market) {
        assertThat(rates.market(waId)).isEqualTo(market);
    }

    @ParameterizedTest
    @CsvSource({
        "Mexico, marketing, 2026-09-30, 0.0305",
        "Mexico, marketing, 2026-10-01, 0.0397",
        "Peru, utility, 2026-09-30, 0.0200",
        "Peru, service, 2026-10-01, 0.0300",
        "Chile, marketing, 2024-01-01, 0.0889",
        "Other, authentication, 2030-01-01, 0.0077"
    })
    void theRateOfItsDayApplies(String market, String category, LocalDate day, String rate) {
        assertThat(rates.rate(market, category, day)).isEqualByComparingTo(rate);
    }
}
