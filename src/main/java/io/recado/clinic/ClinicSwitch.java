package io.recado.clinic;

import io.recado.configuration.ClinicId;

/**
 * Whether a clinic's messages may leave at all.
 *
 * @param version grows with each change; 0 while nobody has touched it
 */
public record ClinicSwitch(ClinicId clinic, boolean maySend, long version) {

    static ClinicSwitch untouched(ClinicId clinic) {
        return new ClinicSwitch(clinic, true, 0);
    }

    /** The same switch turned, to be saved. */
    public ClinicSwitch turned(boolean on) {
        return new ClinicSwitch(clinic, on, version);
    }
}
