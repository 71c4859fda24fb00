package io.recado.outbox.queue;

import io.recado.configuration.ChannelId;
import io.recado.outbox.MessageId;
import io.recado.outbox.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the broker carries: one id, or several that are equally urgent, because a letter with twenty costs it little more than one.
 *
 * @param delay how long the broker holds it back; null for not at all
 */
record Letter(
        ChannelId channel, Priority priority, @Nullable Duration delay, List<MessageId> ids) {

    private static final String BETWEEN = " ";

    private record Address(ChannelId channel, Priority priority) {}

    /**
     * Puts parcels into as few letters as may be, each address's in their order. Those that are held back travel alone.
     *
     * @param together how many ids a letter to a channel may hold
     */
    static List<Letter> of(Collection<Parcel> parcels, ToIntFunction<ChannelId> together) {
        var letters = new ArrayList<Letter>();
        var open = new LinkedHashMap<Address, List<MessageId>>();
        for (var parcel : parcels) {
            if (parcel.delay() != null) {
                letters.add(new Letter(parcel.channel(), parcel.priority(), parcel.delay(), List.of(parcel.id())));
                continue;
            }
            var address = new Address(parcel.channel(), parcel.priority());
            var ids = open.computeIfAbsent(address, unknown -> new ArrayList<>());
            ids.add(parcel.id());
            if (ids.size() >= together.applyAsInt(parcel.channel())) {
                letters.add(to(address, ids));
                open.remove(address);
            }
        }
        open.forEach((address, ids) -> letters.add(to(address, ids)));
        return letters;
    }

    private static Letter to(Address address, List<MessageId> ids) {
        return new Letter(address.channel(), address.priority(), null, List.copyOf(ids));
    }

    String text() {
        return ids.stream().map(MessageId::toString).collect(Collectors.joining(BETWEEN));
    }

    /** @throws IllegalArgumentException if the text holds anything but ids */
    static List<MessageId> ids(String text) {
        return List.of(text.split(BETWEEN, -1)).stream().map(MessageId::of).toList();
    }
}
