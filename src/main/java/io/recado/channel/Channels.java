package io.recado.channel;

import io.recado.configuration.ChannelId;
import io.recado.configuration.Wiring;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The channels of the configuration, and what their errors mean. */
@Component("channels")
public class Channels {

    private final Map<ChannelId, Channel> byId = new LinkedHashMap<>();
    private final CloudErrors errors;

    Channels(Wiring wiring, CloudErrors errors) {
        this.errors = errors;
        wiring.channels().stream().map(Channel::of).forEach(channel -> byId.put(channel.id(), channel));
    }

    /** All of them, in the configuration's order. */
    public Collection<Channel> all() {
        return byId.values();
    }

    public Optional<Channel> find(ChannelId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** A channel that is known to exist. */
    public Channel get(ChannelId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException(
                "No channel '%s'. Known are %s; add it under recado.channels.".formatted(id, byId.keySet())));
    }

    /** What an exception of a channel's kamelet says about the message that was being sent. */
    public Refusal refusal(Throwable failure) {
        return errors.refusal(failure);
    }

    /**
     * An error that a channel reports later, in a status.
     *
     * @param code the channel's code; 0 when it gave none
     * @param title the channel's words; null or empty for the usual ones
     */
    public Failure reported(int code, @Nullable String title, @Nullable String details) {
        return errors.reported(code, title, details);
    }

    /** Whether a failure with this code asks for less haste. */
    public Haste haste(int code) {
        return errors.haste(code);
    }

    /** Whether a failure says that the channel itself is out of order, and not something about one message or its haste. */
    public boolean outage(Failure failure) {
        return errors.outage(failure);
    }

    /** Whether somebody who cannot be reached this way may be reached through another channel. */
    public boolean anotherWay(Failure failure) {
        return errors.anotherWay(failure);
    }

    /** The channels of one of Meta's accounts. */
    public List<ChannelId> ofAccount(String businessAccountId) {
        return byId.values().stream()
                .filter(channel -> businessAccountId.equals(channel.businessAccountId()))
                .map(Channel::id)
                .toList();
    }

    /** How a failure with this code is met when it is a passing one. */
    public Retry retry(int code) {
        return errors.retry(code);
    }
}
