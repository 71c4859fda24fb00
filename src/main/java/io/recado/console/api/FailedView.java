package io.recado.console.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.recado.agenda.Appointment;
import io.recado.console.api.AppointmentView.PatientView;
import io.recado.console.api.MessageView.FailureView;
import io.recado.console.api.MessageView.StepView;
import io.recado.console.api.MessageView.TryView;
import io.recado.outbox.FailedMessage;
import io.recado.outbox.HistoryEntry;
import io.recado.outbox.PastAttempt;
import io.recado.recovery.Explanation;
import io.recado.recovery.FailedCase;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A message that waits for somebody, with whom it was for, what it was about, and what WhatsApp said. */
@Schema(name = "FailedMessage")
record FailedView(
        @JsonUnwrapped MessageView message,
        Instant failedAt,

        @Schema(
                description = "WhatsApp's code; 0 when it gave none, below 0 for troubles of the hub itself",
                example = "131026")
        int code,

        @Schema(description = "What happened and what to do, in the language of the Accept-Language header")
        String explanation,

        @Schema(description = "What to do: the last part of the explanation")
        String advice,

        FailureView failure,
        @Nullable PatientView patient,
        @Nullable AboutView appointment,

        @Schema(description = "Where a new try goes to, when the patient has another number by now") @Nullable
        String resendTo,

        @Schema(description = "How it was closed; null while it waits") @Nullable
        HandledView handled) {

    static FailedView of(FailedCase one, Locale language) {
        var failed = one.failed();
        var explanation = Explanation.of(failed.failure(), language);
        return new FailedView(
                MessageView.of(failed.message()),
                failed.failedAt(),
                failed.failure().code(),
                explanation.sentence(),
                explanation.advice(),
                FailureView.of(failed.failure()),
                one.appointment() == null
                        ? null
                        : PatientView.of(one.appointment().patient()),
                one.appointment() == null ? null : AboutView.of(one.appointment()),
                one.phoneChanged() ? one.nextTo().e164() : null,
                failed.handled() == null ? null : HandledView.of(failed.handled()));
    }

    /** What a message is about. */
    @Schema(name = "AboutAppointment")
    record AboutView(
            long id,
            Instant start,
            @Schema(example = "pending") String status) {

        static AboutView of(Appointment appointment) {
            return new AboutView(appointment.id().value(), appointment.start(), Parameters.code(appointment.status()));
        }
    }

    /** What somebody did about a failure. */
    @Schema(name = "Handled")
    record HandledView(
            @Schema(allowableValues = {"resent", "contacted", "discarded", "arrived"})
            String way,

            Instant at,

            @Schema(description = "An account or token; null when the hub closed it by itself") @Nullable
            String by) {

        static HandledView of(FailedMessage.Handled handled) {
            return new HandledView(handled.way().code(), handled.at(), handled.by());
        }
    }

    /** One failure with its whole story. */
    @Schema(name = "FailedMessageWithStory")
    record Whole(@JsonUnwrapped FailedView failed, List<TryView> tries, List<StepView> history) {

        static Whole of(FailedCase one, List<PastAttempt> attempts, List<HistoryEntry> history, Locale language) {
            return new Whole(
                    FailedView.of(one, language),
                    attempts.stream().map(TryView::of).toList(),
                    history.stream().map(StepView::of).toList());
        }
    }
}
