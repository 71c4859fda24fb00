package io.recado.inbound;

import io.recado.configuration.ChannelId;
import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.ChannelEntry;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The channels that webhooks of the Cloud API can be for. */
@Component
class InboundChannels {

    private final Map<String, ChannelEntry> cloud;

    InboundChannels(Wiring wiring) {
        cloud = wiring.channels().stream()
                .filter(channel -> channel.type().equals("whatsapp-cloud"))
                .collect(Collectors.toUnmodifiableMap(ChannelEntry::id, Function.identity()));
    }

    Optional<ChannelEntry> find(String id) {
        return Optional.ofNullable(cloud.get(id));
    }

    Optional<ChannelEntry> get(ChannelId id) {
        return find(id.value());
    }

    /**
     * The channel of a phone number id. WhatsApp may send the news of all numbers of an app to one URL; they are believed only for channels
     * with the secret that signed them, or one app could speak for another.
     */
    Optional<ChannelId> ofNumber(String phoneNumberId, ChannelEntry via) {
        return cloud.values().stream()
                .filter(channel -> phoneNumberId.equals(channel.phoneNumberId()))
                .filter(channel -> Objects.equals(channel.appSecret(), via.appSecret()))
                .map(channel -> new ChannelId(channel.id()))
                .findFirst();
    }

    /** Whether news of an account are believed when they come through a channel: one of the account's own is signed with the same secret. */
    boolean speaksFor(ChannelId addressed, String account) {
        return get(addressed).stream().anyMatch(via -> cloud.values().stream()
                .anyMatch(channel -> account.equals(channel.businessAccountId())
                        && Objects.equals(channel.appSecret(), via.appSecret())));
    }
}
