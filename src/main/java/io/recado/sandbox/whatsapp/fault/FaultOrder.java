package io.recado.sandbox.whatsapp.fault;

import org.jspecify.annotations.Nullable;

/**
 * A failure that somebody ordered.
 *
 * @param account whose messages it strikes; null for any account's
 * @param phoneNumberId the business number whose messages it strikes; null for any
 * @param waId of the phone whose messages it strikes; null for anybody's
 * @param kind as {@link Fault#named} takes it
 * @param times how often it still strikes; null for ever
 * @param rate how many of the messages it strikes, from 0 to 1
 */
public record FaultOrder(
        long id,
        @Nullable String account,
        @Nullable String phoneNumberId,
        @Nullable String waId,
        String kind,
        @Nullable Integer times,
        double rate) {

    public FaultOrder {
        Fault.named(kind);
        if (times != null && times < 1) {
            throw new IllegalArgumentException("times: at least 1 was expected, found " + times);
        }
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate: more than 0 and at most 1 was expected, found " + rate);
        }
    }

    /** @param waId of the phone whose messages it strikes; null for anybody's */
    public static FaultOrder of(@Nullable String waId, String kind, int times) {
        return new FaultOrder(0, null, null, waId, kind, times, 1);
    }

    boolean concerns(String account, String phoneNumberId, String waId) {
        return (this.account == null || this.account.equals(account))
                && (this.phoneNumberId == null || this.phoneNumberId.equals(phoneNumberId))
                && (this.waId == null || this.waId.equals(waId));
    }

    FaultOrder left(int times) {
        return new FaultOrder(id, account, phoneNumberId, waId, kind, times, rate);
    }

    FaultOrder numbered(long id) {
        return new FaultOrder(id, account, phoneNumberId, waId, kind, times, rate);
    }
}
