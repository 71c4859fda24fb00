package io.recado.channel;

/** What kind of trouble an error is, and so what to do about it. The HTTP status does not decide this; WhatsApp's code does. */
public enum FailureClass {
    /** Passing: try again later. */
    RETRY_LATER,
    /** This person cannot be reached this way. */
    FIX_RECIPIENT,
    /** The template is missing, paused, or filled wrongly. */
    FIX_TEMPLATE,
    /** Token, payment or policy: nothing of this channel can leave until people act. */
    FIX_ACCOUNT,
    /** More than 24 h since the patient's last message: only a template may go. */
    WINDOW_CLOSED,
    /** The request itself is wrong; sending it again would fail again. */
    BAD_REQUEST
}
