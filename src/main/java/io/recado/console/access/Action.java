package io.recado.console.access;

/**
 * What the audit log tells of: every change that somebody made, and every look at what concerns one patient. Each has a name in each
 * language, under {@code action.<constant in small letters>} in {@code messages/console-access.properties}.
 */
public enum Action {
    LOGGED_IN,
    LOGIN_REFUSED,
    LOGGED_OUT,
    LOGGED_OUT_EVERYWHERE,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    USER_CREATED,
    USER_CHANGED,
    USER_ACTIVATED,
    USER_DEACTIVATED,
    ROLE_CREATED,
    ROLE_CHANGED,
    ROLE_DELETED,
    TOKEN_CREATED,
    TOKEN_REVOKED,
    APPOINTMENT_SEEN,
    DECISIONS_SEEN,
    MESSAGES_SEEN,
    CHAT_SEEN,
    SEARCHED,
    MESSAGE_RESENT,
    FAILURE_MARKED,
    FAILURE_DISCARDED,
    FAILURES_REVIEWED,
    PHONE_CORRECTED,
    SOURCE_PULLED,
    REJECTED_SEEN,
    WRITE_BACK_RETRIED,
    WRITE_BACK_DISCARDED,
    DEAD_LETTER_RETRIED,
    DEAD_LETTER_DISCARDED,
    WEBHOOK_RETRIED,
    CHANNEL_RESUMED,
    TEST_MESSAGE_SENT,
    SETTINGS_SEEN,
    SETTINGS_CHANGED;

    /** Whether nothing was changed. */
    boolean look() {
        return name().endsWith("_SEEN") || this == SEARCHED;
    }
}
