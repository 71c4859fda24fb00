package io.recado.source;

/** Why a record could not be taken. It is taken as soon as the source corrects it, or the configuration is. */
public enum RejectionReason {
    /** It breaks a rule of its JSON Schema. */
    MALFORMED,
    /** Its type has no schema in {@code routes/schemas}. */
    UNSUPPORTED_TYPE,
    /** Its clinic is not among {@code recado.sources[].clinics}. */
    UNKNOWN_CLINIC,
    /** It names a patient that no record describes. */
    UNKNOWN_PATIENT,
    /** It alone could not be stored; the log has the reason under its id. */
    NOT_STORABLE
}
