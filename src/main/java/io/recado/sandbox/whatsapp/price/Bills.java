package io.recado.sandbox.whatsapp.price;

import io.recado.sandbox.SandboxReset;
import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was billed: for messages that were delivered, at the price they had. */
@Component
public class Bills {

    /**
     * Messages of one kind in one month.
     *
     * @param month of UTC, such as {@code 2026-11}
     * @param type null under conversation-based pricing
     * @param amount their sum, in {@code currency}
     */
    public record Line(
            String phoneNumberId,
            String month,
            String model,
            @Nullable String type,
            String category,
            String market,
            long messages,
            BigDecimal amount,
            String currency) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Pricing pricing;

    Bills(JdbcClient jdbc, RateCard rates, Clock clock, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.pricing = new Pricing(rates, this::delivered);
    }

    public Pricing pricing() {
        return pricing;
    }

    private long delivered(String phoneNumberId, YearMonth month) {
        return jdbc.sql("""
                        select count(*) from whatsapp.message
                         where phone_number_id = :number and price_category = 'service'
                           and delivered_at >= :from and delivered_at < :to
                        """)
                .param("number", phoneNumberId)
                .param("from", Timestamp.from(start(month)))
                .param("to", Timestamp.from(start(month.plusMonths(1))))
                .query(Long.class)
                .single();
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Everything that has been delivered by now, by number and month. */
    public List<Line> lines() {
        return jdbc.sql("""
                        select phone_number_id, to_char(delivered_at at time zone 'UTC', 'YYYY-MM') as month,
                               price_model as model, price_type as type, price_category as category, market,
                               count(*) as messages,
                               sum(price) as amount, currency
                          from whatsapp.message
                         where price is not null and delivered_at <= :now
                         group by 1, 2, 3, 4, 5, 6, 9
                         order by 1, 2, 5, 6, 4
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .query(Line.class)
                .list();
    }

    @EventListener(SandboxReset.class)
    void forget() {
        pricing.forget();
    }
}
