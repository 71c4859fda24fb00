package io.recado.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a webhook tells about an account or one of its numbers, as far as it bears on what may be sent. */
public sealed interface AccountNews {

    /** Meta's id of the account. */
    String account();

    /**
     * A number was flagged, unflagged, or got another limit or throughput.
     *
     * @param number its digits
     * @param limit the messaging limit from now on; null when it does not say
     */
    record Number(
            String account,
            String number,
            String event,
            @Nullable String limit) implements AccountNews {}

    /** The business's messaging limit changed. */
    record Limit(String account, String limit) implements AccountNews {}

    /** @param until null when it does not end by itself */
    record Restricted(String account, @Nullable Instant until) implements AccountNews {}

    record Reinstated(String account) implements AccountNews {}

    /**
     * Reads a change of a webhook; empty for fields and events that do not bear on sending.
     *
     * @param account the entry's id
     * @param value the change's value, as WhatsApp wrote it
     */
    public static Optional<AccountNews> read(String account, String field, JsonNode value) {
        return switch (field) {
            case "phone_number_quality_update" ->
                Optional.of(new Number(
                        account,
                        value.path("display_phone_number").asText().replaceAll("\\D", ""),
                        value.path("event").asText(),
                        limit(value.path("max_daily_conversations_per_business"), value.path("current_limit"))));
            case "business_capability_update" ->
                Optional.ofNullable(limit(
                                value.path("max_daily_conversations_per_business"),
                                value.path("max_daily_conversation_per_phone")))
                        .map(limit -> new Limit(account, limit));
            case "account_update" -> fate(account, value);
            default -> Optional.empty();
        };
    }

    private static Optional<AccountNews> fate(String account, JsonNode value) {
        return switch (value.path("event").asText()) {
            case "ACCOUNT_RESTRICTION" -> restriction(account, value.path("restriction_info"));
            case "DISABLED_UPDATE" ->
                switch (value.at("/ban_info/waba_ban_state").asText()) {
                    case "REINSTATE" -> Optional.of(new Reinstated(account));
                    case "DISABLE" -> Optional.of(new Restricted(account, null));
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    /** Only what keeps the hub from writing first; the other restrictions are about things it does not do. */
    private static Optional<AccountNews> restriction(String account, JsonNode infos) {
        return StreamSupport.stream(infos.spliterator(), false)
                .filter(info -> info.path("restriction_type").asText().equals("RESTRICTED_BIZ_INITIATED_MESSAGING"))
                .findFirst()
                .map(info -> new Restricted(
                        account,
                        info.path("expiration").asLong() > 0
                                ? Instant.ofEpochSecond(info.path("expiration").asLong())
                                : null));
    }

    /** A tier's name; older versions wrote a number of people. */
    private static @Nullable String limit(JsonNode one, JsonNode other) {
        for (var node : new JsonNode[] {one, other}) {
            if (node.isTextual() && !node.asText().isEmpty()) {
                return node.asText();
            }
            if (node.isIntegralNumber()) {
                return node.asInt() < 0 ? "TIER_UNLIMITED" : "TIER_" + node.asInt();
            }
        }
        return null;
    }
}
