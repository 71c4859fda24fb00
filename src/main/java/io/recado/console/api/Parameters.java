package io.recado.console.api;

import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.console.access.Viewer;
import io.recado.outbox.MessageId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads query parameters, and refuses by name what cannot be read. Absent and empty are the same: no wish. */
@Component
class Parameters {

    private final Clinics clinics;

    Parameters(Clinics clinics) {
        this.clinics = clinics;
    }

    /** The clinic that is asked for. One that is not the viewer's is refused, also when it does not exist. */
    @Nullable
    ClinicId clinic(@Nullable String text, Viewer viewer) {
        var wish = given(text);
        if (wish == null) {
            return null;
        }
        var theirs = clinics.all().stream().map(Clinic::id).filter(viewer::sees).toList();
        return theirs.stream()
                .filter(id -> id.value().equals(wish))
                .findFirst()
                .orElseThrow(() -> viewer.clinics().all()
                        ? Refusal.parameter("clinic", wish, theirs)
                        : Refusal.foreignClinic(wish, theirs));
    }

    /**
     * The start of a span: an instant with its offset, or a date, which begins at midnight of the clinic.
     *
     * @param clinic whose midnight is meant; UTC's when null
     */
    @Nullable
    Instant from(String name, @Nullable String text, @Nullable ClinicId clinic) {
        return instant(name, text, date -> date.atStartOfDay(zone(clinic)).toInstant());
    }

    /** The end of a span, itself not in it; a date is in it as a whole. */
    @Nullable
    Instant to(String name, @Nullable String text, @Nullable ClinicId clinic) {
        return instant(
                name, text, date -> date.plusDays(1).atStartOfDay(zone(clinic)).toInstant());
    }

    private ZoneId zone(@Nullable ClinicId clinic) {
        return clinic == null ? ZoneOffset.UTC : clinics.get(clinic).zone();
    }

    private static @Nullable Instant instant(String name, @Nullable String text, Function<LocalDate, Instant> day) {
        var wish = given(text);
        if (wish == null) {
            return null;
        }
        try {
            return wish.length() <= "2026-11-24".length()
                    ? day.apply(LocalDate.parse(wish))
                    // a plus sign that was not encoded arrives as a blank
                    : OffsetDateTime.parse(wish.replace(' ', '+')).toInstant();
        } catch (DateTimeException unreadable) {
            throw Refusal.parameter(
                    name,
                    wish,
                    "a date such as 2026-11-24 or a time with its offset such as 2026-11-24T10:30:00+01:00");
        }
    }

    static <E extends Enum<E>> @Nullable E constant(String name, @Nullable String text, Class<E> type) {
        var wish = given(text);
        if (wish == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> code(constant).equals(wish.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Refusal.parameter(
                        name,
                        wish,
                        Arrays.stream(type.getEnumConstants())
                                .map(Parameters::code)
                                .toList()));
    }

    /** How the interface writes a constant. */
    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Long number(String name, @Nullable String text) {
        var wish = given(text);
        if (wish == null) {
            return null;
        }
        try {
            return Long.valueOf(wish);
        } catch (NumberFormatException unreadable) {
            throw Refusal.parameter(name, wish, "a whole number");
        }
    }

    /** What is no id names no message either. */
    static MessageId messageId(String text) {
        try {
            return new MessageId(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            throw Refusal.noSuch("message", text);
        }
    }

    /** A cursor that is a message's id. */
    static @Nullable String idCursor(@Nullable String text) {
        var wish = given(text);
        if (wish == null) {
            return null;
        }
        try {
            return UUID.fromString(wish).toString();
        } catch (IllegalArgumentException unreadable) {
            throw badCursor(wish);
        }
    }

    /** A cursor that is a number. */
    static @Nullable String numberCursor(@Nullable String text) {
        var wish = given(text);
        if (wish == null) {
            return null;
        }
        if (!wish.matches("\\d{1,18}")) {
            throw badCursor(wish);
        }
        return wish;
    }

    static Refusal badCursor(String text) {
        return Refusal.parameter("cursor", text, "the 'next' of the page before, unchanged");
    }

    /** Null for what is absent or empty. */
    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
