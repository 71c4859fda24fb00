package io.recado.agenda;

import java.util.Map;

/**
 * What became of a page of records.
 *
 * @param booked appointments that were not in the mirror
 * @param changed appointments that were, and look different now
 * @param unchanged records that said nothing new
 * @param refused records that could not be taken, by the source's id; the others were
 */
public record MirrorReport(int booked, int changed, int unchanged, Map<String, Refusal> refused) {

    /** Why a record could not be taken. */
    public enum Refusal {
        /** It names a patient that neither it nor any earlier record describes. */
        UNKNOWN_PATIENT
    }
}
