package io.recado.outbox;

import io.recado.channel.FailureClass;
import io.recado.configuration.ClinicScope;
import io.recado.contact.PhoneNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which failures to list; a null asks for all.
 *
 * @param code WhatsApp's
 * @param since failed at or after this instant (UTC)
 * @param until failed before this instant (UTC)
 * @param handled whether those that are closed, instead of those that wait
 */
public record FailedQuery(
        ClinicScope clinics,
        @Nullable FailureClass kind,
        @Nullable Integer code,
        @Nullable String rule,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Concerned concerned,
        boolean handled) {

    /**
     * Whom a message concerns, in any of these ways.
     *
     * @param digits some digits of the number that it went to, in their order; null for no wish
     * @param phones numbers that it went to
     * @param subjects what it is about
     */
    public record Concerned(@Nullable String digits, Collection<PhoneNumber> phones, Collection<String> subjects) {

        public Concerned {
            phones = List.copyOf(phones);
            subjects = List.copyOf(subjects);
        }
    }

    /** Everything that waits. */
    public static FailedQuery waiting() {
        return new FailedQuery(ClinicScope.everywhere(), null, null, null, null, null, null, false);
    }
}
