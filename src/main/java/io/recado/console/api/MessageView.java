package io.recado.console.api;

import io.recado.automation.DecisionRecord;
import io.recado.channel.Failure;
import io.recado.outbox.HistoryEntry;
import io.recado.outbox.Message;
import io.recado.outbox.PastAttempt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A message of the ledger as scripts see it. What it says stays in the ledger. */
@Schema(name = "Message")
record MessageView(
        String id,
        @Schema(example = "reminder") String rule,
        @Schema(example = "appointment:4711") String subject,
        String clinic,
        String channel,

        @Schema(example = "+34600000001") String to,

        @Schema(example = "delivered") String status,

        @Schema(description = "Why it was revoked or expired; of a failed one, the kind of trouble") @Nullable
        String reason,

        @Schema(description = "WhatsApp's id of it") @Nullable
        String wamid,

        int attempts,
        Instant plannedAt,
        @Nullable Instant queuedAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,

        @Schema(description = "When it went to the archive; null while it is in the ledger") @Nullable
        Instant archivedAt) {

    static MessageView of(Message message) {
        return new MessageView(
                message.id().toString(),
                message.key().rule(),
                message.key().subject(),
                message.clinic().value(),
                message.channel().value(),
                message.to().e164(),
                message.status().code(),
                reason(message),
                message.wamid(),
                message.attempts(),
                message.plannedAt(),
                message.queuedAt(),
                message.acceptedAt(),
                message.sentAt(),
                message.deliveredAt(),
                message.readAt(),
                message.archivedAt());
    }

    private static @Nullable String reason(Message message) {
        if (message.failure() != null) {
            return message.failure().name();
        }
        return message.reason() == null ? null : message.reason().name();
    }

    /** One message with its whole story. */
    @Schema(name = "MessageWithStory")
    record Whole(
            @com.fasterxml.jackson.annotation.JsonUnwrapped MessageView message,
            Instant dueAt,
            Instant usefulUntil,
            List<StepView> history,

            @Schema(description = "Every try that has ended, oldest first; `attempts` is their number")
            List<TryView> tries,

            List<DecisionView> decisions) {}

    /** A step of a message. */
    @Schema(name = "Step")
    record StepView(
            Instant at,
            String status,

            @Schema(description = "A reason's or an error's code, or what somebody did") @Nullable
            String detail,

            @Schema(description = "The account or token of who did it; null for the hub itself") @Nullable
            String by,

            @Schema(description = "What that person wrote down about it") @Nullable
            String note) {

        static StepView of(HistoryEntry entry) {
            return new StepView(entry.at(), entry.status().code(), entry.detail(), entry.by(), entry.note());
        }
    }

    /** One try of a message. */
    @Schema(name = "Try")
    record TryView(
            int number,
            @Nullable String channel,
            Instant startedAt,

            @Schema(description = "How long the channel took")
            long millis,

            @Schema(allowableValues = {"accepted", "refused", "not_sent", "unknown"})
            String outcome,

            @Nullable String wamid,

            @Nullable @Schema(description = "What went wrong, at once or later; null when nothing did")
            FailureView failure,

            @Nullable @Schema(description = "When it was reported as failed after having been accepted")
            Instant failedAt) {

        static TryView of(PastAttempt attempt) {
            return new TryView(
                    attempt.number(),
                    attempt.channel() == null ? null : attempt.channel().value(),
                    attempt.startedAt(),
                    attempt.duration().toMillis(),
                    Parameters.code(attempt.outcome()),
                    attempt.wamid(),
                    attempt.failure() == null ? null : FailureView.of(attempt.failure()),
                    attempt.failedAt());
        }
    }

    /** What a rule decided. */
    @Schema(name = "Decision")
    record DecisionView(
            String rule,
            String subject,
            String version,

            @Schema(allowableValues = {"send", "defer", "skip"})
            String outcome,

            @Schema(example = "NO_PHONE") String reason,

            @Schema(description = "The reason in the language of the Accept-Language header")
            String sentence,

            @Schema(description = "When it is looked at again") @Nullable
            Instant until,

            Instant decidedAt,

            @Schema(description = "Whether a later decision took its place")
            boolean replaced,

            Object facts) {

        static DecisionView of(DecisionRecord decision, boolean replaced, Locale language) {
            return new DecisionView(
                    decision.rule(),
                    decision.subject(),
                    decision.version(),
                    decision.outcome().code(),
                    decision.reason().name(),
                    decision.reason().sentence(language),
                    decision.until(),
                    decision.decidedAt(),
                    replaced,
                    decision.facts());
        }
    }

    /** An error of a channel. */
    @Schema(name = "Failure")
    record FailureView(
            @Schema(
                    name = "class",
                    allowableValues = {
                        "RETRY_LATER",
                        "FIX_RECIPIENT",
                        "FIX_TEMPLATE",
                        "FIX_ACCOUNT",
                        "WINDOW_CLOSED",
                        "BAD_REQUEST"
                    })
            @com.fasterxml.jackson.annotation.JsonProperty("class")
            String kind,

            @Schema(example = "131026") int code,
            String title,
            @Nullable String details,
            @Nullable String trace) {

        static FailureView of(Failure failure) {
            return new FailureView(
                    failure.kind().name(), failure.code(), failure.title(), failure.details(), failure.trace());
        }
    }
}
