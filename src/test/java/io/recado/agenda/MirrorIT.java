package io.recado.agenda;

import static io.recado.agenda.AgendaFixture.NOW;
import static io.recado.agenda.AgendaFixture.PMS;
import static io.recado.agenda.AgendaFixture.TUESDAY_MORNING;
import static io.recado.agenda.AgendaFixture.aPatient;
import static io.recado.agenda.AgendaFixture.anAppointment;
import static io.recado.agenda.AppointmentStatus.CANCELLED;
import static io.recado.agenda.AppointmentStatus.COMPLETED;
import static io.recado.agenda.AppointmentStatus.CONFIRMED;
import static io.recado.agenda.AppointmentStatus.MISSED;
import static io.recado.agenda.AppointmentStatus.PENDING;
import static io.recado.agenda.AppointmentStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.agenda.AgendaEvent.AppointmentBooked;
import io.recado.agenda.AgendaEvent.AppointmentCancelled;
import io.recado.agenda.AgendaEvent.AppointmentChanged;
import io.recado.agenda.AgendaEvent.AppointmentCompleted;
import io.recado.agenda.AgendaEvent.AppointmentConfirmed;
import io.recado.agenda.AgendaEvent.AppointmentMissed;
import io.recado.agenda.AgendaEvent.AppointmentMoved;
import io.recado.agenda.AgendaRecord.RemovedRecord;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MirrorIT {

    private final AgendaFixture fixture = new AgendaFixture();
    private final Agenda agenda = fixture.agenda;

    @Test
    void tellsANewAppointmentWithItsPatient() {
        var report = agenda.mirror(PMS, List.of(anAppointment("A-1").build()));

        assertThat(report).isEqualTo(new MirrorReport(1, 0, 0, Map.of()));
        var stored = fixture.stored("A-1");
        assertThat(fixture.told()).containsExactly(new AppointmentBooked(stored));
        assertThat(stored.start()).isEqualTo(TUESDAY_MORNING);
        assertThat(stored.firstSeen()).isEqualTo(NOW);
        assertThat(stored.services()).containsExactly(new Appointment.Service("S-9", "Limpieza dental"));
        assertThat(stored.patient().phone()).isEqualTo(new PhoneCheck.Usable(new PhoneNumber("+34600000017")));
        assertThat(stored.patient().marketingConsent()).isFalse();
    }

    @Test
    void doesNothingAboutWhatItKnows() {
        var stored = fixture.book(anAppointment("A-1").build());
        fixture.pass(Duration.ofMinutes(1));

        var report = agenda.mirror(PMS, List.of(anAppointment("A-1").build()));

        assertThat(report).isEqualTo(new MirrorReport(0, 0, 1, Map.of()));
        assertThat(fixture.told()).isEmpty();
        assertThat(fixture.stored("A-1")).isEqualTo(stored);
        assertThat(agenda.history(stored.id())).hasSize(1);
    }

    @Test
    void keepsANewVersionOfTheSameContentWithoutTellingIt() {
        fixture.book(anAppointment("A-1").build());

        agenda.mirror(PMS, List.of(anAppointment("A-1").version(2).build()));

        assertThat(fixture.told()).isEmpty();
        assertThat(fixture.stored("A-1").sourceVersion()).isEqualTo("2");
    }

    @Test
    void tellsAMoveWithBothTimes() {
        var before = fixture.book(anAppointment("A-1").build());

        agenda.mirror(
                PMS,
                List.of(anAppointment("A-1")
                        .at(TUESDAY_MORNING.plus(Duration.ofHours(3)))
                        .version(2)
                        .build()));

        var after = fixture.stored("A-1");
        assertThat(fixture.told()).containsExactly(new AppointmentMoved(before, after));
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.firstSeen()).isEqualTo(before.firstSeen());
    }

    @Test
    void tellsEachWayInWhichAnAppointmentGoesOn() {
        var types = new ArrayList<Class<?>>();
        fixture.book(anAppointment("A-1").build());
        for (var status : List.of(CONFIRMED, COMPLETED, PENDING, MISSED, PENDING, CANCELLED)) {
            agenda.mirror(PMS, List.of(anAppointment("A-1").with(status).build()));
            fixture.told().forEach(event -> types.add(event.getClass()));
        }

        assertThat(types)
                .containsExactly(
                        AppointmentConfirmed.class,
                        AppointmentCompleted.class,
                        AppointmentBooked.class,
                        AppointmentMissed.class,
                        AppointmentBooked.class,
                        AppointmentCancelled.class);
    }

    @Test
    void aCancellationOutweighsAMove() {
        fixture.book(anAppointment("A-1").build());

        agenda.mirror(
                PMS,
                List.of(anAppointment("A-1")
                        .at(TUESDAY_MORNING.plusSeconds(3600))
                        .with(CANCELLED)
                        .build()));

        assertThat(fixture.told()).singleElement().isInstanceOf(AppointmentCancelled.class);
    }

    @Test
    void saysNothingOfAnAppointmentThatWasOverBeforeItWasSeen() {
        agenda.mirror(PMS, List.of(anAppointment("A-1").with(COMPLETED).build()));

        assertThat(fixture.told()).isEmpty();
        assertThat(fixture.stored("A-1").status()).isEqualTo(COMPLETED);
    }

    @Test
    void aDeletionAtTheSourceIsACancellation() {
        fixture.book(anAppointment("A-1").build());

        agenda.mirror(PMS, List.of(new RemovedRecord("A-1", null), new RemovedRecord("never seen", null)));

        assertThat(fixture.told()).singleElement().isInstanceOf(AppointmentCancelled.class);
    }

    @Test
    void takesADeletedAppointmentAgainWhenItComesBackUnderItsId() {
        fixture.book(anAppointment("A-1").build());
        agenda.mirror(PMS, List.of(new RemovedRecord("A-1", null)));
        fixture.told();

        agenda.mirror(PMS, List.of(anAppointment("A-1").build()));

        assertThat(fixture.told()).singleElement().isInstanceOf(AppointmentBooked.class);
        assertThat(fixture.stored("A-1").status()).isEqualTo(PENDING);
    }

    @Test
    void aNewPhoneIsToldForWhatIsStillToCome() {
        fixture.book(anAppointment("A-1").build());
        fixture.book(anAppointment("A-2")
                .at(NOW.minus(Duration.ofDays(3)))
                .with(COMPLETED)
                .build());

        agenda.mirror(PMS, List.of(aPatient("P-17", "+34 600 00 00 18")));

        assertThat(fixture.told()).singleElement().isInstanceOfSatisfying(AppointmentChanged.class, change -> {
            assertThat(change.after().externalId()).isEqualTo("A-1");
            assertThat(change.before().patient().phone())
                    .isEqualTo(new PhoneCheck.Usable(new PhoneNumber("+34600000017")));
            assertThat(change.after().patient().phone())
                    .isEqualTo(new PhoneCheck.Usable(new PhoneNumber("+34600000018")));
        });
    }

    @Test
    void readsAPhoneWithTheCountryThatThePersonWasFirstSeenIn() {
        fixture.book(anAppointment("A-1").build());

        agenda.mirror(PMS, List.of(anAppointment("A-2").in("palermo").build()));

        assertThat(fixture.stored("A-2").patient())
                .isEqualTo(fixture.stored("A-1").patient());
    }

    @Test
    void refusesOnlyTheAppointmentWhosePatientNobodyDescribed() {
        var report = agenda.mirror(
                PMS,
                List.of(
                        anAppointment("A-1").ofPatientNamedOnly("P-99").build(),
                        anAppointment("A-2").build(),
                        anAppointment("A-3").ofPatientNamedOnly("P-17").build()));

        assertThat(report.refused()).isEqualTo(Map.of("A-1", MirrorReport.Refusal.UNKNOWN_PATIENT));
        assertThat(report.booked()).isEqualTo(2);
    }

    @Test
    void ofTwoRecordsAboutOneAppointmentTheLaterCounts() {
        agenda.mirror(
                PMS,
                List.of(
                        anAppointment("A-1").build(),
                        anAppointment("A-1").room("Cabina 7").build()));

        assertThat(fixture.stored("A-1").room()).isEqualTo("Cabina 7");
        assertThat(fixture.told()).hasSize(1);
    }

    @Test
    void undoesThePageWhenAListenerFails() {
        fixture.listeners.add(event -> {
            throw new IllegalStateException("the database of somebody else is down");
        });

        assertThatThrownBy(() -> agenda.mirror(PMS, List.of(anAppointment("A-1").build())))
                .hasMessageContaining("somebody else");
        assertThat(agenda.expected(PMS, NOW, NOW.plus(Duration.ofDays(9)))).isEmpty();
    }

    @Test
    void anAnswerCountsAtOnceAndItsEchoIsNoNews() {
        var booked = fixture.book(anAppointment("A-1").build());

        agenda.recordAnswer(booked.id(), CONFIRMED);
        assertThat(fixture.told()).singleElement().isInstanceOf(AppointmentConfirmed.class);
        agenda.mirror(PMS, List.of(anAppointment("A-1").build()));
        agenda.mirror(
                PMS, List.of(anAppointment("A-1").room("Cabina 3").version(2).build()));
        assertThat(fixture.stored("A-1").status())
                .as("older than the answer, though its room is new")
                .isEqualTo(CONFIRMED);
        fixture.told();
        agenda.mirror(
                PMS,
                List.of(anAppointment("A-1")
                        .with(CONFIRMED)
                        .room("Cabina 3")
                        .version(3)
                        .build()));

        assertThat(fixture.told()).isEmpty();
        assertThat(fixture.stored("A-1").sourceVersion()).isEqualTo("3");
    }

    @Test
    void aPatientsCancellationIsNotUndoneByAnOlderRead() {
        var booked = fixture.book(anAppointment("A-1").build());

        agenda.recordAnswer(booked.id(), CANCELLED);
        agenda.mirror(PMS, List.of(anAppointment("A-1").build()));

        assertThat(fixture.stored("A-1").status()).isEqualTo(CANCELLED);
    }

    @Test
    void anAnswerEndsWhenTheSourceMovesTheAppointment() {
        var booked = fixture.book(anAppointment("A-1").build());
        agenda.recordAnswer(booked.id(), CONFIRMED);

        agenda.mirror(
                PMS,
                List.of(anAppointment("A-1")
                        .at(TUESDAY_MORNING.plusSeconds(3600))
                        .version(2)
                        .build()));

        assertThat(fixture.stored("A-1").status()).isEqualTo(PENDING);
    }

    @Test
    void anAnswerThatTheSourceTookStaysAndOneThatItRefusedGoes() {
        var taken = fixture.book(anAppointment("A-1").build());
        var refused = fixture.book(anAppointment("A-2").build());
        agenda.recordAnswer(taken.id(), CONFIRMED);
        agenda.recordAnswer(refused.id(), CONFIRMED);

        agenda.answerTaken(taken.id(), "2");
        agenda.dropAnswer(taken.id());
        agenda.dropAnswer(refused.id());

        assertThat(fixture.stored("A-1").status()).isEqualTo(CONFIRMED);
        assertThat(fixture.stored("A-1").sourceVersion()).isEqualTo("2");
        assertThat(fixture.stored("A-2").status()).isEqualTo(PENDING);
    }

    @Test
    void whatACompleteReadDoesNotHaveIsUnknownAtFirstAndCancelledTheSecondTime() {
        fixture.book(anAppointment("A-1").build());

        agenda.absent(PMS, List.of("A-1"));
        assertThat(fixture.stored("A-1").status()).isEqualTo(UNKNOWN);
        assertThat(fixture.told()).singleElement().isInstanceOf(AppointmentChanged.class);
        agenda.absent(PMS, List.of("A-1"));

        assertThat(fixture.stored("A-1").status()).isEqualTo(CANCELLED);
        assertThat(fixture.told()).singleElement().isInstanceOf(AppointmentCancelled.class);
    }

    @Test
    void whatComesBackAfterOneAbsenceIsWhatItWas() {
        fixture.book(anAppointment("A-1").build());
        agenda.absent(PMS, List.of("A-1"));

        agenda.mirror(PMS, List.of(anAppointment("A-1").build()));
        assertThat(fixture.stored("A-1").status()).isEqualTo(PENDING);
        agenda.absent(PMS, List.of("A-1"));

        assertThat(fixture.stored("A-1").status())
                .as("absent twice, but not in a row")
                .isEqualTo(UNKNOWN);
    }

    @Test
    void takesForFirstSeenWhatTheSourceSaysOfTheBooking() {
        var booked = NOW.minus(Duration.ofDays(12));

        fixture.book(anAppointment("A-1").bookedAt(booked).build());
        fixture.book(
                anAppointment("A-2").bookedAt(NOW.plus(Duration.ofMinutes(7))).build());

        assertThat(fixture.stored("A-1").firstSeen()).isEqualTo(booked);
        assertThat(fixture.stored("A-2").firstSeen())
                .as("a source's clock that is ahead")
                .isEqualTo(NOW);
    }
}
