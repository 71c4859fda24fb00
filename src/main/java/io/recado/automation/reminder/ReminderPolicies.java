package io.recado.automation.reminder;

import static io.recado.automation.Verdict.PASS;
import static io.recado.automation.Verdict.refuseIf;

import io.recado.automation.Policy;
import io.recado.automation.Verdict.Postpone;
import io.recado.automation.Verdict.Refuse;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneCheck.Problem;
import io.recado.outbox.Reason;
import io.recado.template.Catalogue.Choice;
import java.util.List;
import java.util.stream.Stream;

/** What may speak against a reminder, in the order in which it is asked. */
final class ReminderPolicies {

    /** What must hold as long as the message has not left. */
    static final List<Policy<ReminderCase>> ALLOWED = List.of(
            appointmentIsOpen(),
            appointmentLiesAhead(),
            ruleIsOn(),
            clinicMaySend(),
            patientConsents(),
            notOptedOut(),
            notMuted(),
            phoneIsUsable(),
            templateIsActive());

    /** The same, and that its time has come and not passed. */
    static final List<Policy<ReminderCase>> ALL = Stream.concat(
                    ALLOWED.stream(), Stream.of(notBookedTooLate(), stillUseful(), dueByNow()))
            .toList();

    private ReminderPolicies() {}

    static Policy<ReminderCase> appointmentIsOpen() {
        return it -> switch (it.appointment().status()) {
            case PENDING, CONFIRMED -> PASS;
            case CANCELLED -> new Refuse(Reason.APPOINTMENT_CANCELLED);
            case UNKNOWN -> new Refuse(Reason.STATUS_UNKNOWN);
            case ARRIVED, COMPLETED, MISSED -> new Refuse(Reason.APPOINTMENT_NOT_OPEN);
        };
    }

    static Policy<ReminderCase> appointmentLiesAhead() {
        return it -> refuseIf(!it.now().isBefore(it.appointment().start()), Reason.APPOINTMENT_OVER);
    }

    static Policy<ReminderCase> ruleIsOn() {
        return it -> refuseIf(!it.settings().enabled(), Reason.RULE_OFF);
    }

    static Policy<ReminderCase> clinicMaySend() {
        return it -> refuseIf(!it.maySend(), Reason.CLINIC_MAY_NOT_SEND);
    }

    /** A reminder belongs to the service itself, so only an outspoken no forbids it. */
    static Policy<ReminderCase> patientConsents() {
        return it ->
                refuseIf(Boolean.FALSE.equals(it.appointment().patient().serviceConsent()), Reason.NO_SERVICE_CONSENT);
    }

    static Policy<ReminderCase> notOptedOut() {
        return it -> refuseIf(it.optedOut(), Reason.OPTED_OUT);
    }

    static Policy<ReminderCase> notMuted() {
        return it -> refuseIf(it.muted(), Reason.MUTED);
    }

    static Policy<ReminderCase> phoneIsUsable() {
        return it -> switch (it.appointment().patient().phone()) {
            case PhoneCheck.Usable usable -> PASS;
            case PhoneCheck.Unusable(var problem) ->
                new Refuse(problem == Problem.MISSING ? Reason.NO_PHONE : Reason.PHONE_NOT_USABLE);
        };
    }

    static Policy<ReminderCase> templateIsActive() {
        return it -> switch (it.template()) {
            case Choice.Found found -> PASS;
            case Choice.Missing missing -> new Refuse(Reason.TEMPLATE_MISSING);
            case Choice.Inactive inactive -> new Refuse(Reason.TEMPLATE_INACTIVE);
        };
    }

    static Policy<ReminderCase> notBookedTooLate() {
        return it -> refuseIf(it.bookedTooLate(), Reason.BOOKED_TOO_LATE);
    }

    /** Also refuses at once what will only be due when it is no longer useful, such as "the same day at 18:00" for a morning. */
    static Policy<ReminderCase> stillUseful() {
        return it -> refuseIf(
                !it.now().isBefore(it.usefulUntil()) || !it.due().isBefore(it.usefulUntil()),
                Reason.TOO_LATE_TO_BE_USEFUL);
    }

    static Policy<ReminderCase> dueByNow() {
        return it -> it.now().isBefore(it.due())
                ? new Postpone(it.bookedLate() ? Reason.AFTER_LATE_BOOKING : Reason.NOT_DUE_YET, it.due())
                : PASS;
    }
}
