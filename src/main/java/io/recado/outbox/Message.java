package io.recado.outbox;

import io.recado.channel.FailureClass;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the ledger knows it. Instants are UTC; those of steps not yet taken are null.
 *
 * @param reason why it was revoked or expired; null otherwise
 * @param failure what kind of trouble ended it; null unless it has failed
 * @param wamid WhatsApp's id of its latest accepted try
 * @param attempts how often it was tried
 * @param archivedAt when it went to the archive; null while it is in the ledger
 */
public record Message(
        MessageId id,
        OrderKey key,
        ClinicId clinic,
        ChannelId channel,
        PhoneNumber to,
        Content content,
        String nonce,
        Status status,
        @Nullable Reason reason,
        @Nullable FailureClass failure,
        @Nullable String wamid,
        int attempts,
        Instant dueAt,
        Instant usefulUntil,
        Instant plannedAt,
        @Nullable Instant queuedAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,
        @Nullable Instant archivedAt) {}
