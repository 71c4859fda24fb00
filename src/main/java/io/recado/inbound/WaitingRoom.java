package io.recado.inbound;

import io.recado.configuration.ChannelId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where letters are kept while the broker is away: a table, from which they go to their queues afterwards. */
@Repository
class WaitingRoom {

    private final JdbcClient jdbc;
    private final Clock clock;

    WaitingRoom(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Waiting(long id, Letter letter) {}

    /** Keeps letters, all or none; they are on the database's disk when this returns. */
    void keep(List<Letter> letters) {
        jdbc.sql("""
                        insert into inbound_waiting (receipt, channel, received_at, raw, kept_at)
                        select receipt, channel, received_at, raw, :now
                          from unnest(:receipts::uuid[], :channels, :times::timestamptz[], :raws)
                            as letter(receipt, channel, received_at, raw)
                        on conflict (receipt) do nothing""")
                .param("receipts", Columns.texts(letters, Letter::receipt))
                .param("channels", Columns.texts(letters, Letter::channel))
                .param("times", Columns.texts(letters, Letter::receivedAt))
                .param("raws", Columns.bytes(letters, Letter::raw))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The letters that came first, in their order; they are gone when the caller's transaction ends well. Other nodes wait or take others. */
    List<Waiting> take(int most) {
        return jdbc
                .sql("""
                        with first as (select id from inbound_waiting order by id limit :most for update skip locked)
                        delete from inbound_waiting kept using first where kept.id = first.id
                        returning kept.id, receipt, channel, received_at, raw""")
                .param("most", most)
                .query((row, number) -> new Waiting(
                        row.getLong("id"),
                        new Letter(
                                row.getObject("receipt", java.util.UUID.class),
                                new ChannelId(row.getString("channel")),
                                row.getTimestamp("received_at").toInstant(),
                                row.getBytes("raw"))))
                .stream()
                .sorted(java.util.Comparator.comparingLong(Waiting::id))
                .toList();
    }
}
