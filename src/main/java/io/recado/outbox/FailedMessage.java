package io.recado.outbox;

import io.recado.channel.Failure;
import java.time.Instant;

/** A message that will not arrive unless somebody does something about it. */
public record FailedMessage(long number, Instant failedAt, Message message, Failure failure) {}
