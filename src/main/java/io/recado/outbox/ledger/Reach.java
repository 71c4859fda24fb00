package io.recado.outbox.ledger;

import io.recado.configuration.ChannelId;
import io.recado.outbox.Priority;
import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many people some channels have written to without being asked. */
public final class Reach {

    private final JdbcClient jdbc;

    public Reach(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts each person once, from an instant on; who may have been reached, because the answer was lost, counts too. */
    public int people(Collection<ChannelId> channels, Instant since) {
        return jdbc.sql("""
                select count(distinct m.to_phone)
                from message_attempt a join delivery d on d.id = a.message_id join message m on m.id = a.message_id
                where a.ended_at > :since and a.outcome in ('accepted', 'unknown')
                  and coalesce(a.channel, d.channel) = any(:channels) and d.priority > :answers
                """)
                .param("since", Sql.at(since))
                .param("channels", channels.stream().map(ChannelId::value).toArray(String[]::new))
                .param("answers", Priority.ANSWER.ordinal())
                .query(Integer.class)
                .single();
    }
}
