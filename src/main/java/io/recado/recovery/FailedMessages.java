package io.recado.recovery;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.recado.agenda.Agenda;
import io.recado.agenda.AppointmentId;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.FailedCount;
import io.recado.outbox.FailedMessage;
import io.recado.outbox.FailedOrder;
import io.recado.outbox.FailedQuery;
import io.recado.outbox.FailedQuery.Concerned;
import io.recado.outbox.Failures;
import io.recado.outbox.Handling;
import io.recado.outbox.Handling.Means;
import io.recado.outbox.Message;
import io.recado.outbox.MessageId;
import io.recado.outbox.Messages;
import io.recado.outbox.Page;
import io.recado.outbox.PastAttempt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The failed messages as people work through them: each with its patient and appointment, and what can be done. Whoever calls has asked
 * whether the caller may do it at the message's clinic; {@code by} is the account's or token's name.
 */
@Component("failedMessages")
public class FailedMessages {

    private static final String APPOINTMENT = "appointment:";
    private static final int TOGETHER = 500;

    private final Failures failures;
    private final Messages ledger;
    private final Agenda agenda;

    FailedMessages(Failures failures, Messages ledger, Agenda agenda) {
        this.failures = failures;
        this.ledger = ledger;
        this.agenda = agenda;
    }

    /**
     * Latest failure first.
     *
     * @param cursor of the page before; null for the first
     * @throws IllegalArgumentException when the cursor is not one of this list
     */
    public Page<FailedCase> list(FailedFilter filter, @Nullable String cursor, int limit) {
        return list(filter, FailedOrder.LATEST_FIRST, cursor, limit);
    }

    /**
     * @param cursor of the page before in the same order; null for the first
     * @throws IllegalArgumentException when the cursor is not one of this list
     */
    public Page<FailedCase> list(FailedFilter filter, FailedOrder order, @Nullable String cursor, int limit) {
        var page = failures.search(query(filter), order, cursor, limit);
        return new Page<>(cases(page.items()), page.next());
    }

    /** How many a filter finds; counting stops at {@code most}. */
    public long count(FailedFilter filter, int most) {
        return failures.count(query(filter), most);
    }

    /** The latest failure of a message, also when somebody has closed it; empty when it never failed. */
    public Optional<FailedCase> find(MessageId id) {
        return failures.find(id).map(failed -> cases(List.of(failed)).getFirst());
    }

    /** A message of the ledger, failed or not. */
    public Optional<Message> message(MessageId id) {
        return ledger.find(id);
    }

    /** What waits, by clinic and kind of trouble. */
    public List<FailedCount> waiting() {
        return failures.waiting();
    }

    /** The tries of a message that have ended, oldest first. */
    public List<PastAttempt> attempts(MessageId id) {
        return ledger.attempts(id);
    }

    /** Plans a failed message again, to the number that its patient has now: a new try of the same order, under the same last look. */
    public Handling resend(MessageId id, String by) {
        return failures.resend(id, find(id).map(FailedCase::nextTo).orElse(null), by);
    }

    /** The same to another number than the patient's source has, because somebody was told a better one. */
    public Handling resend(MessageId id, PhoneNumber to, String by) {
        return failures.resend(id, to, by);
    }

    /**
     * Plans again what a filter finds, as it is at this moment: what fails anew meanwhile is left alone, and so is what somebody else closes.
     * Doing it twice sends nothing twice.
     *
     * @param most how many at most; those that waited the shortest time first
     */
    public SetResent resend(FailedFilter filter, int most, String by) {
        var query = query(filter);
        String cursor = null;
        var resent = 0;
        var leftOut = 0;
        do {
            var page = failures.search(query, cursor, Math.min(TOGETHER, most - resent - leftOut));
            var wishes = new LinkedHashMap<MessageId, Optional<PhoneNumber>>();
            cases(page.items()).forEach(one -> wishes.put(one.failed().message().id(), Optional.of(one.nextTo())));
            var done = failures.resend(wishes, by).size();
            resent += done;
            leftOut += wishes.size() - done;
            cursor = page.next();
        } while (cursor != null && resent + leftOut < most);
        return new SetResent(resent, leftOut, cursor != null);
    }

    /**
     * The patient was told by other means.
     *
     * @param note what to remember about it, which may be personal; null for nothing
     */
    public Handling contacted(MessageId id, Means means, @Nullable String note, String by) {
        return failures.contacted(id, means, note, by);
    }

    /** Nobody needs the message any more. */
    public Handling discard(MessageId id, String reason, String by) {
        return failures.discard(id, reason, by);
    }

    private List<FailedCase> cases(List<FailedMessage> failed) {
        var ids = failed.stream()
                .map(one -> one.message().key().subject())
                .filter(subject -> subject.startsWith(APPOINTMENT))
                .map(AppointmentId::ofSubject)
                .distinct()
                .toList();
        var appointments = agenda.findAll(ids).stream()
                .collect(toMap(appointment -> appointment.id().subject(), identity()));
        var cases = new ArrayList<FailedCase>(failed.size());
        failed.forEach(one -> cases.add(
                new FailedCase(one, appointments.get(one.message().key().subject()))));
        return cases;
    }

    private FailedQuery query(FailedFilter filter) {
        return new FailedQuery(
                filter.clinics(),
                filter.kind(),
                filter.code(),
                filter.rule(),
                filter.since(),
                filter.until(),
                concerned(filter),
                filter.handled());
    }

    private @Nullable Concerned concerned(FailedFilter filter) {
        if (filter.patient() != null) {
            return new Concerned(null, List.of(), agenda.appointmentsOf(filter.patient()));
        }
        if (filter.whom() == null) {
            return null;
        }
        var digits = filter.whom().replaceAll("[\\s().+-]", "");
        return digits.matches("\\d+")
                ? new Concerned(digits, List.of(), List.of())
                : new Concerned(null, List.of(), agenda.appointmentsOf(filter.whom()));
    }
}
