package io.recado.channel;

import io.recado.configuration.ChannelId;
import io.recado.configuration.Wiring;
import org.jspecify.annotations.Nullable;

/**
 * One way to WhatsApp, without its secrets.
 *
 * @param type such as {@code whatsapp-cloud}
 * @param mode what its number is for
 * @param phoneNumberId Meta's id of its number; null for channels that are not Meta's
 * @param businessAccountId Meta's id of the account that owns number and templates; null likewise
 * @param fallback the channel that tries whom this one cannot reach; null for none
 */
public record Channel(
        ChannelId id,
        String type,
        Wiring.Mode mode,
        Capabilities capabilities,
        @Nullable String phoneNumberId,
        @Nullable String businessAccountId,
        int messagesPerSecond,
        @Nullable ChannelId fallback) {

    static Channel of(Wiring.ChannelEntry entry) {
        return new Channel(
                new ChannelId(entry.id()),
                entry.type(),
                entry.mode(),
                Capabilities.of(entry.type()),
                entry.phoneNumberId(),
                entry.businessAccountId(),
                entry.messagesPerSecond(),
                entry.fallback() == null ? null : new ChannelId(entry.fallback()));
    }
}
