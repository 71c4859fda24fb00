package io.recado.inbound;

import io.recado.configuration.ChannelId;
import java.time.Instant;

/**
 * A webhook that was kept but not, or not wholly, understood.
 *
 * @param receivedAt UTC
 * @param partly whether the rest of it was taken
 * @param reason what was wrong with it, without anything a patient wrote
 */
public record RejectedPayload(long id, ChannelId channel, Instant receivedAt, boolean partly, String reason) {}
