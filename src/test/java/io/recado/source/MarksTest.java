package io.recado.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MarksTest {

    private static final Duration OVERLAP = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void beginsAtTheBeginningWhenNothingWasRead() {
        assertThat(Marks.NONE.since(OVERLAP)).isNull();
    }

    @Test
    void aTimeGoesBackByTheOverlapOnTheSourcesOwnClock() {
        var marks = Marks.NONE.plus("2026-11-20T12:07:00.250Z", NOON, OVERLAP);

        assertThat(marks.since(OVERLAP)).isEqualTo("2026-11-20T12:06:00.250Z");
    }

    @Test
    void followsASourceWhoseClockWasPutBack() {
        var marks = Marks.NONE
                .plus("2026-11-20T12:07:00Z", NOON, OVERLAP)
                .plus("2026-11-20T12:00:30Z", NOON.plusSeconds(30), OVERLAP);

        assertThat(marks.since(OVERLAP)).isEqualTo("2026-11-20T11:59:30Z");
    }

    @Test
    void aVersionGoesBackToTheOneThatWasCurrentAMinuteBefore() {
        var marks = Marks.NONE
                .plus("100", NOON, OVERLAP)
                .plus("120", NOON.plusSeconds(30), OVERLAP)
                .plus("140", NOON.plusSeconds(60), OVERLAP)
                .plus("160", NOON.plusSeconds(90), OVERLAP);

        assertThat(marks.since(OVERLAP)).isEqualTo("120");
    }

    @Test
    void readsAllVersionsAgainWhileNoneIsOldEnough() {
        var marks = Marks.NONE.plus("100", NOON, OVERLAP).plus("120", NOON.plusSeconds(30), OVERLAP);

        assertThat(marks.since(OVERLAP)).isNull();
    }

    /** The row was given version 95 and was still invisible when the hub read 100, an hour before it read again. */
    @Test
    void goesBackBeforeTheLastReadHoweverLongAgoThatWas() {
        var marks = Marks.NONE.plus("90", NOON.minusSeconds(60), OVERLAP).plus("100", NOON, OVERLAP);

        assertThat(marks.since(OVERLAP)).isEqualTo("90");
    }

    @Test
    void forgetsWhatIsOlderThanItNeeds() {
        var marks = Marks.NONE;
        for (int read = 0; read < 1000; read++) {
            marks = marks.plus(String.valueOf(read), NOON.plusSeconds(10L * read), OVERLAP);
        }

        assertThat(marks.marks()).hasSize(7);
        assertThat(marks.since(OVERLAP)).isEqualTo("993");
    }
}
