package io.recado.automation.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.configuration.ClinicId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderSettingsTest {

    private static final ReminderSettings SETTINGS = ReminderSettings.untouched(new ClinicId("centro"));

    @ParameterizedTest(name = "{0} {1} at {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    # zone                         | appointment      | send at | due
                    # the clock goes forward in Madrid on 29 March 2026 at 02:00, back on 25 October 2026 at 03:00
                    Europe/Madrid                  | 2026-03-30T10:30 | 18:00   | 2026-03-29T16:00:00Z
                    Europe/Madrid                  | 2026-03-29T10:30 | 18:00   | 2026-03-28T17:00:00Z
                    Europe/Madrid                  | 2026-03-30T10:30 | 02:30   | 2026-03-29T01:30:00Z
                    Europe/Madrid                  | 2026-03-29T03:00 | 23:59   | 2026-03-28T22:59:00Z
                    Europe/Madrid                  | 2026-10-26T10:30 | 18:00   | 2026-10-25T17:00:00Z
                    Europe/Madrid                  | 2026-10-25T10:30 | 18:00   | 2026-10-24T16:00:00Z
                    Europe/Madrid                  | 2026-10-26T10:30 | 02:30   | 2026-10-25T00:30:00Z
                    Europe/Madrid                  | 2026-01-01T09:00 | 18:00   | 2025-12-31T17:00:00Z
                    # Buenos Aires and Bogotá have had no clock changes for years; their day is not UTC's
                    America/Argentina/Buenos_Aires | 2026-03-29T10:30 | 18:00   | 2026-03-28T21:00:00Z
                    America/Argentina/Buenos_Aires | 2026-10-25T21:30 | 18:00   | 2026-10-24T21:00:00Z
                    America/Argentina/Buenos_Aires | 2026-11-24T22:30 | 22:00   | 2026-11-24T01:00:00Z
                    America/Bogota                 | 2026-03-29T10:30 | 18:00   | 2026-03-28T23:00:00Z
                    America/Bogota                 | 2026-10-25T20:00 | 18:00   | 2026-10-24T23:00:00Z
                    America/Bogota                 | 2026-11-24T19:30 | 19:00   | 2026-11-24T00:00:00Z
                    """)
    void isDueTheDayBeforeAtTheClinicsHour(ZoneId zone, LocalDateTime appointment, LocalTime sendAt, Instant due) {
        assertThat(SETTINGS.withSendAt(sendAt).due(appointment.atZone(zone).toInstant(), zone))
                .isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({"0,2026-11-24T17:00:00Z", "2,2026-11-22T17:00:00Z", "30,2026-10-25T17:00:00Z"})
    void countsDaysOnTheCalendar(int daysBefore, Instant due) {
        assertThat(SETTINGS.withDaysBefore(daysBefore)
                        .due(Instant.parse("2026-11-24T09:30:00Z"), ZoneId.of("Europe/Madrid")))
                .isEqualTo(due);
    }

    @Property
    void isAlwaysOnTheRightLocalDay(
            @ForAll("zones") ZoneId zone,
            @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long start,
            @ForAll @IntRange(max = 30) int daysBefore,
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(max = 59) int minute) {
        var sendAt = LocalTime.of(hour, minute);
        var appointment = Instant.ofEpochSecond(start);

        var due = SETTINGS.withDaysBefore(daysBefore)
                .withSendAt(sendAt)
                .due(appointment, zone)
                .atZone(zone);

        assertThat(due.toLocalDate())
                .isEqualTo(appointment.atZone(zone).toLocalDate().minusDays(daysBefore));
        // an hour that the clock skips is an hour later, and nothing else differs
        assertThat(due.toLocalTime()).isIn(sendAt, sendAt.plusHours(1));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Europe/Madrid", "America/Argentina/Buenos_Aires", "America/Bogota")
                .map(ZoneId::of);
    }

    @Test
    void moreThanThirtyDaysAreRefused() {
        assertThatThrownBy(() -> SETTINGS.withDaysBefore(31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A reminder leaves 0 to 30 days before the appointment, found 31");
    }

    @Test
    void aReminderWithoutTemplateIsRefused() {
        assertThatThrownBy(() -> SETTINGS.withTemplate(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
