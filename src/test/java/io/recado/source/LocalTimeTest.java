package io.recado.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTimeTest {

    @ParameterizedTest(name = "{0} in {1} is {2}, doubtful: {3}")
    @CsvSource({
        "2026-11-24T10:30:00+01:00, America/Bogota, 2026-11-24T09:30:00Z, false",
        "2026-11-24T10:30:00Z, Europe/Madrid, 2026-11-24T10:30:00Z, false",
        "2026-11-24T10:30:00-05:00, Europe/Madrid, 2026-11-24T15:30:00Z, false",
        "2026-11-24T10:30, Europe/Madrid, 2026-11-24T09:30:00Z, false",
        "2026-07-24T10:30:00, Europe/Madrid, 2026-07-24T08:30:00Z, false",
        "2026-11-24T10:30:00, America/Bogota, 2026-11-24T15:30:00Z, false",
        "2026-11-24T10:30:00, America/Argentina/Buenos_Aires, 2026-11-24T13:30:00Z, false",
        "2026-03-29T02:30:00, Europe/Madrid, 2026-03-29T01:30:00Z, true",
        "2026-10-25T02:30:00, Europe/Madrid, 2026-10-25T00:30:00Z, true",
        "2026-10-25T03:30:00, Europe/Madrid, 2026-10-25T02:30:00Z, false",
    })
    void readsATimeInItsZone(String text, ZoneId zone, Instant instant, boolean doubtful) {
        assertThat(LocalTime.read(text, zone)).isEqualTo(new LocalTime(instant, doubtful));
    }
}
