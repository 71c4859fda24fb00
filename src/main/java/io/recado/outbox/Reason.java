package io.recado.outbox;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * Why a message was sent, waits, or was not sent. A closed list: every candidate of every rule ends in exactly one of these. The
 * sentences for people are in {@code reasons.properties}, one for each constant and language.
 */
public enum Reason {
    /** Everything spoke for it. */
    DUE,
    NOT_DUE_YET,
    RULE_OFF,
    CLINIC_MAY_NOT_SEND,
    APPOINTMENT_NOT_OPEN,
    APPOINTMENT_OVER,
    STATUS_UNKNOWN,
    NO_PHONE,
    PHONE_NOT_USABLE,
    OPTED_OUT,
    MUTED,
    NO_SERVICE_CONSENT,
    TEMPLATE_MISSING,
    TEMPLATE_INACTIVE,
    BOOKED_TOO_LATE,
    AFTER_LATE_BOOKING,
    TOO_LATE_TO_BE_USEFUL,
    APPOINTMENT_MOVED,
    APPOINTMENT_CANCELLED,
    /** The patient's number changed before the message left. */
    PHONE_CHANGED,
    CHANNEL_MISSING,
    /** It waits for the end of the quiet hours, or would not be of use after them. */
    QUIET_HOURS,
    /** The business has written to as many people within a day as WhatsApp lets it. */
    MESSAGING_LIMIT,
    /** People take the number's messages badly, so WhatsApp wants no marketing through it. */
    CHANNEL_QUALITY,
    /** WhatsApp has forbidden the account to write to people first. */
    CHANNEL_RESTRICTED,
    /** The first channel could not reach the person; the second one tries. */
    SECOND_CHANNEL,
    /** Its recipient has just heard a lot from this channel. */
    PAIR_LIMIT,
    /** Deciding itself failed: a defect of the hub, looked at again later, that stops nobody else. */
    DECISION_FAILED;

    /** The sentence for people, in Spanish or English. */
    public String sentence(Locale language) {
        // without the control, a machine set to Spanish would answer Spanish to whoever asks for English
        var control = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
        return ResourceBundle.getBundle("io.recado.outbox.reasons", language, control)
                .getString(name());
    }
}
