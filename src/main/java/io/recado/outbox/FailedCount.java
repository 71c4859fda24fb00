package io.recado.outbox;

import io.recado.channel.FailureClass;
import io.recado.configuration.ClinicId;
import java.time.Instant;

/**
 * How many failures of one kind wait at one clinic.
 *
 * @param oldest when the first of them failed (UTC)
 */
public record FailedCount(ClinicId clinic, FailureClass kind, long count, Instant oldest) {}
