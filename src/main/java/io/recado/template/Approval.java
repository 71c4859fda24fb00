package io.recado.template;

/** Where a template stands at WhatsApp. Only an active one can be used. */
public enum Approval {
    ACTIVE,
    PENDING,
    REJECTED,
    PAUSED,
    DISABLED
}
