package io.recado.consent;

import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish not to be written to.
 *
 * @param clinic which clinic it speaks of; null for the whole organisation
 * @param channel the one that it came through; null for none
 */
public record OptOut(
        @Nullable ClinicId clinic,
        PhoneNumber phone,
        Kind kind,
        Cause cause,
        @Nullable ChannelId channel) {

    /** A wish of which nobody says through which channel it came. */
    public OptOut(@Nullable ClinicId clinic, PhoneNumber phone, Kind kind, Cause cause) {
        this(clinic, phone, kind, cause, null);
    }

    /** What they do not want. */
    public enum Kind {
        ALL,
        MARKETING
    }

    /** Who said so. */
    public enum Cause {
        /** The person, in the chat. */
        ASKED,
        /** WhatsApp reported that the person stopped marketing messages there. */
        CHANNEL,
        STAFF,
        /** The outside system's own record of consent. */
        SOURCE
    }
}
