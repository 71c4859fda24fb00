package io.recado.sandbox.whatsapp.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricingTest {

    private static final String MADRID = "104500000000001";
    private long storedBefore;
    private final Pricing pricing = new Pricing(new RateCard(), (number, month) -> storedBefore);

    @ParameterizedTest(name = "{0}: {1}, window open {2}, ad {3}")
    @CsvSource({
        // before July 2025, per conversation
        "2025-06-30T23:59:59Z, utility,        false, false, CBP, ,                      utility,             0.0200",
        "2025-06-30T23:59:59Z, service,        true,  false, CBP, ,                      service,             0",
        // per delivered template message
        "2025-07-01T00:00:00Z, utility,        false, false, PMP, regular,               utility,             0.0200",
        "2026-09-30T23:59:59Z, utility,        true,  false, PMP, free_customer_service, utility,             0",
        "2026-09-30T23:59:59Z, marketing,      true,  false, PMP, regular,               marketing,           0.0707",
        "2026-09-30T23:59:59Z, authentication, true,  false, PMP, regular,               authentication,      0.0200",
        "2026-09-30T23:59:59Z, service,        true,  false, PMP, free_customer_service, service,             0",
        // from October 2026
        "2026-10-01T00:00:00Z, utility,        true,  false, PMP, regular,               utility,             0.0200",
        "2026-10-01T00:00:00Z, utility,        false, false, PMP, regular,               utility,             0.0200",
        "2026-10-01T00:00:00Z, service,        true,  false, PMP, free_customer_service, service,             0",
        // after an advertisement
        "2026-10-01T00:00:00Z, marketing,      true,  true,  PMP, free_entry_point,      referral_conversion, 0"
    })
    void theRulesOfItsDayPriceAMessage(
            Instant delivered,
            String category,
            boolean windowOpen,
            boolean freeEntry,
            String model,
            String type,
            String priced,
            String amount) {
        Price price = pricing.price(
                new Pricing.Order(MADRID, "34600000001", category, windowOpen, freeEntry, true), delivered);

        assertThat(price.model()).isEqualTo(model);
        assertThat(price.type()).isEqualTo(type);
        assertThat(price.category()).isEqualTo(priced);
        assertThat(price.market()).isEqualTo("Spain");
        assertThat(price.amount()).isEqualByComparingTo(amount);
        assertThat(price.currency()).isEqualTo("USD");
    }

    @Test
    void aThousandServiceMessagesOfANumberAreFreeInAMonth() {
        assertThat(IntStream.range(0, 1_002)
                        .mapToObj(i -> service(MADRID, "2026-11-30T23:59:59Z").type()))
                .filteredOn("regular"::equals)
                .hasSize(2);
        assertThat(service("104500000000002", "2026-11-30T23:59:59Z").type()).isEqualTo("free_customer_service");
        assertThat(service(MADRID, "2026-12-01T00:00:00Z").type()).isEqualTo("free_customer_service");
        assertThat(service(MADRID, "2026-11-30T23:59:59Z").amount()).isEqualByComparingTo("0.0200");
    }

    @Test
    void whatWasDeliveredBeforeARestartCounts() {
        storedBefore = 999;

        assertThat(service(MADRID, "2026-11-01T00:00:00Z").type()).isEqualTo("free_customer_service");
        assertThat(service(MADRID, "2026-11-01T00:00:00Z").type()).isEqualTo("regular");
    }

    @Test
    void onlyWhatOpensAConversationIsChargedUnderTheOldRules() {
        Price later = pricing.price(
                new Pricing.Order(MADRID, "34600000001", "utility", false, false, false),
                Instant.parse("2025-06-01T10:00:00Z"));

        assertThat(later.amount()).isZero();
        assertThat(later.billable()).isTrue();
    }

    private Price service(String number, String delivered) {
        return pricing.price(
                new Pricing.Order(number, "34600000001", "service", true, false, false), Instant.parse(delivered));
    }
}
