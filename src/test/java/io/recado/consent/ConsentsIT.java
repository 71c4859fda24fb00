package io.recado.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.consent.OptOut.Cause;
import io.recado.consent.OptOut.Kind;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.LastLook;
import io.recado.outbox.MarketingStopped;
import io.recado.outbox.MessageId;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Priority;
import io.recado.outbox.Reason;
import io.recado.platform.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ConsentsIT {

    private static final ClinicId CENTRO = new ClinicId("centro");
    private static final ClinicId PALERMO = new ClinicId("palermo");
    private static final PhoneNumber ANA = new PhoneNumber("+34600000001");
    private static final PhoneNumber LEO = new PhoneNumber("+34600000002");

    private final List<Object> events = new ArrayList<>();
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final Consents consents = new Consents(jdbc, Clock.systemUTC(), events::add);

    @Test
    void nobodyIsSilentToBeginWith() {
        assertThat(consents.optedOut(CENTRO, List.of(ANA, LEO))).isEmpty();
        assertThat(consents.optedOut(CENTRO, List.of())).isEmpty();
    }

    @Test
    void aWishTowardsOneClinicHoldsThereOnly() {
        optOut(CENTRO, ANA, Kind.ALL);

        assertThat(consents.optedOut(CENTRO, List.of(ANA, LEO))).containsExactly(ANA);
        assertThat(consents.optedOut(PALERMO, List.of(ANA, LEO))).isEmpty();
    }

    @Test
    void aWishTowardsTheOrganisationHoldsAtEveryClinic() {
        optOut(null, ANA, Kind.ALL);

        assertThat(consents.optedOut(CENTRO, List.of(ANA))).containsExactly(ANA);
        assertThat(consents.optedOut(PALERMO, List.of(ANA))).containsExactly(ANA);
    }

    @Test
    void whoWantsNoMarketingStillWantsReminders() {
        optOut(null, ANA, Kind.MARKETING);

        var silence = consents.silence(List.of(ANA));
        assertThat(silence.optedOut(CENTRO, ANA, Kind.MARKETING)).isTrue();
        assertThat(silence.optedOut(CENTRO, ANA, Kind.ALL)).isFalse();
    }

    @Test
    void whoStoppedMarketingAtWhatsAppGetsNoneFromAnybodyAndKeepsTheRest() {
        new MarketingStops(consents)
                .on(new MarketingStopped(
                        new MessageId(UUID.randomUUID()), CENTRO, new ChannelId("centro-cloud"), ANA, Instant.EPOCH));

        var look = new MarketingLastLook(consents);
        var offer = candidate(ANA, Priority.WAITING_LIST);
        var toLeo = candidate(LEO, Priority.CAMPAIGN);
        assertThat(look.judges(offer)).isTrue();
        assertThat(look.judges(candidate(ANA, Priority.REMINDER))).isFalse();
        assertThat(look.objections(List.of(offer, toLeo))).containsExactly(Map.entry(offer.id(), Reason.OPTED_OUT));
        assertThat(jdbc.sql("select clinic, kind, reason, channel from opt_out")
                        .query()
                        .singleRow())
                .containsEntry("clinic", null)
                .containsEntry("kind", "MARKETING")
                .containsEntry("reason", "CHANNEL")
                .containsEntry("channel", "centro-cloud");
    }

    private static LastLook.Candidate candidate(PhoneNumber to, Priority priority) {
        return new LastLook.Candidate(
                new MessageId(UUID.randomUUID()), new OrderKey("offer", "gap:1", "1"), PALERMO, to, priority);
    }

    @Test
    void whoWantsNothingWantsNoMarketingEither() {
        optOut(null, ANA, Kind.ALL);

        assertThat(consents.silence(List.of(ANA)).optedOut(CENTRO, ANA, Kind.MARKETING))
                .isTrue();
    }

    @Test
    void optingOutTwiceAndInOnceIsOptedIn() {
        optOut(CENTRO, ANA, Kind.ALL);
        optOut(CENTRO, ANA, Kind.ALL);
        consents.optIn(CENTRO, ANA, Kind.ALL);

        assertThat(consents.optedOut(CENTRO, List.of(ANA))).isEmpty();
        assertThat(events).hasSize(3).containsOnly(new ConsentChanged(CENTRO));
    }

    @Test
    void mutingIsTheStaffsAndNoWishOfThePatient() {
        consents.mute(null, LEO);

        var silence = consents.silence(List.of(ANA, LEO));
        assertThat(silence.muted(CENTRO, LEO)).isTrue();
        assertThat(silence.muted(CENTRO, ANA)).isFalse();
        assertThat(silence.optedOut(CENTRO, LEO, Kind.ALL)).isFalse();

        consents.unmute(null, LEO);
        assertThat(consents.silence(List.of(LEO)).muted(CENTRO, LEO)).isFalse();
    }

    private void optOut(@Nullable ClinicId clinic, PhoneNumber phone, Kind kind) {
        consents.optOut(new OptOut(clinic, phone, kind, Cause.ASKED));
    }
}
