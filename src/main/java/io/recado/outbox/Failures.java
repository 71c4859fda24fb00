package io.recado.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Handling.Means;
import io.recado.outbox.delivery.GivenUp;
import io.recado.outbox.ledger.FailedRows;
import io.recado.outbox.ledger.Handlings;
import io.recado.outbox.ledger.Handlings.Again;
import io.recado.outbox.ledger.Search;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.queue.Queues;
import io.recado.platform.PageCursor;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The failed messages of the ledger, and what people do about them. A failure is closed once, by whoever is first; nothing is deleted, and
 * each action is part of the message's history.
 */
@Component("failures")
public class Failures {

    private final FailedRows rows;
    private final Handlings handlings;
    private final GivenUp givenUp;

    Failures(JdbcClient jdbc, ObjectMapper json, Clock clock, Queues queues) {
        var search = new Search(jdbc, json);
        this.rows = new FailedRows(jdbc, search);
        this.handlings = new Handlings(jdbc, search, rows, clock);
        this.givenUp = new GivenUp(jdbc, new Steps(jdbc), queues, clock);
    }

    /**
     * Latest failure first.
     *
     * @param cursor of the page before; null for the first
     * @throws IllegalArgumentException when the cursor is not one of this list
     */
    public Page<FailedMessage> search(FailedQuery query, @Nullable String cursor, int limit) {
        return search(query, FailedOrder.LATEST_FIRST, cursor, limit);
    }

    /**
     * @param cursor of the page before in the same order; null for the first
     * @throws IllegalArgumentException when the cursor is not one of this list
     */
    public Page<FailedMessage> search(FailedQuery query, FailedOrder order, @Nullable String cursor, int limit) {
        return rows.search(query, order, cursor == null ? null : PageCursor.parse(cursor), limit);
    }

    /** The latest failure of a message, also when somebody has closed it; empty when it never failed. */
    public Optional<FailedMessage> find(MessageId id) {
        return rows.latest(id);
    }

    /** How many a query finds; counting stops at {@code most}. */
    public long count(FailedQuery query, int most) {
        return rows.count(query, most);
    }

    /** What waits, by clinic and kind. */
    public List<FailedCount> waiting() {
        return rows.waiting();
    }

    /**
     * Plans a failed message again: a new try of the same order, under the same last look.
     *
     * @param to another number than before; null for the same
     * @param by an account's or token's name
     */
    @Transactional
    public Handling resend(MessageId id, @Nullable PhoneNumber to, String by) {
        return handlings.resend(new Again(id, to), by);
    }

    /**
     * The same for many.
     *
     * @param wishes messages, some with another number than before
     * @return those that are planned again; the others wait for nobody, or nobody wants them any more
     */
    @Transactional
    public Set<MessageId> resend(Map<MessageId, Optional<PhoneNumber>> wishes, String by) {
        return handlings.resend(
                wishes.entrySet().stream()
                        .map(wish -> new Again(wish.getKey(), wish.getValue().orElse(null)))
                        .toList(),
                by);
    }

    /**
     * The patient was told by other means.
     *
     * @param note what to remember about it, which may be personal; null for nothing
     */
    @Transactional
    public Handling contacted(MessageId id, Means means, @Nullable String note, String by) {
        return handlings.contacted(id, means, note, by);
    }

    /** Nobody needs the message any more. */
    @Transactional
    public Handling discard(MessageId id, String reason, String by) {
        return handlings.discard(id, reason, by);
    }

    /**
     * A letter that the broker gave up on. Its message goes to its queue once more, and fails when that is in vain again.
     *
     * @return whether it was the id of a message; false for anything else
     */
    @Transactional
    public boolean givenUp(String letter) {
        try {
            return givenUp.take(MessageId.of(letter));
        } catch (IllegalArgumentException noId) {
            return false;
        }
    }

    /** Notes on a failure that its patient has another number now; it goes on waiting. Part of the caller's transaction if there is one. */
    @Transactional
    public Handling phoneCorrected(MessageId id, String by) {
        return handlings.phoneCorrected(id, by);
    }
}
