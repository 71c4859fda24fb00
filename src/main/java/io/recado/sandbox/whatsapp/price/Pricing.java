package io.recado.sandbox.whatsapp.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a message costs by the rules of the day it is delivered on:
 *
 * <ul>
 *   <li>before July 2025, per conversation ({@code CBP}): 24 hours of one category with one person;
 *   <li>then per delivered template message ({@code PMP}), with utility messages free in an open service window, and all free-form
 *       messages free;
 *   <li>from October 2026, utility messages in the window are charged, and so are free-form messages beyond the first 1,000 of a
 *       number in a calendar month.
 * </ul>
 *
 * All messages are free for 72 hours after an advertisement's visitor was answered. Days and months are those of UTC.
 */
public final class Pricing {

    static final LocalDate PER_MESSAGE = LocalDate.of(2025, 7, 1);
    static final LocalDate SERVICE_CHARGED = LocalDate.of(2026, 10, 1);
    static final int FREE_A_MONTH = 1_000;

    /**
     * A message to be priced.
     *
     * @param category of its template, or {@code service}
     * @param windowOpen whether the person's service window is open
     * @param freeEntry whether the 72 hours after an advertisement are running
     * @param opensConversation under the old rules, whether no conversation of this category is running
     */
    public record Order(
            String phoneNumberId,
            String waId,
            String category,
            boolean windowOpen,
            boolean freeEntry,
            boolean opensConversation) {}

    private record Month(String phoneNumberId, YearMonth month) {}

    private final RateCard rates;
    private final BiFunction<String, YearMonth, Long> deliveredBefore;
    private final Map<Month, AtomicLong> service = new ConcurrentHashMap<>();

    /** @param deliveredBefore how many free-form messages a number has already had in a month, from what is stored */
    Pricing(RateCard rates, BiFunction<String, YearMonth, Long> deliveredBefore) {
        this.rates = rates;
        this.deliveredBefore = deliveredBefore;
    }

    /** Whether conversations were priced on that day, and not messages. */
    public static boolean perConversation(Instant at) {
        return day(at).isBefore(PER_MESSAGE);
    }

    /** The price of a message that is delivered then. It counts towards the number's free messages of that month. */
    public Price price(Order order, Instant deliveredAt) {
        LocalDate day = day(deliveredAt);
        String market = rates.market(order.waId());
        boolean serviceMessage = "service".equals(order.category());
        if (order.freeEntry()) {
            String type = day.isBefore(PER_MESSAGE) ? null : "free_entry_point";
            return free(type, "referral_conversion", market, day);
        }
        if (day.isBefore(PER_MESSAGE)) {
            boolean free = serviceMessage || !order.opensConversation();
            return price("CBP", null, order.category(), market, free, day);
        }
        if (day.isBefore(SERVICE_CHARGED)) {
            boolean free = serviceMessage || ("utility".equals(order.category()) && order.windowOpen());
            return free ? free("free_customer_service", order.category(), market, day) : regular(order, market, day);
        }
        return serviceMessage && withinFreeMonth(order.phoneNumberId(), YearMonth.from(day))
                ? free("free_customer_service", order.category(), market, day)
                : regular(order, market, day);
    }

    private boolean withinFreeMonth(String phoneNumberId, YearMonth month) {
        return service.computeIfAbsent(
                                new Month(phoneNumberId, month),
                                key -> new AtomicLong(deliveredBefore.apply(phoneNumberId, month)))
                        .incrementAndGet()
                <= FREE_A_MONTH;
    }

    private Price regular(Order order, String market, LocalDate day) {
        return price("PMP", "regular", order.category(), market, false, day);
    }

    private static Price free(@Nullable String type, String category, String market, LocalDate day) {
        String model = day.isBefore(PER_MESSAGE) ? "CBP" : "PMP";
        return new Price(model, type, category, market, BigDecimal.ZERO, RateCard.CURRENCY);
    }

    private Price price(
            String model, @Nullable String type, String category, String market, boolean free, LocalDate day) {
        // what comes through the Marketing Messages API has a name of its own and costs the same
        String rated = "marketing_lite".equals(category) ? "marketing" : category;
        BigDecimal amount = free ? BigDecimal.ZERO : rates.rate(market, rated, day);
        return new Price(model, type, category, market, amount, RateCard.CURRENCY);
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Forgets the counts; they are read again from what is stored. */
    void forget() {
        service.clear();
    }
}
