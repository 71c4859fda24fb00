package io.recado.sandbox.whatsapp.account;

/** What can be changed about an account, a number or a portfolio while running. The names are stored. */
enum Fact {
    /** Whether the account sends webhooks at all. */
    SUBSCRIBED,
    /** Where all webhooks of the account's app go. */
    APP_CALLBACK,
    /** Where the webhooks of one account, or of one number, go instead. */
    OVERRIDE_CALLBACK,
    ACCOUNT_STATE,
    /** What a restricted account may not do, separated by commas. */
    RESTRICTIONS,
    /** The instant until which the restrictions hold. */
    RESTRICTED_UNTIL,
    PAYMENT_PROBLEM,
    QUALITY,
    MESSAGES_PER_SECOND,
    REGISTERED,
    PIN,
    /** Whether the number's owner has proved that it is theirs. */
    VERIFICATION,
    /** A number's business profile, as JSON. */
    PROFILE,
    /** The instant until which a number is in maintenance. */
    MAINTENANCE_UNTIL,
    /** Whether webhooks of a number say which keys people have. */
    IDENTITY_CHECK,
    /** The messaging limit, of a portfolio. */
    TIER;

    boolean wiring() {
        return this == SUBSCRIBED || this == APP_CALLBACK || this == OVERRIDE_CALLBACK;
    }
}
