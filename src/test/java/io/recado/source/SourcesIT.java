package io.recado.source;

import static io.recado.agenda.AgendaFixture.NOW;
import static io.recado.agenda.AgendaFixture.PMS;
import static io.recado.agenda.AgendaFixture.TUESDAY_MORNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recado.agenda.AgendaEvent;
import io.recado.agenda.AgendaEvent.AppointmentCancelled;
import io.recado.agenda.AgendaEvent.AppointmentMoved;
import io.recado.agenda.AgendaFixture;
import io.recado.agenda.AppointmentStatus;
import io.recado.clinic.TestClinics;
import io.recado.configuration.SourceId;
import io.recado.configuration.Wiring;
import io.recado.source.PullReport.Outcome;
import io.recado.source.SourceReport.State;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;

class SourcesIT {

    private static final Duration LATER = Duration.ofMinutes(45);

    private final AgendaFixture fixture = new AgendaFixture();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Sources sources = node();
    private final FakeAgenda theirs = new FakeAgenda(NOW);

    /** Another node on the same database is another instance. */
    private Sources node() {
        return new Sources(
                wiring(),
                TestClinics.demo(),
                fixture.agenda,
                fixture.jdbc,
                JsonMapper.builder().addModule(new JavaTimeModule()).build(),
                new JdbcTransactionManager(fixture.database),
                meters,
                new StaticListableBeanFactory().getBeanProvider(PullStarter.class),
                fixture.clock());
    }

    private static Wiring wiring() {
        return new Wiring(
                "Clínicas Sol",
                URI.create("http://127.0.0.1"),
                "data",
                List.of(),
                List.of(),
                List.of(source("pms"), source("crm")),
                new Wiring.Delivery(
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(45),
                        Duration.ofMinutes(10),
                        Duration.ofDays(400),
                        Duration.ofDays(1)),
                new Wiring.Inbound(Duration.ofDays(90)),
                new Wiring.Console(Duration.ofHours(4), true, null));
    }

    private static Wiring.SourceEntry source(String id) {
        return new Wiring.SourceEntry(
                id,
                "fake-read-agenda-action",
                null,
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                new Wiring.Window(Duration.ofDays(1), Duration.ofDays(60)),
                Map.of(),
                Map.of("1", "centro", "2", "palermo"));
    }

    private void pull(String lane) {
        fixture.pass(LATER);
        theirs.clock = theirs.clock.plus(LATER);
        var pull = sources.firstPull("pms", lane);
        assertThat(pull).isNotNull();
        while (pull != null) {
            pull = sources.absorb(pull, theirs.page(pull));
        }
    }

    private Pull first(String lane) {
        return Objects.requireNonNull(sources.firstPull("pms", lane), "the lane is due and free");
    }

    private SourceReport.LaneReport report(Lane lane) {
        return sources.reports().getFirst().lanes().stream()
                .filter(report -> report.lane() == lane)
                .findFirst()
                .orElseThrow();
    }

    private int appointments() {
        return fixture.jdbc
                .sql("select count(*) from appointment")
                .query(Integer.class)
                .single();
    }

    @Test
    void whatChangedIsMirroredAndWhatIsKnownIsNotToldAgain() {
        theirs.put("A-1", TUESDAY_MORNING);
        pull("fast");
        assertThat(fixture.told()).hasSize(1);

        theirs.touch("A-1").put("start", TUESDAY_MORNING.plusSeconds(3600).toString());
        pull("fast");
        pull("fast");
        pull("slow");

        assertThat(fixture.told()).singleElement().isInstanceOf(AppointmentMoved.class);
    }

    @Test
    void asksSinceTheSourcesOwnClockLessAnOverlap() {
        theirs.clock = NOW.plus(Duration.ofMinutes(7)); // theirs is seven minutes ahead
        pull("fast");
        var serverTime = theirs.clock;

        fixture.pass(LATER);
        var next = first("fast");
        assertThat(next.since()).isEqualTo(serverTime.minusSeconds(60).toString());
    }

    @Test
    void aTransactionThatCommitsAfterThePollIsSeenByTheNextOne() {
        pull("fast");
        var stamp = theirs.clock.minusSeconds(20);
        theirs.put("A-1", TUESDAY_MORNING)
                .put("changedAt", stamp.toString()); // stamped before the poll, visible after it

        pull("fast");

        assertThat(appointments()).isEqualTo(1);
    }

    @Test
    void aThousandRowsOfOneInstantAreAllTaken() {
        for (int i = 0; i < 1200; i++) {
            theirs.put("A-" + i, TUESDAY_MORNING.plusSeconds(60L * i));
        }

        pull("fast");

        assertThat(appointments()).isEqualTo(1200);
        assertThat(theirs.pagesGiven).isEqualTo(3);
    }

    @Test
    void aCrashBetweenTwoPagesRepeatsAndLosesNothing() {
        pull("fast");
        theirs.clock = theirs.clock.plus(LATER);
        for (int i = 0; i < 1200; i++) {
            theirs.put("A-" + i, TUESDAY_MORNING);
        }
        fixture.pass(LATER);
        var dying = first("fast");
        dying = Objects.requireNonNull(sources.absorb(dying, theirs.page(dying)));
        fixture.jdbc
                .sql("update source_lease set ends_at = now() - interval '1 second'")
                .update();

        pull("fast");

        assertThat(appointments()).isEqualTo(1200);
        assertThat(fixture.told()).hasSize(1200);
        assertThat(sources.absorb(dying, theirs.page(dying)))
                .as("the node that was thought dead has lost its lease")
                .isNull();
    }

    @Test
    void aPageThatCannotBeStoredLeavesTheMarkWhereItWas() {
        pull("fast");
        theirs.clock = theirs.clock.plus(Duration.ofMinutes(5));
        theirs.put("A-1", TUESDAY_MORNING);
        theirs.put("A-2", TUESDAY_MORNING);
        var trouble = new ArrayList<>(List.of(true));
        fixture.listeners.add(event -> {
            if (trouble.getFirst()) {
                throw new IllegalStateException("somebody else's trouble");
            }
        });
        assertThatThrownBy(() -> pull("fast")).hasMessageContaining("somebody else");
        sources.failed(lastPull(), PullTrouble.of("trouble"));
        assertThat(appointments()).isZero();

        trouble.set(0, false);
        pull("fast");

        assertThat(appointments()).isEqualTo(2);
    }

    /** The pull under way, as the route still has it. */
    private Pull lastPull() {
        var holder = fixture.jdbc
                .sql("select holder from source_lease where source = 'pms'")
                .query(String.class)
                .single();
        return new Pull(PMS, Lane.FAST, holder, 0, null, null, NOW, NOW, List.of(), null, true, 0);
    }

    @Test
    void oneRecordThatListenersChokeOnDoesNotStopTheOthers() {
        theirs.put("A-1", TUESDAY_MORNING);
        theirs.put("A-2", TUESDAY_MORNING);
        fixture.listeners.add(event -> {
            if (event.after().externalId().equals("A-1")) {
                throw new IllegalStateException("a rule that divides by zero");
            }
        });

        pull("fast");

        assertThat(appointments()).isEqualTo(1);
        assertThat(sources.rejected(null, 10).items()).singleElement().satisfies(rejected -> {
            assertThat(rejected.externalId()).isEqualTo("A-1");
            assertThat(rejected.reason()).isEqualTo(RejectionReason.NOT_STORABLE);
        });
    }

    @Test
    void aRecordThatBreaksTheSchemaIsKeptWithItsPlaceUntilTheSourceCorrectsIt() {
        theirs.put("A-1", TUESDAY_MORNING).put("start", "mañana a las diez");
        theirs.put("A-2", TUESDAY_MORNING);
        pull("fast");
        pull("fast");
        assertThat(appointments()).isEqualTo(1);
        assertThat(sources.rejected(null, 10).items()).singleElement().satisfies(rejected -> {
            assertThat(rejected.reason()).isEqualTo(RejectionReason.MALFORMED);
            assertThat(rejected.detail()).isEqualTo("$.start: pattern");
            assertThat(rejected.payload()).contains("mañana a las diez");
        });

        theirs.touch("A-1").put("start", TUESDAY_MORNING.toString());
        pull("fast");

        assertThat(appointments()).isEqualTo(2);
        assertThat(sources.rejected(null, 10).items()).isEmpty();
    }

    @Test
    void anUnknownClinicIsARejectedRecord() {
        theirs.put("A-1", TUESDAY_MORNING).put("clinic", "77");

        pull("slow");

        assertThat(sources.rejected(null, 10).items()).singleElement().satisfies(rejected -> {
            assertThat(rejected.reason()).isEqualTo(RejectionReason.UNKNOWN_CLINIC);
            assertThat(rejected.detail()).contains("'77'").contains("recado.sources[pms].clinics");
        });
        assertThat(sources.reports().getFirst().rejected()).isEqualTo(1);
    }

    @Test
    void rejectedRecordsAreFoundBySourceReasonAndText() {
        theirs.put("A-1", TUESDAY_MORNING).put("clinic", "77");
        theirs.put("A-2", TUESDAY_MORNING).put("start", "mañana");
        pull("slow");

        assertThat(found(new RejectedQuery(Set.of(PMS), null, null))).containsExactlyInAnyOrder("A-1", "A-2");
        assertThat(found(new RejectedQuery(Set.of(new SourceId("crm")), null, null)))
                .isEmpty();
        assertThat(found(new RejectedQuery(null, RejectionReason.MALFORMED, null)))
                .containsExactly("A-2");
        assertThat(found(new RejectedQuery(null, null, "a-1"))).containsExactly("A-1");
        assertThat(found(new RejectedQuery(null, null, "%"))).isEmpty();
    }

    private List<String> found(RejectedQuery query) {
        return sources.rejected(query, null, 10).items().stream()
                .map(RejectedRecord::externalId)
                .toList();
    }

    @Test
    void theLastPullsOfEachLaneAreKept() {
        theirs.put("A-1", TUESDAY_MORNING);
        theirs.put("A-2", TUESDAY_MORNING);
        pull("fast");
        pull("slow");
        theirs.complete = false;
        pull("slow");
        fixture.pass(LATER);
        sources.failed(first("fast"), PullTrouble.of("connection refused"));

        assertThat(sources.pulls(PMS, Lane.SLOW, 10))
                .extracting(PullReport::outcome, PullReport::records)
                .containsExactly(tuple(Outcome.DOUBTFUL, 2), tuple(Outcome.OK, 2));
        assertThat(sources.pulls(PMS, Lane.FAST, 10))
                .extracting(PullReport::outcome, PullReport::records, PullReport::detail)
                .containsExactly(tuple(Outcome.FAILED, 0, "connection refused"), tuple(Outcome.OK, 2, null));

        for (int i = 0; i < 105; i++) {
            pull("fast");
        }
        assertThat(sources.pulls(PMS, Lane.FAST, 1_000)).hasSize(100);
        assertThat(sources.pulls(PMS, Lane.SLOW, 1_000)).hasSize(2);
    }

    @Test
    void aRejectedRecordThatTheSourceDropsIsNoLongerShown() {
        theirs.put("A-1", TUESDAY_MORNING).put("clinic", "77");
        theirs.put("A-2", TUESDAY_MORNING);
        pull("slow");

        theirs.delete("A-1");
        pull("slow");

        assertThat(sources.rejected(null, 10).items()).isEmpty();
    }

    @Test
    void aRowThatVanishedIsCancelledAfterTwoCompleteReads() {
        theirs.put("A-1", TUESDAY_MORNING);
        theirs.put("A-2", TUESDAY_MORNING);
        pull("slow");
        fixture.told();
        theirs.delete("A-1");

        pull("slow");
        assertThat(fixture.stored("A-1").status()).isEqualTo(AppointmentStatus.UNKNOWN);
        pull("slow");

        assertThat(fixture.stored("A-1").status()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(fixture.told().stream().map(AgendaEvent::getClass)).contains(AppointmentCancelled.class);
        assertThat(fixture.stored("A-2").status()).isEqualTo(AppointmentStatus.PENDING);
    }

    @Test
    void aSuspiciouslyShortReadCancelsNothingUntilSomebodyBelievesIt() {
        for (int i = 0; i < 10; i++) {
            theirs.put("A-" + i, TUESDAY_MORNING);
        }
        pull("slow");
        fixture.told();
        for (int i = 0; i < 6; i++) {
            theirs.delete("A-" + i);
        }

        pull("slow");
        pull("slow");
        assertThat(fixture.told()).isEmpty();
        assertThat(report(Lane.SLOW).state()).isEqualTo(State.DOUBTFUL);
        assertThat(report(Lane.SLOW).doubt()).isEqualTo("SHORT: 4 where the last read had 10");
        sources.believeNextRead(PMS);
        pull("slow");

        assertThat(fixture.told()).hasSize(6);
        assertThat(report(Lane.SLOW).state()).isEqualTo(State.UP);
    }

    @Test
    void aReadThatTheSourceCallsIncompleteOrWithNamelessRecordsCancelsNothing() {
        theirs.put("A-1", TUESDAY_MORNING);
        theirs.put("A-2", TUESDAY_MORNING);
        pull("slow");
        fixture.told();
        theirs.delete("A-1");

        theirs.complete = false;
        pull("slow");
        assertThat(report(Lane.SLOW).doubt()).startsWith("INCOMPLETE");
        theirs.complete = true;
        theirs.put("A-3", TUESDAY_MORNING).remove("externalId");
        pull("slow");

        assertThat(report(Lane.SLOW).doubt()).startsWith("UNNAMED");
        assertThat(fixture.stored("A-1").status()).isEqualTo(AppointmentStatus.PENDING);
    }

    @Test
    void aWindowReadThatFailsHalfWayCancelsNothing() {
        for (int i = 0; i < 800; i++) {
            theirs.put("A-" + i, TUESDAY_MORNING);
        }
        pull("slow");
        fixture.told();
        fixture.pass(LATER);
        var pull = first("slow");
        var second = Objects.requireNonNull(sources.absorb(pull, theirs.page(pull)));

        sources.failed(second, PullTrouble.of("HTTP 503"));

        assertThat(fixture.told()).isEmpty();
        assertThat(report(Lane.SLOW).state()).isEqualTo(State.FAILING);
        assertThat(report(Lane.SLOW).error()).isEqualTo("HTTP 503");
    }

    @Test
    void oneSourceIsPulledByOneNodeAndTheOtherSourcesGoOn() {
        var other = node();
        var here = first("fast");
        assertThat(other.firstPull("pms", "fast")).isNull();
        assertThat(other.firstPull("pms", "slow")).isNull();
        assertThat(other.firstPull("crm", "fast")).isNotNull();
        sources.absorb(here, theirs.page(here));
        assertThat(other.firstPull("pms", "slow")).isNotNull();
    }

    @Test
    void aSourceThatFailsWaitsLongerEachTimeUnlessSomebodyAsks() {
        var waits = new ArrayList<Duration>();
        for (int i = 0; i < 4; i++) {
            sources.requestSync(PMS);
            var pull = first("fast");
            sources.failed(pull, PullTrouble.of("HTTP 503"));
            var due = report(Lane.FAST).nextDue();
            assertThat(due).isNotNull();
            waits.add(Duration.between(fixture.clock().instant(), due));
            assertThat(sources.firstPull("pms", "fast")).as("not due yet").isNull();
        }

        assertThat(waits).isSorted();
        assertThat(waits.getLast()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(50));
        assertThat(report(Lane.FAST).failures()).isEqualTo(4);
        assertThat(meters.counter("recado.source.pulls", "source", "pms", "lane", "fast", "outcome", "failed")
                        .count())
                .isEqualTo(4);
    }

    @Test
    void anExpiredCursorMakesTheWindowDueAtOnce() {
        pull("slow");
        pull("fast");
        fixture.pass(Duration.ofMinutes(1));
        var pull = first("fast");

        sources.failed(pull, new PullTrouble("HTTP 410", true, null));

        assertThat(sources.firstPull("pms", "slow")).isNotNull();
    }

    @Test
    void whatIsNoPageFailsThePullAndSaysWhatWasExpected() {
        var pull = first("fast");

        assertThatThrownBy(() -> sources.absorb(pull, null)).isInstanceOf(MalformedPageException.class);
        assertThatThrownBy(() -> sources.absorb(pull, JsonNodeFactory.instance.objectNode()))
                .hasMessageContaining("records");
    }

    @Test
    void namesTheKnownSourcesWhenAskedForAnother() {
        assertThatThrownBy(() -> sources.requestSync(new SourceId("pmz"))).hasMessageContaining("[pms, crm]");
    }

    @Test
    void lagIsMeasuredFromTheLastPullThatEndedWell() {
        pull("fast");
        fixture.pass(Duration.ofSeconds(90));

        assertThat(meters.get("recado.source.lag")
                        .tags("source", "pms", "lane", "fast")
                        .gauge()
                        .value())
                .isEqualTo(90);
        assertThat(report(Lane.FAST).lag()).isEqualTo(Duration.ofSeconds(90));
    }
}
