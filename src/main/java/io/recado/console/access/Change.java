package io.recado.console.access;

/** What became of something that somebody wanted to change. */
public sealed interface Change {

    /** It is done. */
    record Done() implements Change {}

    /**
     * It is done, and there is a secret to hand over. It is kept nowhere: whoever reads this shows it once.
     *
     * @param secret a password or a token
     */
    record DoneWith(String secret) implements Change {

        @Override
        public String toString() {
            return "DoneWith[hidden]";
        }
    }

    /** Nothing was changed. */
    record Refused(Why why) implements Change {}

    /** Why not. Each has a sentence under {@code refused.<constant in small letters>}. */
    enum Why {
        /** There is none, or none that the viewer sees. */
        UNKNOWN,
        /** Somebody else changed it meanwhile. */
        CHANGED_MEANWHILE,
        NAME_INVALID,
        NAME_TAKEN,
        /** There is no such role, or one that may do more than whoever gives it. */
        ROLE_NOT_YOURS,
        /** Permissions that whoever gives them does not have. */
        PERMISSIONS_NOT_YOURS,
        PERMISSIONS_MISSING,
        /** Clinics that do not exist, or not for whoever gives them. */
        CLINICS_NOT_YOURS,
        CLINICS_MISSING,
        /** Nobody would be left who may do everything. */
        LAST_ADMINISTRATOR,
        /** The administrator's role is as it is. */
        FIXED_ROLE,
        ROLE_IN_USE,
        /** People of other clinics have it, or get it tomorrow. */
        ROLE_OF_OTHERS,
        /** Another system vouches for them. */
        NO_PASSWORD_HERE,
        EXPIRY_INVALID,
        PASSWORD_WRONG,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG,
        PASSWORD_IS_THE_NAME,
        PASSWORD_TOO_SIMPLE,
        PASSWORD_NOT_REPEATED,
        PASSWORD_AS_BEFORE,
        TOO_MANY_ATTEMPTS
    }

    static Change refused(Why why) {
        return new Refused(why);
    }
}
