package io.recado.consent;

import io.recado.configuration.ClinicId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody opted out or in, or was muted or unmuted. Published as a Spring event inside the transaction that kept it.
 *
 * @param clinic which clinic it speaks of; null for the whole organisation
 */
public record ConsentChanged(@Nullable ClinicId clinic) {}
