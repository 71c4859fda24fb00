package io.recado.clinic;

/** What clinics write about without having been asked. Answers to a patient are none of these: nobody keeps them waiting. */
public enum NoticeKind {
    REMINDER,
    WAITING_LIST,
    CAMPAIGN
}
