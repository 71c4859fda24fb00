package io.recado.outbox;

import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import java.time.Instant;

/**
 * WhatsApp said that somebody takes no marketing from the business. Published as a Spring event inside the transaction that wrote the failure
 * down.
 *
 * @param at UTC
 */
public record MarketingStopped(MessageId message, ClinicId clinic, ChannelId channel, PhoneNumber phone, Instant at) {}
