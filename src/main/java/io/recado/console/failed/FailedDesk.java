package io.recado.console.failed;

import static java.util.stream.Collectors.toSet;

import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Viewer;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.FailedCount;
import io.recado.outbox.FailedOrder;
import io.recado.outbox.Handling;
import io.recado.outbox.Handling.Means;
import io.recado.outbox.MessageId;
import io.recado.outbox.Page;
import io.recado.recovery.Correction;
import io.recado.recovery.FailedCase;
import io.recado.recovery.FailedFilter;
import io.recado.recovery.FailedMessages;
import io.recado.recovery.FailureReviews;
import io.recado.recovery.PhoneCorrections;
import io.recado.recovery.PhoneLook;
import io.recado.recovery.Review;
import io.recado.recovery.SetResent;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The failed messages for one viewer: those of other clinics do not exist, and what is done goes to the audit log. Handlers ask for the
 * permission, this asks for the clinic.
 */
@Component
public class FailedDesk {

    private final FailedMessages messages;
    private final PhoneCorrections corrections;
    private final FailureReviews reviews;
    private final AuditLog audit;

    FailedDesk(FailedMessages messages, PhoneCorrections corrections, FailureReviews reviews, AuditLog audit) {
        this.messages = messages;
        this.corrections = corrections;
        this.reviews = reviews;
        this.audit = audit;
    }

    /**
     * Latest failure first.
     *
     * @param cursor of the page before; null for the first
     * @throws IllegalArgumentException when the cursor is not one of this list
     */
    public Page<FailedCase> list(Viewer viewer, FailedFilter filter, @Nullable String cursor, int limit) {
        return seen(viewer, messages.list(within(viewer, filter), cursor, limit));
    }

    /**
     * @param cursor of the page before in the same order; null for the first
     * @throws IllegalArgumentException when the cursor is not one of this list
     */
    public Page<FailedCase> list(
            Viewer viewer, FailedFilter filter, FailedOrder order, @Nullable String cursor, int limit) {
        return seen(viewer, messages.list(within(viewer, filter), order, cursor, limit));
    }

    /** How many a filter finds; counting stops at {@code most}. */
    public long count(Viewer viewer, FailedFilter filter, int most) {
        return messages.count(within(viewer, filter), most);
    }

    /** The latest failure of a message, also when somebody has closed it. */
    public Optional<FailedCase> find(Viewer viewer, MessageId id) {
        return messages.find(id)
                .filter(one -> viewer.sees(one.failed().message().clinic()))
                .map(one -> seen(viewer, one));
    }

    /** What waits, by clinic and kind of trouble. */
    public List<FailedCount> waiting(Viewer viewer) {
        return messages.waiting().stream()
                .filter(count -> viewer.sees(count.clinic()))
                .toList();
    }

    @Transactional
    public Handling resend(Viewer viewer, MessageId id) {
        return handle(viewer, id, Action.MESSAGE_RESENT, Map.of(), one -> messages.resend(id, viewer.name()));
    }

    /** To another number, of which the audit log keeps that there was one and not which. */
    @Transactional
    public Handling resend(Viewer viewer, MessageId id, PhoneNumber to) {
        return handle(
                viewer,
                id,
                Action.PHONE_CORRECTED,
                Map.of("resent", "other number"),
                one -> messages.resend(id, to, viewer.name()));
    }

    /** Not one transaction: each few hundred messages are one of their own, so that a set of thousands stops nobody. */
    public SetResent resend(Viewer viewer, FailedFilter filter, int most) {
        var done = messages.resend(within(viewer, filter), most, viewer.name());
        if (done.resent() > 0) {
            audit.record(
                    viewer,
                    Action.MESSAGE_RESENT,
                    filter.clinics().ids().size() == 1
                            ? filter.clinics().ids().iterator().next()
                            : null,
                    "failed:set",
                    Map.of("resent", Integer.toString(done.resent()), "leftOut", Integer.toString(done.leftOut())));
        }
        return done;
    }

    @Transactional
    public Handling contacted(Viewer viewer, MessageId id, Means means, @Nullable String note) {
        return handle(
                viewer,
                id,
                Action.FAILURE_MARKED,
                Map.of("contacted", means.code()),
                one -> messages.contacted(id, means, note, viewer.name()));
    }

    @Transactional
    public Handling discard(Viewer viewer, MessageId id, String reason) {
        return handle(
                viewer, id, Action.FAILURE_DISCARDED, Map.of(), one -> messages.discard(id, reason, viewer.name()));
    }

    /** What to know before a number is corrected, as far as the viewer may know it; empty when there is no such failure. */
    public Optional<PhoneLook> lookAtPhone(Viewer viewer, MessageId id, String typed) {
        return find(viewer, id).map(one -> corrections.look(one, typed).within(viewer.clinics()));
    }

    /**
     * Corrects the phone of the message's patient. To send it again is a wish of its own.
     *
     * @param typed as people type numbers
     */
    @Transactional
    public Correction correctPhone(Viewer viewer, MessageId id, String typed) {
        var found = find(viewer, id);
        if (found.isEmpty()) {
            return new Correction.NotWaiting(new Handling.Unknown(id));
        }
        if (found.get().appointment() == null) {
            // of nobody, or of somebody who has gone to another clinic
            return new Correction.NobodysPhone();
        }
        var correction = corrections.correct(id, typed, viewer.name());
        if (correction instanceof Correction.Corrected(var phone, var command)) {
            audit.record(
                    viewer,
                    Action.PHONE_CORRECTED,
                    found.get().failed().message().clinic(),
                    "message:" + id,
                    command == null ? Map.of() : Map.of("write-back", command.toString()));
        }
        return correction;
    }

    /** Notes that the viewer has looked through the failed messages of these clinics today. */
    @Transactional
    public List<Review> reviewed(Viewer viewer, Collection<ClinicId> clinics) {
        return clinics.stream()
                .filter(viewer::sees)
                .map(clinic -> {
                    audit.record(viewer, Action.FAILURES_REVIEWED, clinic, "failed");
                    return reviews.reviewed(clinic, viewer.name());
                })
                .toList();
    }

    /** Who has looked through the failed messages since a day, the latest first. */
    public List<Review> reviews(Viewer viewer, LocalDate since) {
        return reviews.since(viewer.clinics(), since);
    }

    private Handling handle(
            Viewer viewer,
            MessageId id,
            Action action,
            Map<String, String> details,
            Function<MessageId, Handling> work) {
        var found = messages.message(id).filter(message -> viewer.sees(message.clinic()));
        if (found.isEmpty()) {
            return new Handling.Unknown(id);
        }
        var handling = work.apply(id);
        if (handling instanceof Handling.Done) {
            audit.record(viewer, action, found.get().clinic(), "message:" + id, details);
        }
        return handling;
    }

    private static Page<FailedCase> seen(Viewer viewer, Page<FailedCase> page) {
        return new Page<>(page.items().stream().map(one -> seen(viewer, one)).toList(), page.next());
    }

    /** Without an appointment that has gone to another clinic since. */
    private static FailedCase seen(Viewer viewer, FailedCase one) {
        var appointment = one.appointment();
        return appointment == null || viewer.sees(appointment.clinic()) ? one : new FailedCase(one.failed(), null);
    }

    private static FailedFilter within(Viewer viewer, FailedFilter filter) {
        var asked = filter.clinics();
        if (asked.all()) {
            return filter.at(viewer.clinics());
        }
        return filter.at(
                ClinicScope.of(asked.ids().stream().filter(viewer::sees).collect(toSet())));
    }
}
