package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.recado.configuration.Wiring;
import io.recado.platform.TestDatabase;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RetentionIT {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration KEEP = Duration.ofDays(90);

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final Wiring wiring = mock(Wiring.class);
    private Retention retention;

    @BeforeEach
    void keepForThreeMonths() {
        when(wiring.inbound()).thenReturn(new Wiring.Inbound(KEEP));
        retention = new Retention(jdbc, Clock.fixed(NOW, ZoneOffset.UTC), wiring);
    }

    @Test
    void forgetsTheBytesOfWhatIsOlderAndNothingElse() {
        payload("read", KEEP.plusDays(1));
        var young = payload("read", KEEP.minusDays(1));

        assertThat(retention.forget()).isEqualTo(1);

        assertThat(jdbc.sql("select id from inbound_payload where raw is not null")
                        .query(Long.class)
                        .list())
                .containsExactly(young);
        assertThat(retention.forget()).isZero();
    }

    @Test
    void keepsWhatPatientsSaidAndWhatIsStillDead() {
        var said = payload("read", KEEP.plusDays(1));
        jdbc.sql("""
                        insert into inbound_message (channel, wamid, wa_id, type, body, sent_at, seen_at, payload)
                        values ('centro-cloud', 'wamid.1', '34600111222', 'text', 'Hola', now(), now(), :id)""").param("id", said).update();
        var dead = payload("rejected", KEEP.plusDays(1));

        retention.forget();

        assertThat(jdbc.sql("select id from inbound_payload where raw is null order by id")
                        .query(Long.class)
                        .list())
                .containsExactly(said, dead);
        assertThat(jdbc.sql("select body from inbound_message")
                        .query(String.class)
                        .single())
                .isEqualTo("Hola");
    }

    @Test
    void goesOnInBatchesUntilNothingOldIsLeft() {
        jdbc.sql("""
                        insert into inbound_payload (receipt, channel, received_at, raw, state, read_at)
                        select gen_random_uuid(), 'centro-cloud', :old, 'x'::bytea, 'read', :old from generate_series(1, 1234)""")
                .param("old", Timestamp.from(NOW.minus(KEEP).minusSeconds(1)))
                .update();

        assertThat(retention.forget()).isEqualTo(1234);
        assertThat(jdbc.sql("select count(*) from inbound_payload")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private long payload(String state, Duration age) {
        return jdbc.sql("""
                        insert into inbound_payload (receipt, channel, received_at, raw, state, reason, read_at)
                        values (:receipt, 'centro-cloud', :at, 'x'::bytea, :state, 'why', :at) returning id""")
                .param("receipt", UUID.randomUUID())
                .param("at", Timestamp.from(NOW.minus(age)))
                .param("state", state)
                .query(Long.class)
                .single();
    }
}
