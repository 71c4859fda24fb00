package io.recado.template;

/** What can stand in a template's text. The names are those that clinics know from their agenda. */
public enum Token {
    /** «martes». */
    WEEKDAY,
    /** «24 de noviembre». */
    DATE,
    /** «martes, 24 de noviembre». */
    DAY,
    /** «10:30», 24 h, on the clinic's clock. */
    HOUR,
    /** The number by which the outside system knows the appointment. */
    APPOINTMENT_ID,
    /** Code name of the outside system. */
    SYSTEM,
    /** Commercial name of the clinic. */
    CLINIC_NAME,
    /** First and last name of the client. */
    CLIENT_NAME,
    FIRST_NAME,
    CLINIC_PHONE,
    /** Address of the clinic, spelt as the agenda spells it. */
    CLINICADRESS,
    /** Names of the services that make up the appointment. */
    SERVICES,
    PROFESSIONAL
}
