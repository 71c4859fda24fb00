package io.recado.clinic;

import io.recado.configuration.ClinicId;

/** A clinic keeps other quiet hours. Published as a Spring event inside the transaction that saved them. */
public record QuietHoursChanged(ClinicId clinic, NoticeKind kind) {}
