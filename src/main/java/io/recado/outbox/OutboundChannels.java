package io.recado.outbox;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.recado.configuration.ChannelId;
import io.recado.outbox.gate.Allowances;
import io.recado.outbox.gate.Breakers;
import io.recado.outbox.gate.Gates;
import io.recado.outbox.gate.Parks;
import io.recado.outbox.ledger.Search;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the channels are doing as ways out, and the word of people that a parked one is mended. */
@Component("outboundChannels")
public class OutboundChannels {

    private final Channels channels;
    private final Search search;
    private final Gates gates;
    private final Parks parks;
    private final Breakers breakers;
    private final Allowances allowances;
    private final Clock clock;

    OutboundChannels(
            JdbcClient jdbc,
            ObjectMapper json,
            Channels channels,
            Gates gates,
            Parks parks,
            Breakers breakers,
            Allowances allowances,
            Clock clock) {
        this.channels = channels;
        this.search = new Search(jdbc, json);
        this.gates = gates;
        this.parks = parks;
        this.breakers = breakers;
        this.allowances = allowances;
        this.clock = clock;
    }

    /** What waits for a channel, and how fast it may leave. */
    public ChannelFlow flow(ChannelId channel) {
        return search.flow(channel, gates.rate(channel), clock.instant());
    }

    /** How each channel is doing, in the configuration's order. */
    public List<ChannelState> states() {
        var closed = parked().stream().collect(toMap(ParkedChannel::channel, Function.identity()));
        return channels.all().stream()
                .map(Channel::id)
                .map(id -> new ChannelState(
                        id,
                        closed.get(id),
                        breakers.state(id),
                        allowances.hold(id).orElse(null),
                        allowances.standing(id),
                        allowances.reached(id)))
                .toList();
    }

    /** Channels that are closed until people act, the longest closed first. */
    public List<ParkedChannel> parked() {
        return parks.all();
    }

    /**
     * Lets a parked channel send again, from where it stopped.
     *
     * @param by who says that the trouble is over
     * @return whether it was parked
     */
    public boolean resume(ChannelId channel, String by) {
        return parks.resume(channel, by);
    }
}
