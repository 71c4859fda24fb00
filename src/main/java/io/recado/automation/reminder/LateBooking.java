package io.recado.automation.reminder;

/** What happens to an appointment that was booked when its reminder was already due. */
public enum LateBooking {
    /** No reminder. */
    SKIP,
    /** At once. */
    NOW,
    /** Ten minutes later, so that a slip of the pen can be mended first, if two hours remained at the booking. */
    AFTER_10_MIN
}
