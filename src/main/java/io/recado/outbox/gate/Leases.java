package io.recado.outbox.gate;

import io.recado.configuration.ChannelId;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which node sends through a channel. One at a time does, so that its rate is kept however many nodes there are; another one takes over
 * when a lease was not renewed in time. The database's clock decides, since the nodes' own may differ.
 */
public final class Leases implements AutoCloseable {

    public static final Duration LENGTH = Duration.ofSeconds(15);

    private record Held(boolean mine, long askAgain) {}

    private final JdbcClient jdbc;
    private final Duration length;
    private final String node = UUID.randomUUID().toString();
    private final Map<ChannelId, Held> known = new ConcurrentHashMap<>();

    private volatile boolean closed;

    public Leases(JdbcClient jdbc, Duration length) {
        this.jdbc = jdbc;
        this.length = length;
    }

    /** Whether this node sends through the channel now; asks the database a few times per lease. */
    boolean mine(ChannelId channel) {
        if (closed) {
            return false;
        }
        var held = known.get(channel);
        if (held != null && System.nanoTime() - held.askAgain() < 0) {
            return held.mine();
        }
        var asked = System.nanoTime();
        var mine = take(channel);
        known.put(channel, new Held(mine, asked + length.toNanos() / (mine ? 3 : 10)));
        return mine;
    }

    private boolean take(ChannelId channel) {
        return jdbc.sql("""
                insert into channel_lease as l (channel, node, until)
                values (:channel, :node, clock_timestamp() + :length * interval '1 millisecond')
                on conflict (channel) do update set node = excluded.node, until = excluded.until
                where l.node = excluded.node or l.until < clock_timestamp()
                """)
                        .param("channel", channel.value())
                        .param("node", node)
                        .param("length", length.toMillis())
                        .update()
                == 1;
    }

    /** Lets others take over at once. */
    @Override
    public void close() {
        closed = true;
        known.clear();
        jdbc.sql("delete from channel_lease where node = :node")
                .param("node", node)
                .update();
    }
}
