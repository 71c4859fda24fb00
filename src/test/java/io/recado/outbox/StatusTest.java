package io.recado.outbox;

import static io.recado.outbox.Status.ACCEPTED;
import static io.recado.outbox.Status.DELIVERED;
import static io.recado.outbox.Status.EXPIRED;
import static io.recado.outbox.Status.FAILED;
import static io.recado.outbox.Status.IN_DOUBT;
import static io.recado.outbox.Status.QUEUED;
import static io.recado.outbox.Status.READ;
import static io.recado.outbox.Status.REVOKED;
import static io.recado.outbox.Status.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StatusTest {

    @Property
    void newsNeverMovesAMessageBackwards(@ForAll Status before, @ForAll("news") Status news) {
        var after = before.after(news);

        assertThat(after).isIn(before, news);
        if (before.rank() <= READ.rank() && after.rank() <= READ.rank()) {
            assertThat(after.rank()).isGreaterThanOrEqualTo(before.rank());
        }
    }

    @Property
    void theSameNewsTwiceIsNoNews(@ForAll Status before, @ForAll("news") Status news) {
        var once = before.after(news);

        assertThat(once.after(news)).isEqualTo(once);
    }

    @Property
    void whatArrivedStaysArrived(@ForAll("news") Status news, @ForAll("series") List<Status> later) {
        var status = DELIVERED.after(news);
        for (var one : later) {
            status = status.after(one);
        }

        assertThat(status).isIn(DELIVERED, READ);
    }

    @Property
    void theOrderOfNewsDoesNotMatterForWhatArrived(@ForAll("arrivals") List<Status> news) {
        var forward = news.stream().reduce(ACCEPTED, Status::after);
        var backward = news.reversed().stream().reduce(ACCEPTED, Status::after);

        assertThat(forward).isEqualTo(backward);
    }

    @Example
    void aDeliveryOutweighsAFailureAndNotTheOtherWayRound() {
        assertThat(FAILED.after(DELIVERED)).isEqualTo(DELIVERED);
        assertThat(DELIVERED.after(FAILED)).isEqualTo(DELIVERED);
        assertThat(FAILED.after(SENT)).isEqualTo(FAILED);
    }

    @Example
    void whatLeftAfterAllIsNoLongerTakenBack() {
        assertThat(REVOKED.after(SENT)).isEqualTo(SENT);
        assertThat(EXPIRED.after(READ)).isEqualTo(READ);
        assertThat(REVOKED.after(FAILED)).isEqualTo(REVOKED);
    }

    @Example
    void newsSettlesDoubtAndAFailureOfAnEarlierTryDoesNotStopTheNext() {
        assertThat(IN_DOUBT.after(SENT)).isEqualTo(SENT);
        assertThat(QUEUED.after(FAILED)).isEqualTo(QUEUED);
    }

    @Property
    void anyOrderAndAnyRepetitionOfNewsLeadToOneOutcome(@ForAll("series") List<Status> news, @ForAll Random chance) {
        var repeated = new ArrayList<>(news);
        news.stream().filter(one -> chance.nextBoolean()).forEach(repeated::add);
        Collections.shuffle(repeated, chance);

        assertThat(repeated.stream().reduce(ACCEPTED, Status::after))
                .isEqualTo(news.stream().reduce(ACCEPTED, Status::after))
                .isEqualTo(outcome(news));
    }

    /** What arrived, arrived; what failed otherwise, failed; and anything else is as far as it was said to be. */
    private static Status outcome(List<Status> news) {
        return Stream.of(READ, DELIVERED, FAILED, SENT)
                .filter(news::contains)
                .findFirst()
                .orElse(ACCEPTED);
    }

    @Provide
    Arbitrary<Status> news() {
        return Arbitraries.of(ACCEPTED, SENT, DELIVERED, READ, FAILED);
    }

    @Provide
    Arbitrary<List<Status>> series() {
        return news().list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Status>> arrivals() {
        return Arbitraries.of(SENT, DELIVERED, READ).list().ofMaxSize(12);
    }
}
