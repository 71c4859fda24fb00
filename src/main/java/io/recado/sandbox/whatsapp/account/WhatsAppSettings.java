package io.recado.sandbox.whatsapp.account;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The stand-in's business accounts and manners, under {@code sandbox.whatsapp:}.
 *
 * @param sentAfter how long after acceptance a message leaves, about
 * @param deliveredAfter how long after acceptance it reaches the phone, about
 * @param readAfter when set, people read by themselves this long after acceptance; otherwise when their phone is looked at
 * @param slowAnswer how long a slow answer takes
 * @param windowRefusedAtOnce whether free text outside the service window is refused at once or fails later, as it mostly does
 * @param retryFirst delay before the second delivery of a webhook; doubles up to {@code retryMost}
 * @param webhookBatch the most updates in one webhook; WhatsApp's own bound is 1,000
 */
public record WhatsAppSettings(
        List<Account> accounts,
        @DefaultValue("250ms") Duration sentAfter,
        @DefaultValue("900ms") Duration deliveredAfter,
        @Nullable Duration readAfter,
        @DefaultValue("8s") Duration slowAnswer,
        @DefaultValue("false") boolean windowRefusedAtOnce,
        @DefaultValue("1s") Duration retryFirst,
        @DefaultValue("60s") Duration retryMost,
        @DefaultValue("100") int webhookBatch) {

    /** One business account with its app's secret and tokens. */
    public record Account(String id, String name, String appSecret, List<String> tokens, List<Number> numbers) {

        @Override
        public String toString() {
            return "Account[%s]".formatted(id);
        }
    }

    /**
     * One business number.
     *
     * @param number E.164 with its plus sign
     * @param callback where its webhooks go; {@code {hub}} stands for the hub's address
     */
    public record Number(String id, String number, String name, String callback) {

        /** Digits only, as webhooks write it. */
        public String display() {
            return number.substring(1);
        }
    }
}
