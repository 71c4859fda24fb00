package io.recado.outbox;

import static io.recado.outbox.LedgerUnderTest.order;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.configuration.ClinicScope;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What a step costs must not grow with the ledger: on its way a message reads as many rows among a hundred thousand old ones as in an empty
 * ledger. PostgreSQL's own counters tell; it is made to use the plan that fits any parameters, which is what a long-lived connection gets.
 */
@TestInstance(Lifecycle.PER_CLASS)
class GrownLedgerIT {

    private static final int OLD = 100_000;
    private static final int ENOUGH = 5_000;

    private final LedgerUnderTest ledger = new LedgerUnderTest();

    @BeforeAll
    void growOld() {
        OldLedger.seed(ledger.jdbc, OLD, LedgerUnderTest.NOON.minus(Duration.ofDays(1)));
        ledger.jdbc
                .sql(
                        "do $$ begin execute format('alter database %I set plan_cache_mode = force_generic_plan', current_database()); end $$")
                .update();
    }

    @AfterAll
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void noStepOfAMessageReadsTheOldOnes() {
        readsLittle("ordering, and taking back", () -> {
            var order = order();
            ledger.placed(order);
            ledger.placed(order);
            ledger.outbox.revoke("reminder", order.key().subject(), Reason.APPOINTMENT_MOVED);
        });
        readsLittle("queueing, the last look, and an acceptance", () -> {
            var attempt = ledger.departed();
            ledger.dispatch.accepted(attempt, LedgerUnderTest.answer("wamid.new"));
        });
        readsLittle("a refusal", () -> {
            ledger.dispatch.refused(ledger.departed(), new ConnectException("refused"));
        });
        readsLittle("reports by the echoed id and by the channel's", () -> {
            var id = ledger.accepted();
            ledger.reports.apply(
                    List.of(report(id, Status.DELIVERED), report(null, Status.READ, LedgerUnderTest.wamid(id))));
        });
        readsLittle("a reported failure", () -> {
            var id = ledger.accepted();
            ledger.reports.apply(List.of(new StatusUpdate(
                    LedgerUnderTest.CHANNEL,
                    id,
                    LedgerUnderTest.wamid(id),
                    Status.FAILED,
                    ledger.now(),
                    new Failure(FailureClass.FIX_RECIPIENT, 131026, "Message undeliverable", null, null))));
        });
        readsLittle("sweeping", () -> ledger.due.sweep());
        readsLittle("what people open", () -> {
            var id = ledger.accepted();
            var message = ledger.message(id);
            ledger.messages.history(id);
            ledger.messages.byNonce(message.nonce());
            ledger.messages.about(List.of(message.key().subject()));
            ledger.messages.search(MessageQuery.about(message.key().subject()), null, 20);
            ledger.messages.search(new MessageQuery(Status.FAILED, ClinicScope.everywhere(), null, null), null, 20);
            ledger.messages.search(new MessageQuery(null, ClinicScope.everywhere(), null, null), null, 20);
        });
    }

    private StatusUpdate report(@Nullable MessageId id, Status status, String wamid) {
        return new StatusUpdate(LedgerUnderTest.CHANNEL, id, wamid, status, ledger.now(), null);
    }

    private StatusUpdate report(MessageId id, Status status) {
        return report(id, status, LedgerUnderTest.wamid(id));
    }

    private void readsLittle(String what, Runnable work) {
        var before = rowsRead();
        var connections = connections();
        work.run();
        await().until(() -> connections() <= connections);
        var after = rowsRead();
        assertThat(after).as(what).allSatisfy((table, rows) -> assertThat(rows - before.getOrDefault(table, 0L))
                .as("rows of %s", table)
                .isLessThan(ENOUGH));
    }

    private int connections() {
        return ledger.jdbc.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
                        """).query(Integer.class).single();
    }

    /** By whole tables and by indexes, since the database began; each connection counts when it ends, and these end with their statement. */
    private Map<String, Long> rowsRead() {
        return ledger
                .jdbc
                .sql("""
                select relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
                       + coalesce((select sum(idx_tup_read) from pg_stat_user_indexes i where i.relid = t.relid), 0) as rows
                from pg_stat_user_tables t
                """)
                .query((row, number) -> Map.entry(row.getString("relname"), row.getLong("rows")))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
