package io.recado.outbox.delivery;

import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.recado.configuration.ChannelId;
import io.recado.outbox.Priority;
import io.recado.outbox.gate.Allowances;
import io.recado.outbox.ledger.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which kinds of messages of which channels have something due that may go to its queue. */
public final class DueLanes {

    /** What a channel sends in this time is enough on its queue. */
    private static final int SECONDS_AHEAD = 10;

    private static final int FEWEST = 500;

    /** So many ids still fit into the broker's memory; from its pages on disk nothing urgent overtakes. */
    private static final int MOST = 20_000;

    private final JdbcClient jdbc;
    private final Channels channels;
    private final Allowances allowances;

    public DueLanes(JdbcClient jdbc, Channels channels, Allowances allowances) {
        this.jdbc = jdbc;
        this.channels = channels;
        this.allowances = allowances;
    }

    /** @param room how many more ids its queue may take */
    record Lane(ChannelId channel, Priority priority, int room) {}

    /** The urgent ones first. */
    List<Lane> withWork(Instant now) {
        var names = new ArrayList<String>();
        var priorities = new ArrayList<Integer>();
        for (var channel : channels.all()) {
            var hold = allowances.hold(channel.id());
            for (var priority : Priority.values()) {
                if (hold.isEmpty() || !hold.get().holds(priority)) {
                    names.add(channel.id().value());
                    priorities.add(priority.ordinal());
                }
            }
        }
        return jdbc.sql("""
                select l.channel, l.priority,
                       (select count(*) from delivery q
                        where q.status = 'queued' and q.channel = l.channel and q.priority <= l.priority and q.due_at <= :now) as ahead
                from unnest(:channels, :priorities::smallint[]) as l(channel, priority)
                where exists (select from delivery d
                              where d.status = 'planned' and d.channel = l.channel and d.priority = l.priority and d.due_at <= :now)
                order by l.priority
                """)
                .param("channels", names.toArray(String[]::new))
                .param("priorities", Sql.column(priorities, priority -> priority))
                .param("now", Sql.at(now))
                .query((row, number) -> lane(
                        new ChannelId(row.getString("channel")),
                        Priority.values()[row.getInt("priority")],
                        row.getInt("ahead")))
                .list();
    }

    private Lane lane(ChannelId channel, Priority priority, int ahead) {
        var pace = channels.find(channel).map(Channel::messagesPerSecond).orElse(1);
        var most = Math.clamp((long) pace * SECONDS_AHEAD, FEWEST, MOST);
        // who waits for an answer passes all others, however many there are
        return new Lane(channel, priority, priority == Priority.ANSWER ? Queueing.BATCH : Math.max(0, most - ahead));
    }
}
