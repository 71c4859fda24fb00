package io.recado.console.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.recado.channel.FailureClass;
import io.recado.console.access.Viewer;
import io.recado.recovery.FailedFilter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The bodies of requests about failed messages. What they say about people is in no log. */
final class FailedWishes {

    private static final String OPEN = "open";
    private static final String HANDLED = "handled";
    private static final int LONGEST_TEXT = 100;

    private FailedWishes() {}

    /** Which failures; what is absent asks for all. */
    @Schema(name = "FailedFilter")
    record Filter(
            @Nullable String clinic,

            @Schema(description = "such as `fix_recipient`") @JsonProperty("class") @Nullable
            String kind,

            @Schema(description = "WhatsApp's", example = "131026") @Nullable
            String code,

            @Schema(example = "reminder") @Nullable String rule,

            @Schema(description = "failed at this time or later: a date, or a time with its offset") @Nullable
            String since,

            @Schema(description = "failed before this time; a date is included as a whole") @Nullable
            String until,

            @Schema(description = "the hub's number of a patient") @Nullable
            String patient,

            @Schema(description = "words of a patient's name, or some digits of a phone") @Nullable
            String text,

            @Schema(
                    description = "open by default",
                    allowableValues = {OPEN, HANDLED})
            @Nullable
            String state) {

        FailedFilter read(Parameters parameters, Viewer viewer) {
            var at = parameters.clinic(clinic, viewer);
            var code = Parameters.number("code", code());
            return new FailedFilter(
                    viewer.clinics().narrowedTo(at),
                    Parameters.constant("class", kind, FailureClass.class),
                    code == null ? null : Math.toIntExact(code),
                    Parameters.given(rule),
                    parameters.from("since", since, at),
                    parameters.to("until", until, at),
                    Parameters.number("patient", patient),
                    text(),
                    handled());
        }

        /** What was typed; no more than anybody types. */
        @Override
        @Nullable
        public String text() {
            var wish = Parameters.given(text);
            return wish == null || wish.length() <= LONGEST_TEXT ? wish : wish.substring(0, LONGEST_TEXT);
        }

        private boolean handled() {
            var wish = Parameters.given(state);
            return switch (wish == null ? OPEN : wish.toLowerCase(Locale.ROOT)) {
                case OPEN -> false;
                case HANDLED -> true;
                default -> throw Refusal.parameter("state", String.valueOf(wish), OPEN + " or " + HANDLED);
            };
        }
    }

    /** The patient was told by other means. */
    @Schema(name = "Contacted")
    record Contacted(
            @Schema(allowableValues = {"phone", "email"}) @Nullable
            String by,

            @Schema(description = "what to remember about it") @Nullable
            String note) {}

    /** Nobody needs it any more. */
    @Schema(name = "Discarded")
    record Discarded(
            @Schema(description = "why, in words of one's own") @Nullable
            String reason) {}

    /** A number as people type it. */
    @Schema(name = "Phone")
    record Phone(
            @Schema(description = "one without a prefix is the clinic's country's", example = "600 111 222") @Nullable
            String phone) {}

    /** The right number. */
    @Schema(name = "PhoneCorrection")
    record PhoneCorrection(
            @Schema(description = "one without a prefix is the clinic's country's", example = "600 111 222") @Nullable
            String phone,

            @Schema(description = "whether the message goes again; true by default") @Nullable
            Boolean resend) {}
}
