package io.recado.recovery;

import io.recado.configuration.ClinicId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Somebody has looked through the failed messages of a clinic.
 *
 * @param day of the clinic's calendar
 * @param by an account's or token's name
 * @param at when it was the last time that day (UTC)
 */
public record Review(ClinicId clinic, LocalDate day, String by, Instant at) {}
