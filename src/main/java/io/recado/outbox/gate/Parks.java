package io.recado.outbox.gate;

import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.configuration.ChannelId;
import io.recado.outbox.ChannelTrouble.Kind;
import io.recado.outbox.ParkedChannel;
import io.recado.outbox.ledger.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Channels that are closed until people act. Every so often one message tries whether the trouble is over. */
public final class Parks {

    private static final Duration BELIEVED = Duration.ofSeconds(1);
    private static final String PROBE = "probe";

    /** What may pass now. */
    enum Way {
        OPEN,
        CLOSED,
        ONE_TO_TRY
    }

    private record Seen(boolean parked, Instant at) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration probeEvery;
    private final Alarm alarm;
    private final Map<ChannelId, Seen> seen = new ConcurrentHashMap<>();

    public Parks(JdbcClient jdbc, Clock clock, Duration probeEvery, Alarm alarm) {
        this.alarm = alarm;
        this.jdbc = jdbc;
        this.clock = clock;
        this.probeEvery = probeEvery;
    }

    Way way(ChannelId channel) {
        var now = clock.instant();
        if (!parked(channel, now)) {
            return Way.OPEN;
        }
        var probes = jdbc.sql("""
                update channel_park set probe_at = :next
                where channel = :channel and resumed_at is null and probe_at <= :now
                """)
                .param("channel", channel.value())
                .param("now", Sql.at(now))
                .param("next", Sql.at(now.plus(probeEvery)))
                .update();
        return probes == 1 ? Way.ONE_TO_TRY : Way.CLOSED;
    }

    private boolean parked(ChannelId channel, Instant now) {
        var known = seen.get(channel);
        if (known == null || !now.isBefore(known.at().plus(BELIEVED))) {
            var closed = jdbc.sql(
                            "select exists (select from channel_park where channel = :channel and resumed_at is null)")
                    .param("channel", channel.value())
                    .query(Boolean.class)
                    .single();
            known = new Seen(closed, now);
            seen.put(channel, known);
        }
        return known.parked();
    }

    /** Closes a channel, in the caller's transaction. The first trouble is kept; later ones of the same kind say nothing new. */
    public void park(ChannelId channel, Failure failure) {
        var now = clock.instant();
        var rows = jdbc.sql("""
                insert into channel_park (channel, since, code, title, details, trace, probe_at)
                values (:channel, :now, :code, :title, :details, :trace, :probe)
                on conflict (channel) where resumed_at is null do nothing
                """)
                .param("channel", channel.value())
                .param("now", Sql.at(now))
                .param("code", failure.code())
                .param("title", failure.title())
                .param("details", failure.details())
                .param("trace", failure.trace())
                .param("probe", Sql.at(now.plus(probeEvery)))
                .update();
        seen.remove(channel);
        if (rows == 1) {
            alarm.ring(channel, Kind.PARKED, false, Integer.toString(failure.code()));
        }
    }

    /**
     * A message went through: whatever was wrong is over, unless the message was on its way before the trouble began.
     *
     * @param leftAt when it departed
     */
    public void passed(ChannelId channel, Instant leftAt) {
        var known = seen.get(channel);
        if (known != null && known.parked()) {
            resume(channel, PROBE, leftAt);
        }
    }

    public boolean resume(ChannelId channel, String by) {
        return resume(channel, by, clock.instant());
    }

    private boolean resume(ChannelId channel, String by, Instant troubleBefore) {
        var rows = jdbc.sql("""
                update channel_park set resumed_at = :now, resumed_by = :by
                where channel = :channel and resumed_at is null and since <= :before
                """)
                .param("channel", channel.value())
                .param("now", Sql.at(clock.instant()))
                .param("by", by)
                .param("before", Sql.at(troubleBefore))
                .update();
        seen.remove(channel);
        if (rows > 0) {
            alarm.ring(channel, Kind.PARKED, true, by);
        }
        return rows > 0;
    }

    public List<ParkedChannel> all() {
        return jdbc.sql("""
                select channel, since, code, title, details, trace, probe_at from channel_park where resumed_at is null order by since
                """)
                .query((row, number) -> new ParkedChannel(
                        new ChannelId(row.getString("channel")),
                        Sql.knownInstant(row, "since"),
                        new Failure(
                                FailureClass.FIX_ACCOUNT,
                                row.getInt("code"),
                                row.getString("title"),
                                row.getString("details"),
                                row.getString("trace")),
                        Sql.knownInstant(row, "probe_at")))
                .list();
    }
}
