package io.recado.sandbox.whatsapp.fault;

import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ordered failures in the database, so that they outlive a restart. */
@Component
class FaultTable {

    private final JdbcClient jdbc;
    private final Clock clock;

    FaultTable(JdbcClient jdbc, Clock clock, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<FaultOrder> all() {
        return jdbc.sql("select id, account, phone_number_id, wa_id, kind, times, rate from whatsapp.fault order by id")
                .query(FaultOrder.class)
                .list();
    }

    FaultOrder add(FaultOrder order) {
        return order.numbered(jdbc.sql("""
                        insert into whatsapp.fault (account, phone_number_id, wa_id, kind, times, rate, created_at)
                        values (:account, :number, :waId, :kind, :times, :rate, :now)
                        returning id
                        """)
                .param("account", order.account())
                .param("number", order.phoneNumberId())
                .param("waId", order.waId())
                .param("kind", order.kind())
                .param("times", order.times())
                .param("rate", order.rate())
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single());
    }

    void left(long id, int times) {
        jdbc.sql("update whatsapp.fault set times = :times where id = :id")
                .param("times", times)
                .param("id", id)
                .update();
    }

    boolean remove(long id) {
        return jdbc.sql("delete from whatsapp.fault where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    void clear() {
        jdbc.sql("delete from whatsapp.fault").update();
    }
}
