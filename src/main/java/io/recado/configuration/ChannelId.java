package io.recado.configuration;

import static io.recado.configuration.Names.checked;

/** A channel's id, as written in {@code recado.channels[].id}; also the last part of its queue's name. */
public record ChannelId(String value) {

    public ChannelId {
        checked("ChannelId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
