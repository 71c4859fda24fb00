package io.recado.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.configuration.ClinicId;
import io.recado.fixtures.SettableClock;
import io.recado.platform.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is told to open pages, whichever node it happened on: another node is another connection to the same tables. */
class ChangeReaderIT {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final ChangeReader reader = new ChangeReader(jdbc, clock);

    @BeforeEach
    void book() {
        jdbc.sql("""
                insert into patient (source, external_id, first_name, last_name, country, phone_problem, fingerprint, first_seen_at, changed_at)
                values ('pms', 'P-1', 'Ana', 'Ruiz', 'ES', 'MISSING', '', now(), now())""").update();
        jdbc.sql("""
                insert into appointment (source, external_id, clinic, starts_at, minutes, status, source_status, patient, fingerprint, first_seen_at, changed_at)
                values ('pms', 'A-1', 'centro', '2026-11-22 09:00Z', 30, 'PENDING', 'PENDING', 1, '', now(), now())""").update();
        changed();
        reader.start();
    }

    @Test
    void tellsEachChangeOnceAndNothingThatWasBefore() {
        assertThat(reader.read().empty()).isTrue();

        changed();

        assertThat(reader.read().changes()).singleElement().satisfies(change -> {
            assertThat(change.clinic()).isEqualTo(new ClinicId("centro"));
            assertThat(change.appointment()).isEqualTo(1);
        });
        assertThat(reader.read().empty()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(reader.read().empty()).isTrue();
    }

    @Test
    void tellsAChangeThatShowsUpAfterALaterOne() {
        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(slow -> {
            changed();
            // another connection ends first, with a higher number
            CompletableFuture.runAsync(this::changed).join();
            assertThat(CompletableFuture.supplyAsync(() -> reader.read().changes())
                            .join())
                    .hasSize(1);
        });

        assertThat(reader.read().changes()).hasSize(1);
    }

    @Test
    void tellsStepsOfMessagesAndDecisionsNotToSend() {
        var message = UUID.randomUUID();
        jdbc.sql("""
                        insert into message (id, rule, subject, version, clinic, channel, to_phone, content, nonce)
                        values (:id, 'reminder', 'appointment:1', '1', 'centro', 'centro-cloud', '+34600000001', '{}', 'n')""").param("id", message).update();
        jdbc.sql("insert into message_event (message_id, at, status) values (:id, now(), 'planned')")
                .param("id", message)
                .update();
        assertThat(reader.read().changes()).extracting(Change::appointment).isEqualTo(List.of(1L));

        jdbc.sql("""
                        insert into decision (rule, subject, version, outcome, reason, decided_at, facts)
                        values ('reminder', 'appointment:1', '1', 'skip', 'NO_PHONE', :now, '{}')""").param("now", java.sql.Timestamp.from(NOW)).update();
        assertThat(reader.read().changes()).extracting(Change::appointment).isEqualTo(List.of(1L));
        assertThat(reader.read().empty()).isTrue();
    }

    @Test
    void saysThatItWasTooMuchInsteadOfNamingAll() {
        jdbc.sql("""
                insert into appointment_change (appointment, at, kind, after)
                select 1, now(), 'AppointmentChanged', '{}' from generate_series(1, 1500)""").update();

        assertThat(reader.read().tooMany()).isTrue();
        assertThat(reader.read().tooMany()).isFalse();
    }

    private void changed() {
        jdbc.sql(
                        "insert into appointment_change (appointment, at, kind, after) values (1, now(), 'AppointmentChanged', '{}')")
                .update();
    }
}
