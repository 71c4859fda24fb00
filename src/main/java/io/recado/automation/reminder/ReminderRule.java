package io.recado.automation.reminder;

import io.recado.automation.Candidate;
import io.recado.automation.Decision;
import io.recado.automation.Policy;
import io.recado.automation.Verdict;
import io.recado.contact.PhoneCheck;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Priority;
import io.recado.template.Catalogue.Choice;
import io.recado.template.Occasion;
import java.util.function.Supplier;

/**
 * Reminds a patient of an appointment some days before it, at an hour of the clinic's own clock: one reminder for each appointment.
 *
 * <p>The order's version is the appointment's start: an appointment that moves is reminded anew, one that only changes its room is not.
 */
final class ReminderRule {

    static final String NAME = "reminder";

    private final Supplier<String> nonces;

    /** @param nonces unguessable texts for the buttons, a new one with each call */
    ReminderRule(Supplier<String> nonces) {
        this.nonces = nonces;
    }

    Decision decide(ReminderCase it, String version) {
        var key = new OrderKey(NAME, it.appointment().id().subject(), version);
        var candidate = new Candidate(key, it.facts());
        return switch (Policy.judgeAll(ReminderPolicies.ALL, it)) {
            case Verdict.Refuse(var reason) -> new Decision.Skip(candidate, reason);
            case Verdict.Postpone(var reason, var until) -> new Decision.Defer(candidate, reason, until);
            case Verdict.Pass() -> new Decision.Send(candidate, order(it, key));
        };
    }

    private Order order(ReminderCase it, OrderKey key) {
        if (!(it.appointment().patient().phone() instanceof PhoneCheck.Usable(var number))
                || !(it.template() instanceof Choice.Found(var template))) {
            throw new IllegalStateException(
                    "Policies let a reminder pass only with a phone and a template, found otherwise for " + key);
        }
        var nonce = nonces.get();
        return new Order(
                key,
                it.clinic().id(),
                it.clinic().channel(),
                number,
                template.content(new Occasion(it.appointment(), it.clinic()), nonce),
                Priority.REMINDER,
                nonce,
                it.due(),
                it.usefulUntil());
    }
}
