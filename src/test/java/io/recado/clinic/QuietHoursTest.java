package io.recado.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.configuration.ClinicId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class QuietHoursTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final QuietHours NIGHT = QuietHours.untouched(new ClinicId("centro"), NoticeKind.CAMPAIGN);

    @Example
    void theNightEndsInTheMorningOfTheNextDay() {
        assertThat(NIGHT.endOf(Instant.parse("2026-11-23T21:30:00Z"), MADRID))
                .contains(Instant.parse("2026-11-24T08:00:00Z"));
        assertThat(NIGHT.endOf(Instant.parse("2026-11-24T07:59:00Z"), MADRID))
                .contains(Instant.parse("2026-11-24T08:00:00Z"));
        assertThat(NIGHT.endOf(Instant.parse("2026-11-24T08:00:00Z"), MADRID)).isEmpty();
        assertThat(NIGHT.endOf(Instant.parse("2026-11-23T20:59:00Z"), MADRID)).isEmpty();
    }

    @Example
    void aSiestaEndsOnItsDay() {
        var siesta = NIGHT.between(LocalTime.of(14, 0), LocalTime.of(17, 0));

        assertThat(siesta.endOf(Instant.parse("2026-07-01T13:00:00Z"), MADRID))
                .contains(Instant.parse("2026-07-01T15:00:00Z"));
        assertThat(siesta.endOf(Instant.parse("2026-07-01T21:00:00Z"), MADRID)).isEmpty();
    }

    @Example
    void nightsInWhichTheClocksChangeAreShorterOrLonger() {
        var evening = LocalTime.of(22, 0);

        assertThat(NIGHT.endOf(Instant.parse("2026-03-28T21:00:00Z"), MADRID))
                .as("clocks forward")
                .contains(Instant.parse("2026-03-29T07:00:00Z"));
        assertThat(NIGHT.endOf(Instant.parse("2026-10-24T20:00:00Z"), MADRID))
                .as("clocks back")
                .contains(Instant.parse("2026-10-25T08:00:00Z"));
        // half past two does not exist in the one night, and comes twice in the other
        assertThat(NIGHT.between(evening, LocalTime.of(2, 30)).endOf(Instant.parse("2026-03-29T00:30:00Z"), MADRID))
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(NIGHT.between(evening, LocalTime.of(2, 30)).endOf(Instant.parse("2026-10-25T01:10:00Z"), MADRID))
                .contains(Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Example
    void whoSwitchesThemOffWritesAtAnyHour() {
        assertThat(NIGHT.off().endOf(Instant.parse("2026-11-23T23:00:00Z"), MADRID))
                .isEmpty();
    }

    @Example
    void aWholeDayIsNotQuiet() {
        assertThatThrownBy(() -> NIGHT.between(LocalTime.NOON, LocalTime.NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("switch them off");
    }

    @Property
    void theyEndLaterThanNowWithinADayAndAreOverThen(
            @ForAll("zones") ZoneId zone,
            @ForAll @IntRange(max = 366 * 24 * 12) int steps,
            @ForAll @IntRange(max = 95) int from,
            @ForAll @IntRange(min = 1, max = 95) int length) {
        var start = LocalTime.MIDNIGHT.plusMinutes(15L * from);
        var hours = NIGHT.between(start, start.plusMinutes(15L * length));
        var now = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(5L * steps));

        hours.endOf(now, zone).ifPresent(end -> {
            assertThat(end).isAfter(now).isBeforeOrEqualTo(now.plus(Duration.ofHours(25)));
            assertThat(end.atZone(zone).toLocalTime()).isAfterOrEqualTo(hours.to());
        });
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "Europe/Madrid",
                        "Atlantic/Canary",
                        "America/Bogota",
                        "America/Santiago",
                        "America/Mexico_City",
                        "Australia/Lord_Howe")
                .map(ZoneId::of);
    }
}
