package io.recado.conversation;

import io.recado.agenda.Appointment;
import io.recado.contact.PhoneNumber;
import io.recado.contact.PhoneNumbers;
import io.recado.outbox.Message;
import io.recado.template.ButtonAction;
import io.recado.template.ButtonPayload;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tapped button does. It acts on the appointment that it names, and only while that is what its message said: once it was moved, is
 * over, was cancelled, or was already answered so, the button has nothing left to do. A confirmed appointment may still be cancelled.
 */
final class TapRule {

    /**
     * What is known when a button is tapped.
     *
     * @param message the message whose nonce the button carries; null when there is none
     * @param sender who tapped; null when WhatsApp hides the number
     * @param appointment the one that the button names; null when the mirror has none
     * @param earlier what the buttons of the same message have done before
     */
    record Facts(
            ButtonPayload button,
            @Nullable Message message,
            @Nullable PhoneNumber sender,
            @Nullable Appointment appointment,
            Set<AnswerKind> earlier,
            Instant now) {}

    sealed interface Verdict {

        /** The button does what it says. */
        record Act(ButtonAction action, Appointment appointment, Message message) implements Verdict {}

        record NothingPending(Objection objection) implements Verdict {}
    }

    /** Why a button has nothing left to do. */
    enum Objection {
        UNKNOWN_MESSAGE,
        OTHER_APPOINTMENT,
        OTHER_PERSON,
        MOVED,
        OVER,
        NOT_OPEN,
        TAPPED_BEFORE
    }

    private TapRule() {}

    static Verdict judge(Facts facts) {
        var message = facts.message();
        var appointment = facts.appointment();
        if (message == null || appointment == null) {
            return new Verdict.NothingPending(Objection.UNKNOWN_MESSAGE);
        }
        var action = facts.button().action();
        return objection(facts, message, appointment)
                .<Verdict>map(Verdict.NothingPending::new)
                .orElseGet(() -> new Verdict.Act(action, appointment, message));
    }

    private static Optional<Objection> objection(Facts facts, Message message, Appointment appointment) {
        var action = facts.button().action();
        if (!message.key().subject().equals(facts.button().appointment().subject())) {
            return Optional.of(Objection.OTHER_APPOINTMENT);
        }
        if (facts.sender() != null && !PhoneNumbers.twins(message.to()).contains(facts.sender())) {
            return Optional.of(Objection.OTHER_PERSON);
        }
        if (movedSince(message, appointment)) {
            return Optional.of(Objection.MOVED);
        }
        if (!facts.now().isBefore(appointment.start())) {
            return Optional.of(Objection.OVER);
        }
        if (!appointment.status().open()) {
            return Optional.of(Objection.NOT_OPEN);
        }
        if (facts.earlier().contains(AnswerKind.of(action)) || facts.earlier().contains(AnswerKind.CANCELLED)) {
            return Optional.of(Objection.TAPPED_BEFORE);
        }
        return Optional.empty();
    }

    /** A message about an appointment has the start that it speaks of as its version, with a number after {@code ~} when it was told again. */
    private static boolean movedSince(Message message, Appointment appointment) {
        return instant(message.key().version())
                .filter(said -> !said.equals(appointment.start()))
                .isPresent();
    }

    private static Optional<Instant> instant(String version) {
        try {
            return Optional.of(Instant.parse(version.replaceFirst("~.*", "")));
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
    }
}
