package io.recado.clinic;

import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import java.net.URI;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A clinic as the configuration describes it.
 *
 * @param country ISO 3166 code; the prefix of phone numbers that come without one
 * @param rescheduleUrl where patients move their own appointments; null without such an add-on
 */
public record Clinic(
        ClinicId id,
        String name,
        String country,
        ZoneId zone,
        Locale language,
        @Nullable String phone,
        @Nullable String address,
        ChannelId channel,
        @Nullable URI rescheduleUrl) {}
