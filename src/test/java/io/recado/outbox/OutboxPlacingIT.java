package io.recado.outbox;

import static io.recado.outbox.LedgerUnderTest.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OutboxPlacingIT {

    private static final LedgerUnderTest ledger = new LedgerUnderTest();

    @AfterAll
    static void close() throws Exception {
        ledger.close();
    }

    @Test
    void placesAnOrderOnce() {
        var order = order("appointment:once");

        var first = ledger.outbox.place(List.of(order));
        var second = ledger.outbox.place(List.of(order, order));

        assertThat(first).hasOnlyElementsOfType(Placement.Placed.class);
        assertThat(second)
                .hasOnlyElementsOfType(Placement.AlreadyThere.class)
                .extracting(Placement::id)
                .containsOnly(first.getFirst().id());
    }

    @Test
    void tellsTheSameOrderTwiceInOneBatchApart() {
        var order = order("appointment:twin");

        var placements = ledger.outbox.place(List.of(order, order));

        assertThat(placements.get(0)).isInstanceOf(Placement.Placed.class);
        assertThat(placements.get(1)).isInstanceOf(Placement.AlreadyThere.class);
    }

    @Test
    void twoPlannersAtOnceLeaveOneMessageEach() throws Exception {
        var orders = IntStream.range(0, 200)
                .mapToObj(n -> order("appointment:race-" + n))
                .toList();
        Callable<List<Placement>> planner = () -> ledger.outbox.place(orders);

        List<Placement> all;
        try (var planners = Executors.newFixedThreadPool(4)) {
            all = planners.invokeAll(List.of(planner, planner, planner, planner)).stream()
                    .flatMap(planned -> planned.resultNow().stream())
                    .toList();
        }

        assertThat(all).filteredOn(Placement.Placed.class::isInstance).hasSize(200);
        assertThat(all).extracting(Placement::id).doesNotContainNull();
        assertThat(all.stream().map(Placement::id).distinct()).hasSize(200);
    }

    @Test
    void ordersOfATransactionThatFailsAreNotThere() {
        ledger.transaction.executeWithoutResult(status -> {
            ledger.outbox.place(List.of(order("appointment:undone")));
            status.setRollbackOnly();
        });

        assertThat(ledger.messages
                        .search(MessageQuery.about("appointment:undone"), null, 10)
                        .items())
                .isEmpty();
    }

    @Test
    void takesBackWhatHasNotLeftInTheCallersTransaction() {
        var id = ledger.placed(order("appointment:moved"));

        ledger.transaction.executeWithoutResult(status -> {
            assertThat(ledger.outbox.revoke("reminder", "appointment:moved", Reason.APPOINTMENT_MOVED))
                    .isEqualTo(1);
            status.setRollbackOnly();
        });
        assertThat(ledger.status(id)).isEqualTo(Status.PLANNED);

        ledger.outbox.revoke("reminder", "appointment:moved", Reason.APPOINTMENT_MOVED);
        assertThat(ledger.message(id))
                .extracting(Message::status, Message::reason)
                .containsExactly(Status.REVOKED, Reason.APPOINTMENT_MOVED);
        assertThat(ledger.messages.history(id))
                .extracting(HistoryEntry::status, HistoryEntry::detail)
                .contains(org.assertj.core.groups.Tuple.tuple(Status.REVOKED, "APPOINTMENT_MOVED"));
    }

    @Test
    void doesNotTakeBackWhatIsUnderWay() {
        var attempt = ledger.departed();
        var subject = ledger.message(attempt.id()).key().subject();

        assertThat(ledger.outbox.revoke("reminder", subject, Reason.APPOINTMENT_MOVED))
                .isZero();
        assertThat(ledger.status(attempt.id())).isEqualTo(Status.SENDING);
    }

    @Test
    void plansAgainWhatWasTakenBackBeforeItLeft() {
        var there = order("appointment:back", "A");
        var id = ledger.placed(there);
        ledger.outbox.revoke("reminder", "appointment:back", Reason.APPOINTMENT_MOVED);

        var again = ledger.outbox.place(List.of(order("appointment:back", "A")));

        assertThat(again).containsExactly(new Placement.Placed(there.key(), id));
        assertThat(ledger.message(id))
                .extracting(Message::status, Message::reason)
                .containsExactly(Status.PLANNED, null);
    }

    @Test
    void doesNotPlanAgainWhatHasLeft() {
        var id = ledger.accepted();
        var key = ledger.message(id).key();

        var again = ledger.outbox.place(List.of(order(key.subject(), key.version())));

        assertThat(again).containsExactly(new Placement.AlreadyThere(key, id));
        assertThat(ledger.status(id)).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void findsAMessageByTheNonceOfItsButtons() {
        var order = order("appointment:nonce");
        var id = ledger.placed(order);

        assertThat(ledger.messages.byNonce(order.nonce()).map(Message::id)).contains(id);
        assertThat(ledger.messages.byNonce("guessed")).isEmpty();
    }

    @Test
    void readsBackWhatWasOrdered() {
        var order = order("appointment:whole");

        var message = ledger.message(ledger.placed(order));

        assertThat(message.key()).isEqualTo(order.key());
        assertThat(message.content()).isEqualTo(order.content());
        assertThat(message.to()).isEqualTo(order.to());
        assertThat(message.usefulUntil()).isEqualTo(order.usefulUntil());
    }

    @Test
    void pagesThroughWhatItFinds() {
        var ids = IntStream.range(0, 5)
                .mapToObj(n -> ledger.placed(order("appointment:paged", "v" + n)))
                .toList();

        var first = ledger.messages.search(MessageQuery.about("appointment:paged"), null, 3);
        var second = ledger.messages.search(MessageQuery.about("appointment:paged"), first.next(), 3);

        assertThat(first.items()).extracting(Message::id).containsExactly(ids.get(4), ids.get(3), ids.get(2));
        assertThat(second.items()).extracting(Message::id).containsExactly(ids.get(1), ids.get(0));
        assertThat(second.next()).isNull();
    }
}
