package io.recado.outbox;

import static io.recado.outbox.LedgerUnderTest.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.outbox.ledger.Archiving;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArchiveIT {

    private static final Duration KEEP = Duration.ofDays(400);

    private final LedgerUnderTest ledger = new LedgerUnderTest();

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void whatEndedLongAgoIsStillFoundWithAllThatHappened() {
        var id = ledger.accepted();
        ledger.reports.apply(List.of(report(id, Status.SENT), report(id, Status.READ)));
        var before = ledger.message(id);
        var history = ledger.messages.history(id);
        ledger.elapse(KEEP.plusDays(1));

        assertThat(archive()).isEqualTo(1);

        var archived = ledger.message(id);
        assertThat(archived)
                .usingRecursiveComparison()
                .ignoringFields("archivedAt")
                .isEqualTo(before);
        assertThat(archived.archivedAt()).isNotNull();
        assertThat(ledger.messages.about(List.of(before.key().subject()))).containsExactly(archived);
        assertThat(ledger.messages.history(id)).isEqualTo(history).hasSize(6);
        assertThat(ledger.messages.byNonce(before.nonce())).contains(archived);
        assertThat(ledger.messages
                        .search(MessageQuery.about(before.key().subject()), null, 10)
                        .items())
                .isEmpty();
        assertThat(rows("message", "delivery", "message_event", "message_attempt"))
                .containsOnly(0);
        assertThat(ledger.jdbc
                        .sql("select jsonb_array_length(attempts) from archived_message")
                        .query(Integer.class)
                        .list())
                .containsExactly(1);
    }

    @Test
    void whatIsNotOldEnoughStaysAndSoDoesWhatHasNotEnded() {
        ledger.placed(order());
        ledger.departed();
        var heardOf = ledger.accepted();
        ledger.elapse(KEEP.plusDays(1));
        ledger.reports.apply(List.of(report(heardOf, Status.READ)));

        assertThat(archive()).isZero();
    }

    @Test
    void aFailureThatWaitsForSomebodyStaysUntilSomebodyCame() {
        var id = ledger.accepted();
        ledger.reports.apply(List.of(new StatusUpdate(
                LedgerUnderTest.CHANNEL,
                id,
                LedgerUnderTest.wamid(id),
                Status.FAILED,
                ledger.now(),
                new Failure(FailureClass.FIX_RECIPIENT, 131026, "Message undeliverable", null, null))));
        ledger.elapse(KEEP.plusDays(1));

        assertThat(archive()).isZero();
        ledger.jdbc.sql("""
                insert into failed_action (failed_message, event, at, by_whom, action, note)
                select id, 1, now(), 'Ana', 'discarded', 'moved away' from failed_message
                """).update();
        ledger.jdbc.sql("update failed_message set resolved_at = now()").update();

        assertThat(archive()).isEqualTo(1);
        assertThat(ledger.message(id).status()).isEqualTo(Status.FAILED);
        assertThat(ledger.jdbc
                        .sql("select actions -> 0 ->> 'note' from archived_message")
                        .query(String.class)
                        .list())
                .as("with what people noted about it")
                .containsExactly("moved away");
    }

    @Test
    void oneNodeMovesAtATime() {
        ledger.accepted();
        ledger.elapse(KEEP.plusDays(1));

        ledger.transaction.executeWithoutResult(open -> {
            assertThat(move()).isEqualTo(1);
            assertThat(archive()).as("by another connection").isZero();
            open.setRollbackOnly();
        });

        assertThat(archive()).isEqualTo(1);
    }

    /** A table whose rows hang on a message would keep it from being archived: its rows go along, or it names messages without a reference. */
    @Test
    void everyTableThatHangsOnAMessageIsArchivedWithIt() {
        assertThat(ledger.jdbc.sql("""
                                select distinct conrelid::regclass::text from pg_constraint
                                where contype = 'f' and confrelid in ('message'::regclass, 'delivery'::regclass, 'failed_message'::regclass)
                                """).query(String.class).list())
                .as(
                        "history, attempts and what people did name their message without a reference, and go along all the same")
                .containsExactlyInAnyOrder("delivery", "failed_message");
    }

    private StatusUpdate report(MessageId id, Status status) {
        return new StatusUpdate(LedgerUnderTest.CHANNEL, id, LedgerUnderTest.wamid(id), status, ledger.now(), null);
    }

    private int move() {
        return new Archiving(ledger.jdbc).move(ledger.now().minus(KEEP), ledger.now());
    }

    /** In a transaction and on a connection of its own. */
    private int archive() {
        return CompletableFuture.supplyAsync(() -> ledger.transaction.execute(status -> move()))
                .join();
    }

    private List<Integer> rows(String... tables) {
        return List.of(tables).stream()
                .map(table -> ledger.jdbc
                        .sql("select count(*) from " + table)
                        .query(Integer.class)
                        .single())
                .toList();
    }
}
