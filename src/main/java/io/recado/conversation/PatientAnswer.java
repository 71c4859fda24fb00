package io.recado.conversation;

import io.recado.agenda.AppointmentId;
import io.recado.outbox.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a patient's tap on a button was taken for.
 *
 * @param message the one whose button it was; null when it is not known any more
 * @param at when the hub acted on it (UTC)
 */
public record PatientAnswer(
        AppointmentId appointment,
        AnswerKind kind,
        @Nullable MessageId message,
        Instant at) {}
