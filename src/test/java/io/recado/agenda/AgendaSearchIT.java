package io.recado.agenda;

import static io.recado.agenda.AgendaFixture.NOW;
import static io.recado.agenda.AgendaFixture.PMS;
import static io.recado.agenda.AgendaFixture.aPatient;
import static io.recado.agenda.AgendaFixture.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgendaSearchIT {

    private static final ClinicId CENTRO = new ClinicId("centro");
    private static final ClinicId PALERMO = new ClinicId("palermo");

    private final AgendaFixture fixture = new AgendaFixture();
    private final Agenda agenda = fixture.agenda;

    private void book(String id, String start, String clinic) {
        fixture.book(anAppointment(id).at(Instant.parse(start)).in(clinic).build());
    }

    private static List<String> ids(List<Appointment> appointments) {
        return appointments.stream().map(Appointment::externalId).toList();
    }

    @Test
    void aDayIsTheClinicsOwn() {
        book("madrid-midnight", "2026-11-23T23:00:00Z", "centro");
        book("madrid-last-minute", "2026-11-24T22:59:00Z", "centro");
        book("madrid-next-day", "2026-11-24T23:00:00Z", "centro");
        book("buenos-aires-late", "2026-11-25T02:30:00Z", "palermo");

        assertThat(ids(agenda.onDay(CENTRO, LocalDate.parse("2026-11-24"))))
                .containsExactly("madrid-midnight", "madrid-last-minute");
        assertThat(ids(agenda.onDay(PALERMO, LocalDate.parse("2026-11-24")))).containsExactly("buenos-aires-late");
    }

    @Test
    void aDayOfTwentyThreeHoursIsWholeToo() {
        book("first", "2027-03-27T23:00:00Z", "centro");
        book("last", "2027-03-28T21:59:00Z", "centro");
        book("next day", "2027-03-28T22:00:00Z", "centro");

        assertThat(ids(agenda.onDay(CENTRO, LocalDate.parse("2027-03-28")))).containsExactly("first", "last");
    }

    @Test
    void pagesThroughAppointmentsThatStartTogetherWithoutLosingOrRepeatingOne() {
        agenda.mirror(
                PMS,
                IntStream.range(0, 25)
                        .<AgendaRecord>mapToObj(
                                number -> anAppointment("A-" + number).build())
                        .toList());
        var seen = new ArrayList<String>();

        AppointmentPage page = null;
        do {
            page = agenda.search(new AppointmentSearch(
                    ClinicScope.of(CENTRO),
                    NOW,
                    null,
                    AppointmentStatus.PENDING,
                    null,
                    page == null ? null : page.next(),
                    10));
            seen.addAll(ids(page.items()));
        } while (page.next() != null);

        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void findsByStatusAndPatient() {
        book("A-1", "2026-11-24T09:00:00Z", "centro");
        fixture.book(anAppointment("A-2").of(aPatient("P-18")).build());
        agenda.recordAnswer(fixture.stored("A-1").id(), AppointmentStatus.CONFIRMED);
        var all = AppointmentSearch.starting(NOW, NOW.plus(Duration.ofDays(30)));
        var other = fixture.stored("A-2").patient().id();

        assertThat(ids(agenda.search(new AppointmentSearch(
                                ClinicScope.everywhere(), null, null, AppointmentStatus.CONFIRMED, null, null, 10))
                        .items()))
                .containsExactly("A-1");
        assertThat(ids(agenda.search(new AppointmentSearch(ClinicScope.everywhere(), null, null, null, other, null, 10))
                        .items()))
                .containsExactly("A-2");
        assertThat(ids(agenda.search(all).items())).containsExactly("A-1", "A-2");
        assertThat(agenda.search(all.at(PALERMO)).items()).isEmpty();
    }

    @Test
    void keepsToTheClinicsOfWhoeverAsks() {
        book("A-1", "2026-11-24T09:00:00Z", "centro");
        book("A-2", "2026-11-24T10:00:00Z", "palermo");

        assertThat(ids(agenda.search(of(ClinicScope.of(CENTRO))).items())).containsExactly("A-1");
        assertThat(ids(agenda.search(of(ClinicScope.of(CENTRO, PALERMO))).items()))
                .containsExactly("A-1", "A-2");
        assertThat(agenda.search(of(ClinicScope.of())).items()).isEmpty();
        assertThat(agenda.search(of(ClinicScope.of(CENTRO)).at(PALERMO)).items())
                .isEmpty();
    }

    private static AppointmentSearch of(ClinicScope clinics) {
        return new AppointmentSearch(clinics, null, null, null, null, null, 10);
    }

    @Test
    void saysWhatACursorIsAndHowLongAPage() {
        var search = AppointmentSearch.starting(NOW, NOW);

        assertThatThrownBy(() -> agenda.search(search.after("'; drop table appointment")))
                .hasMessageContaining("'next' of the previous page");
        assertThatThrownBy(() -> new AppointmentSearch(ClinicScope.everywhere(), null, null, null, null, null, 5000))
                .hasMessageContaining("1 to 1000");
    }
}
