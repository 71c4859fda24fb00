package io.recado.sandbox.whatsapp.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one message costs once it is delivered.
 *
 * @param model {@code PMP} per message, or {@code CBP} per conversation before July 2025
 * @param type {@code regular}, {@code free_customer_service} or {@code free_entry_point}; null under {@code CBP}, which did not
 *     say it
 * @param category such as {@code utility}; {@code referral_conversion} within a free entry point
 * @param market of the recipient's calling code, as rate cards name it
 * @param amount zero when it is free
 */
public record Price(
        String model, @Nullable String type, String category, String market, BigDecimal amount, String currency) {

    public boolean billable() {
        return type == null ? !"service".equals(category) : "regular".equals(type);
    }
}
