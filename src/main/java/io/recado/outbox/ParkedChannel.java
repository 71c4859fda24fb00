package io.recado.outbox;

import io.recado.channel.Failure;
import io.recado.configuration.ChannelId;
import java.time.Instant;

/**
 * A channel through which nothing leaves until people act: its token, payment or standing is at fault. Nothing is lost meanwhile.
 *
 * @param since UTC
 * @param failure what WhatsApp said first
 * @param probeAt when one message will try by itself whether the trouble is over (UTC)
 */
public record ParkedChannel(ChannelId channel, Instant since, Failure failure, Instant probeAt) {}
