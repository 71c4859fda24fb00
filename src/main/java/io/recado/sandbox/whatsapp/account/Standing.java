package io.recado.sandbox.whatsapp.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a number stands with WhatsApp at this moment, with the account and the portfolio it belongs to.
 *
 * @param quality {@code GREEN}, {@code YELLOW}, {@code RED} or {@code UNKNOWN}
 * @param messagesPerSecond throughput of the number, both directions together; 0 for no limit
 * @param tier messaging limit of the portfolio, {@code TIER_250} to {@code TIER_UNLIMITED}
 * @param registered whether the number is registered on the Cloud API
 * @param accountState {@code ACTIVE}, {@code LOCKED}, {@code RESTRICTED} or {@code DISABLED}
 * @param restrictions what a restricted account may not do, such as {@code RESTRICTED_BIZ_INITIATED_MESSAGING}; empty when it
 *     may not send anything
 * @param restrictedUntil when the restrictions end; null when they do not end by themselves
 * @param paymentProblem whether the account has no means of paying
 * @param maintenanceUntil while the number is in maintenance, its end; null otherwise
 */
public record Standing(
        String quality,
        int messagesPerSecond,
        String tier,
        boolean registered,
        String accountState,
        List<String> restrictions,
        @Nullable Instant restrictedUntil,
        boolean paymentProblem,
        @Nullable Instant maintenanceUntil) {

    private static final int STANDARD = 80;

    Standing unrestricted() {
        return new Standing(
                quality,
                messagesPerSecond,
                tier,
                registered,
                "ACTIVE",
                List.of(),
                null,
                paymentProblem,
                maintenanceUntil);
    }

    /** {@code STANDARD} or {@code HIGH}, as the number's throughput field names it. */
    public String throughput() {
        return messagesPerSecond == 0 || messagesPerSecond > STANDARD ? "HIGH" : "STANDARD";
    }
}
