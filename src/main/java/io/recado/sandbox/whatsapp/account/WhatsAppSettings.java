package io.recado.sandbox.whatsapp.account;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The stand-in's business accounts and manners, under {@code sandbox.whatsapp:}.
 *
 * @param moreAccounts accounts beside those of {@code accounts}, so that some can be added without repeating the others
 * @param sentAfter how long after acceptance a message leaves, about
 * @param deliveredAfter how long after acceptance it reaches the phone, about
 * @param readAfter when set, people read by themselves this long after acceptance; otherwise when their phone is looked at
 * @param slowAnswer how long a slow answer takes
 * @param windowRefusedAtOnce whether free text outside the service window is refused at once or fails later, as it mostly does
 * @param retryFirst delay of a webhook that was not answered twice, the second time at once; doubles up to {@code retryMost}
 * @param webhookBatch the most updates in one webhook; WhatsApp's own bound is 1,000
 * @param messagesPerSecond throughput of a number unless it was changed; 0 for no limit
 * @param fetchLinks where files that messages link to may be fetched from
 * @param templateReview how long the review of a template takes, and its deletion
 * @param pairLimit whether one person may be written to once in six seconds only, with bursts
 * @param pairGrace how much of that may be owed outside a burst; WhatsApp lets nothing pass
 * @param messagingLimit whether the portfolio's tier limits how many people may be written to first in a day
 * @param heldFor how long a template's message is held while its quality is looked at
 * @param lateBy how late webhooks are that a fault makes late
 * @param readSkipsDelivered how many of the messages that are read by themselves are told as read only, from 0 to 1
 * @param shuffle whether webhooks that are due together come in any order
 * @param webhookVersion of the Graph API that webhooks are written in: up to 23 every status has a conversation
 * @param httpStatus HTTP status by error code, where it shall not be the one of the table of errors
 */
public record WhatsAppSettings(
        List<Account> accounts,
        @DefaultValue List<Account> moreAccounts,
        @DefaultValue("250ms") Duration sentAfter,
        @DefaultValue("900ms") Duration deliveredAfter,
        @Nullable Duration readAfter,
        @DefaultValue("8s") Duration slowAnswer,
        @DefaultValue("false") boolean windowRefusedAtOnce,
        @DefaultValue("1s") Duration retryFirst,
        @DefaultValue("60s") Duration retryMost,
        @DefaultValue("100") int webhookBatch,
        @DefaultValue("80") int messagesPerSecond,
        @DefaultValue("loopback") FetchLinks fetchLinks,
        @DefaultValue("3s") Duration templateReview,
        @DefaultValue("true") boolean pairLimit,
        @DefaultValue("0s") Duration pairGrace,
        @DefaultValue("true") boolean messagingLimit,
        @DefaultValue("10s") Duration heldFor,
        @DefaultValue("30s") Duration lateBy,
        @DefaultValue("0") double readSkipsDelivered,
        @DefaultValue("false") boolean shuffle,
        @DefaultValue("24") int webhookVersion,
        @DefaultValue Map<Integer, Integer> httpStatus) {

    /** {@code LOOPBACK}: from this machine only, so that nothing leaves it; {@code ANY}: from everywhere. */
    public enum FetchLinks {
        LOOPBACK,
        ANY
    }

    public WhatsAppSettings {
        accounts = Stream.concat(accounts.stream(), moreAccounts.stream()).toList();
        moreAccounts = List.of();
    }

    /**
     * One business account with its app's secret and tokens.
     *
     * @param portfolio id of the business portfolio that owns it, its own id for a portfolio of its own; accounts of one portfolio share a messaging limit
     * @param appId id of the app that uses it
     * @param tokens which may send and manage
     * @param messagingTokens which may send only
     * @param managementTokens which may manage only
     * @param callback where the app's webhooks go; {@code {hub}} stands for the hub's address
     * @param verified whether the portfolio is verified: 6,000 templates instead of 250
     */
    public record Account(
            String id,
            String name,
            @DefaultValue("") String portfolio,
            @DefaultValue("") String appId,
            String appSecret,
            @DefaultValue List<String> tokens,
            @DefaultValue List<String> messagingTokens,
            @DefaultValue List<String> managementTokens,
            @Nullable String callback,
            @DefaultValue("true") boolean verified,
            @DefaultValue List<Number> numbers) {

        public Account {
            portfolio = portfolio.isEmpty() ? id : portfolio;
            appId = appId.isEmpty() ? "60" + id : appId;
        }

        /** Whether this is one of its tokens, whatever that may do. */
        public boolean knows(String token) {
            return tokens.contains(token) || messagingTokens.contains(token) || managementTokens.contains(token);
        }

        @Override
        public String toString() {
            return "Account[%s]".formatted(id);
        }
    }

    /**
     * One business number.
     *
     * @param number E.164 with its plus sign
     * @param callback where the app's webhooks about it go, when the account has no callback for all; {@code {hub}} stands for
     *     the hub's address
     */
    public record Number(
            String id, String number, String name, @Nullable String callback) {

        /** Digits only, as webhooks write it. */
        public String display() {
            return number.substring(1);
        }
    }
}
