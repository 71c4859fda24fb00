package io.recado.console.access;

/**
 * What somebody may see or do. Roles are sets of these, and so are the scopes of API tokens. Each has a name in each language, under
 * {@code permission.<constant in small letters>} in {@code messages/console-access.properties}.
 */
public enum Permission {
    /** Appointments with their patients, and what the rules decided about them. */
    SEE_AGENDA,
    /** The ledger of messages, the failed ones too. */
    SEE_MESSAGES,
    /** What patients and the clinic wrote to each other. */
    SEE_CHATS,
    /** Send failed messages again, mark or discard them. */
    HANDLE_FAILED,
    /** Give a patient another phone. */
    CORRECT_PHONES,
    /** How reading the outside systems goes, and what they sent that could not be taken. */
    SEE_SOURCES,
    /** Read a source now; try write-backs and webhooks again. */
    MANAGE_SOURCES,
    /** How the ways to WhatsApp are. */
    SEE_CHANNELS,
    /** Let a parked channel go on; send a test message. */
    MANAGE_CHANNELS,
    /** «Notificaciones WhatsApp – Editar»: see the section and open its form. */
    WHATSAPP_SETTINGS_EDIT,
    /** «Notificaciones WhatsApp – Guardar»: save that form. */
    WHATSAPP_SETTINGS_SAVE,
    /** Make, change and deactivate users. */
    MANAGE_USERS,
    /** Say what each role may do. */
    MANAGE_ROLES,
    /** Make and revoke API tokens. */
    MANAGE_TOKENS,
    /** Read who did what. */
    SEE_AUDIT,
    /** Hawtio, metrics and the other operations under {@code /actuator}. */
    OPERATIONS
}
