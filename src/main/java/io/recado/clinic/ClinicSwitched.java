package io.recado.clinic;

import io.recado.configuration.ClinicId;

/** A clinic's switch was turned. Published as a Spring event inside the transaction that turned it. */
public record ClinicSwitched(ClinicId clinic, boolean maySend) {}
