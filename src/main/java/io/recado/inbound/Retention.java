package io.recado.inbound;

import io.recado.configuration.Wiring;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Forgets webhooks that are old enough, a few at a time: rows that only ever held statuses go as a whole, the others lose their bytes. What
 * patients said is kept with the messages.
 */
@Component
class Retention {

    private static final int AT_ONCE = 500;
    /** Between two batches somebody else may want the database; the rest waits for the next time. */
    private static final int BATCHES = 20;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keep;

    Retention(JdbcClient jdbc, Clock clock, Wiring wiring) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keep = wiring.inbound().keep();
    }

    /** How many it forgot. Each batch is a transaction of its own; other nodes take other rows. */
    int forget() {
        var before = Timestamp.from(clock.instant().minus(keep));
        int forgotten = 0;
        int last = AT_ONCE;
        for (int batch = 0; batch < BATCHES && last == AT_ONCE; batch++) {
            last = forgetSome(before);
            forgotten += last;
        }
        return forgotten;
    }

    private int forgetSome(Timestamp before) {
        return jdbc.sql("""
                        with old as (
                            select id, state = 'read'
                                   and not exists (select from inbound_message where payload = inbound_payload.id)
                                   and not exists (select from inbound_payload_action where payload = inbound_payload.id) as whole
                              from inbound_payload
                             where received_at < :before and raw is not null
                             order by received_at limit :most for update skip locked),
                        emptied as (
                            update inbound_payload set raw = null from old where inbound_payload.id = old.id and not old.whole
                            returning 1),
                        deleted as (
                            delete from inbound_payload using old where inbound_payload.id = old.id and old.whole
                            returning 1)
                        select (select count(*) from emptied) + (select count(*) from deleted)""")
                .param("before", before)
                .param("most", AT_ONCE)
                .query(Integer.class)
                .single();
    }
}
