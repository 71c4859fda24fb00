package io.recado.outbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.channel.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant TONIGHT = NOW.plus(Duration.ofHours(8));

    private final RetrySchedule schedule = new RetrySchedule(new Random(1));

    @Property
    void aTryComesAfterNowAndWhileTheMessageIsUseful(
            @ForAll @IntRange(min = 1, max = 60) int attempts,
            @ForAll @IntRange(min = 1, max = 100_000) int firstWait,
            @ForAll @LongRange(min = 1, max = 1_000_000) long usefulSeconds) {
        var usefulUntil = NOW.plusSeconds(usefulSeconds);
        var retry = new Retry(0, Duration.ofSeconds(firstWait));

        var next = schedule.next(failure(FailureClass.RETRY_LATER), retry, attempts, NOW, usefulUntil);

        next.ifPresent(at -> assertThat(at).isAfter(NOW).isBefore(usefulUntil));
    }

    @Property
    void waitsNeverGrowBeyondAQuarterOfAnHourAndAFifth(@ForAll @IntRange(min = 1, max = 1000) int attempts) {
        var next = schedule.next(
                failure(FailureClass.RETRY_LATER), new Retry(0, Duration.ofSeconds(5)), attempts, NOW, TONIGHT);

        assertThat(next).hasValueSatisfying(at -> assertThat(at).isBeforeOrEqualTo(NOW.plus(Duration.ofMinutes(18))));
    }

    @Example
    void waitsGrowFourfold() {
        var retry = new Retry(0, Duration.ofSeconds(4));

        assertThat(wait(retry, 1)).isBetween(Duration.ofMillis(3200), Duration.ofMillis(4800));
        assertThat(wait(retry, 2)).isBetween(Duration.ofMillis(12_800), Duration.ofMillis(19_200));
        assertThat(wait(retry, 3)).isBetween(Duration.ofMillis(51_200), Duration.ofMillis(76_800));
    }

    @Example
    void givesUpAfterAsManyTriesAsMakeSense() {
        var threeTries = new Retry(3, Duration.ofSeconds(5));

        assertThat(schedule.next(failure(FailureClass.RETRY_LATER), threeTries, 2, NOW, TONIGHT))
                .isPresent();
        assertThat(schedule.next(failure(FailureClass.RETRY_LATER), threeTries, 3, NOW, TONIGHT))
                .isEmpty();
    }

    @Example
    void doesNotWaitADayForAMessageOfTonight() {
        var tomorrow = new Retry(2, Duration.ofDays(1));

        assertThat(schedule.next(failure(FailureClass.RETRY_LATER), tomorrow, 1, NOW, TONIGHT))
                .isEmpty();
    }

    @Example
    void neverTriesAgainWhatWillFailAgain() {
        for (var kind : new FailureClass[] {
            FailureClass.BAD_REQUEST, FailureClass.FIX_RECIPIENT, FailureClass.FIX_TEMPLATE, FailureClass.WINDOW_CLOSED
        }) {
            assertThat(schedule.next(failure(kind), new Retry(0, Duration.ofSeconds(5)), 1, NOW, TONIGHT))
                    .as(kind.name())
                    .isEmpty();
        }
    }

    @Example
    void anAccountThatNeedsPeopleKeepsItsMessagesUntilTheyExpire() {
        var retry = new Retry(0, Duration.ofMinutes(5));
        var soon = NOW.plusSeconds(10);

        assertThat(schedule.next(failure(FailureClass.FIX_ACCOUNT), retry, 30, NOW, TONIGHT))
                .isPresent();
        assertThat(schedule.next(failure(FailureClass.FIX_ACCOUNT), retry, 1, NOW, soon))
                .contains(soon);
    }

    private Duration wait(Retry retry, int attempts) {
        return Duration.between(
                NOW,
                schedule.next(failure(FailureClass.RETRY_LATER), retry, attempts, NOW, TONIGHT)
                        .orElseThrow());
    }

    private static Failure failure(FailureClass kind) {
        return new Failure(kind, 1, "title", null, null);
    }
}
