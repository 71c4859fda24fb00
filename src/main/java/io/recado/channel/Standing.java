package io.recado.channel;

import io.recado.configuration.ChannelId;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a channel stands with WhatsApp, as WhatsApp last said. Instants are UTC.
 *
 * @param limit the business's messaging limit in WhatsApp's words, such as {@code TIER_2K}; null while unknown
 * @param throughput {@code STANDARD} or {@code HIGH}; null while unknown
 * @param restricted whether the account may not write to people first
 * @param restrictedUntil when that ends by itself; null for not by itself
 * @param spamUntil no marketing before this, because WhatsApp complained of spam; null when it did not
 * @param webhook where WhatsApp sends what happens to the number; empty for nowhere, null while it has not said
 * @param toldAt when WhatsApp last said anything; null when it never did
 */
public record Standing(
        ChannelId channel,
        Quality quality,
        @Nullable String limit,
        @Nullable String throughput,
        boolean restricted,
        @Nullable Instant restrictedUntil,
        @Nullable Instant spamUntil,
        @Nullable String webhook,
        @Nullable Instant toldAt) {

    /** How people take what a number sends: they block, report and mute it, or they do not. */
    public enum Quality {
        GREEN,
        YELLOW,
        RED,
        UNKNOWN
    }

    private static final Pattern TIER = Pattern.compile("TIER_(\\d{1,6})(K?)");
    private static final int STANDARD_PACE = 80;
    private static final int HIGH_PACE = 1_000;

    static Standing unknown(ChannelId channel) {
        return new Standing(channel, Quality.UNKNOWN, null, null, false, null, null, null, null);
    }

    /** How many people may be written to first within 24 h; empty for any number, and while WhatsApp has not said. */
    public OptionalInt peopleADay() {
        var tier = TIER.matcher(limit == null ? "" : limit);
        return tier.matches()
                ? OptionalInt.of(
                        Integer.parseInt(tier.group(1)) * (tier.group(2).isEmpty() ? 1 : 1_000))
                : OptionalInt.empty();
    }

    /** Messages a second that WhatsApp takes from the number; empty while it has not said. */
    public OptionalInt messagesPerSecond() {
        return switch (throughput == null ? "" : throughput) {
            case "STANDARD" -> OptionalInt.of(STANDARD_PACE);
            case "HIGH" -> OptionalInt.of(HIGH_PACE);
            default -> OptionalInt.empty();
        };
    }

    public boolean restricted(Instant now) {
        return restricted && (restrictedUntil == null || now.isBefore(restrictedUntil));
    }

    /** Whether WhatsApp's last complaint of spam still counts. */
    public boolean spam(Instant now) {
        return spamUntil != null && now.isBefore(spamUntil);
    }
}
