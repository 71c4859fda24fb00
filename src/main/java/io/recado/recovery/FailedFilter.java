package io.recado.recovery;

import io.recado.channel.FailureClass;
import io.recado.configuration.ClinicScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which failed messages somebody wants to see; a null asks for all.
 *
 * @param clinics of these. A border puts in what its viewer may see
 * @param code WhatsApp's
 * @param rule name of the rule that ordered it, such as {@code reminder}
 * @param since failed at or after this instant (UTC)
 * @param until failed before this instant (UTC)
 * @param patient the hub's number of a patient
 * @param whom words of a patient's name, or some digits of a phone; counts when there is no patient
 * @param handled whether those that somebody has closed, instead of those that wait
 */
public record FailedFilter(
        ClinicScope clinics,
        @Nullable FailureClass kind,
        @Nullable Integer code,
        @Nullable String rule,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Long patient,
        @Nullable String whom,
        boolean handled) {

    /** Everything that waits. */
    public static FailedFilter waiting() {
        return new FailedFilter(ClinicScope.everywhere(), null, null, null, null, null, null, null, false);
    }

    /** What waits at some clinics. */
    public static FailedFilter waitingAt(ClinicScope clinics) {
        return new FailedFilter(clinics, null, null, null, null, null, null, null, false);
    }

    /** The same for these clinics alone. */
    public FailedFilter at(ClinicScope these) {
        return new FailedFilter(these, kind, code, rule, since, until, patient, whom, handled);
    }

    /** Without whom: that may be a person. */
    @Override
    public String toString() {
        return "FailedFilter[%s, %s, %s, %s, %s, %s, %s]".formatted(clinics, kind, code, rule, since, until, handled);
    }
}
