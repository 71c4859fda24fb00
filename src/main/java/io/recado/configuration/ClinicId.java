package io.recado.configuration;

import static io.recado.configuration.Names.checked;

/** A clinic's id, as written in {@code recado.clinics[].id}. */
public record ClinicId(String value) {

    public ClinicId {
        checked("ClinicId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
