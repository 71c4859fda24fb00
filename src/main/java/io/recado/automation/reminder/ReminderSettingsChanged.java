package io.recado.automation.reminder;

import io.recado.configuration.ClinicId;

/** A clinic reminds differently from now on. Published as a Spring event inside the transaction that kept it. */
public record ReminderSettingsChanged(ClinicId clinic) {}
