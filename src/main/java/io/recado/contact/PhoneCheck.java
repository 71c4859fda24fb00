package io.recado.contact;

/** What became of a number as people typed it. */
public sealed interface PhoneCheck {

    /** It can be dialled. */
    record Usable(PhoneNumber number) implements PhoneCheck {}

    /** It cannot, and this is why. */
    record Unusable(Problem problem) implements PhoneCheck {}

    /** Why a number cannot be dialled. */
    enum Problem {
        /** Nothing was typed. */
        MISSING,
        /** Letters, or a spreadsheet's {@code 6,11E+08}: guessing would reach a stranger. */
        NOT_A_NUMBER,
        /** Too short, too long, or a range that its country does not use. */
        NOT_VALID,
        /** Two or more numbers in one field, none of them marked as the one. */
        SEVERAL_NUMBERS
    }
}
