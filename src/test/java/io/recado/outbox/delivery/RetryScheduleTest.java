package io.recado.outbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.channel.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant TONIGHT = NOW.plus(Duration.ofHours(8));
    private static final Instant NEXT_WEEK = NOW.plus(Duration.ofDays(7));

    private final RetrySchedule schedule = new RetrySchedule(new Random(1));

    @Property
    void aTryComesAfterNowAndWhileTheMessageIsUseful(
            @ForAll @IntRange(min = 1, max = 60) int attempts,
            @ForAll @IntRange(min = 1, max = 100_000) int firstWait,
            @ForAll @LongRange(min = 1, max = 1_000_000) long usefulSeconds,
            @ForAll boolean anotherDay,
            @ForAll("zones") ZoneId zone) {
        var usefulUntil = NOW.plusSeconds(usefulSeconds);
        var retry = new Retry(0, Duration.ofSeconds(firstWait), anotherDay);

        var next = schedule.next(failure(FailureClass.RETRY_LATER), retry, attempts, NOW, usefulUntil, zone);

        next.ifPresent(at -> assertThat(at).isAfter(NOW).isBefore(usefulUntil));
    }

    @Property
    void waitsNeverGrowBeyondAQuarterOfAnHourAndAFifth(@ForAll @IntRange(min = 1, max = 1000) int attempts) {
        var next = next(FailureClass.RETRY_LATER, soon(5), attempts, TONIGHT);

        assertThat(next).hasValueSatisfying(at -> assertThat(at).isBeforeOrEqualTo(NOW.plus(Duration.ofMinutes(18))));
    }

    @Property
    void waitsGrowUntilTheyAreLongEnoughAndTheirSpreadIsAFifthEitherWay(
            @ForAll @IntRange(min = 1, max = 12) int attempts,
            @ForAll @IntRange(min = 1, max = 600) int firstWait,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double luck) {
        var retry = soon(firstWait);

        var shortest = wait(constant(0), retry, attempts);
        var longest = wait(constant(Math.nextDown(1.0)), retry, attempts);
        var one = wait(constant(luck), retry, attempts);

        assertThat(one).isBetween(shortest, longest);
        assertThat((double) longest.toMillis() / shortest.toMillis()).isBetween(1.49, 1.51);
        assertThat(wait(constant(luck), retry, attempts + 1)).isGreaterThanOrEqualTo(one);
    }

    @Property
    void whatMustWaitForAnotherDayGoesOnAnotherDayOfTheRecipient(
            @ForAll("zones") ZoneId zone,
            @ForAll @IntRange(min = 0, max = 366 * 24) int hours,
            @ForAll @IntRange(min = 1, max = 86_400) int firstWait) {
        var failed = NOW.plus(Duration.ofHours(hours));
        var retry = new Retry(0, Duration.ofSeconds(firstWait), true);

        var next = schedule.next(
                failure(FailureClass.RETRY_LATER), retry, 1, failed, failed.plus(Duration.ofDays(9)), zone);

        assertThat(next).hasValueSatisfying(at -> assertThat(at.atZone(zone).toLocalDate())
                .isAfter(failed.atZone(zone).toLocalDate()));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "Europe/Madrid",
                        "America/Bogota",
                        "America/Santiago",
                        "Pacific/Kiritimati",
                        "Australia/Lord_Howe")
                .map(ZoneId::of);
    }

    @Example
    void waitsGrowFourfold() {
        assertThat(wait(new Random(1), soon(4), 1)).isBetween(Duration.ofMillis(3200), Duration.ofMillis(4800));
        assertThat(wait(new Random(1), soon(4), 2)).isBetween(Duration.ofMillis(12_800), Duration.ofMillis(19_200));
        assertThat(wait(new Random(1), soon(4), 3)).isBetween(Duration.ofMillis(51_200), Duration.ofMillis(76_800));
    }

    @Example
    void givesUpAfterAsManyTriesAsMakeSense() {
        var threeTries = new Retry(3, Duration.ofSeconds(5), false);

        assertThat(next(FailureClass.RETRY_LATER, threeTries, 2, TONIGHT)).isPresent();
        assertThat(next(FailureClass.RETRY_LATER, threeTries, 3, TONIGHT)).isEmpty();
    }

    @Example
    void doesNotWaitADayForAMessageOfTonight() {
        var tomorrow = new Retry(2, Duration.ofDays(1), false);

        assertThat(next(FailureClass.RETRY_LATER, tomorrow, 1, TONIGHT)).isEmpty();
        assertThat(next(FailureClass.RETRY_LATER, tomorrow, 1, NEXT_WEEK)).isPresent();
    }

    @Example
    void neverTriesAgainWhatWillFailAgain() {
        for (var kind : new FailureClass[] {
            FailureClass.BAD_REQUEST, FailureClass.FIX_RECIPIENT, FailureClass.FIX_TEMPLATE, FailureClass.WINDOW_CLOSED
        }) {
            assertThat(next(kind, soon(5), 1, TONIGHT)).as(kind.name()).isEmpty();
        }
    }

    @Example
    void anAccountThatNeedsPeopleKeepsItsMessagesOnTheirQueue() {
        assertThat(next(FailureClass.FIX_ACCOUNT, soon(300), 30, TONIGHT)).contains(NOW);
    }

    private Optional<Instant> next(FailureClass kind, Retry retry, int attempts, Instant usefulUntil) {
        return schedule.next(failure(kind), retry, attempts, NOW, usefulUntil, ZoneOffset.UTC);
    }

    private static Duration wait(Random luck, Retry retry, int attempts) {
        return Duration.between(
                NOW,
                new RetrySchedule(luck)
                        .next(failure(FailureClass.RETRY_LATER), retry, attempts, NOW, NEXT_WEEK, ZoneOffset.UTC)
                        .orElseThrow());
    }

    private static Retry soon(int seconds) {
        return new Retry(0, Duration.ofSeconds(seconds), false);
    }

    private static Random constant(double luck) {
        return new Random() {
            @Override
            public double nextDouble() {
                return luck;
            }
        };
    }

    private static Failure failure(FailureClass kind) {
        return new Failure(kind, 1, "title", null, null);
    }
}
