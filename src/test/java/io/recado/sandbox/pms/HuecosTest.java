package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.sandbox.pms.Huecos.Busca;
import io.recado.sandbox.pms.Huecos.Hueco;
import io.recado.sandbox.pms.Huecos.Turno;
import io.recado.sandbox.pms.Ocupacion.Tramo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HuecosTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final LocalDate MONDAY = LocalDate.parse("2027-05-10");
    private static final LocalDate SPRING = LocalDate.parse("2027-03-28");
    private static final LocalDate AUTUMN = LocalDate.parse("2027-10-31");

    @Test
    void offersEveryQuarterOfAnHourThatTheServicesFitInto() {
        Huecos clinic = clinic("09:00", "10:00", List.of());
        assertThat(starts(clinic, MONDAY, 30)).containsExactly("09:00+02:00", "09:15+02:00", "09:30+02:00");
        assertThat(starts(clinic, MONDAY, 60)).containsExactly("09:00+02:00");
        assertThat(starts(clinic, MONDAY, 61)).isEmpty();
    }

    @Test
    void whatIsTakenIsLeftOutToTheMinute() {
        Huecos clinic = clinic("09:00", "12:00", List.of(taken(Ocupacion.PROFESIONAL, 1, "09:30", "11:15")));
        assertThat(starts(clinic, MONDAY, 30)).containsExactly("09:00+02:00", "11:15+02:00", "11:30+02:00");
    }

    @Test
    void withoutAFreeCabinaThereIsNoGapUnlessNoneIsNeeded() {
        Huecos clinic = clinic(
                "09:00",
                "10:00",
                List.of(taken(Ocupacion.CABINA, 1, "09:00", "09:30"), taken(Ocupacion.CABINA, 2, "09:15", "10:00")));
        List<Hueco> gaps = clinic.libres(MONDAY, MONDAY.plusDays(1), new Busca(minutes(30), true, Instant.MIN));
        assertThat(gaps).extracting(Hueco::cabinaId).containsExactly(1L);
        assertThat(gaps).extracting(hueco -> hueco.inicio().toLocalTime()).containsExactly(LocalTime.of(9, 30));
        assertThat(clinic.libres(MONDAY, MONDAY.plusDays(1), new Busca(minutes(30), false, Instant.MIN)))
                .hasSize(3)
                .allSatisfy(hueco -> assertThat(hueco.cabinaId()).isNull());
    }

    @Test
    void nothingBeginsBeforeTheNoticeIsOver() {
        Huecos clinic = clinic("09:00", "10:00", List.of());
        Instant half = Instant.parse("2027-05-10T07:30:00Z");
        assertThat(clinic.libres(MONDAY, MONDAY.plusDays(1), new Busca(minutes(30), true, half)))
                .extracting(hueco -> hueco.inicio().toLocalTime())
                .containsExactly(LocalTime.of(9, 30));
    }

    @Test
    void anHourThatIsSkippedInSpringIsNotOffered() {
        assertThat(starts(clinic("01:00", "04:00", List.of()), SPRING, 60))
                .containsExactly("01:00+01:00", "01:15+01:00", "01:30+01:00", "01:45+01:00", "03:00+02:00");
    }

    @Test
    void anHourThatComesTwiceInAutumnIsOfferedTwiceWithEitherOffset() {
        List<String> starts = starts(clinic("02:00", "03:00", List.of()), AUTUMN, 60);
        assertThat(starts).containsExactly("02:00+02:00", "02:15+02:00", "02:30+02:00", "02:45+02:00", "02:00+01:00");
    }

    @Test
    void professionalsWorkOnTheDaysAndHoursTheySay() {
        Huecos clinic = clinic("09:00", "10:00", List.of());
        Instant nine = Instant.parse("2027-05-10T07:00:00Z");
        assertThat(clinic.trabaja(1, nine, nine.plus(minutes(60)))).isTrue();
        assertThat(clinic.trabaja(1, nine, nine.plus(minutes(61)))).isFalse();
        assertThat(clinic.trabaja(2, nine, nine.plus(minutes(30)))).isFalse();
        Huecos onMondays = new Huecos(
                MADRID,
                List.of(new Turno(1, List.of(new Franja(1, LocalTime.of(9, 0), LocalTime.of(10, 0))))),
                List.of(1L),
                List.of());
        assertThat(starts(onMondays, MONDAY, 60)).hasSize(1);
        assertThat(starts(onMondays, MONDAY.plusDays(1), 60)).isEmpty();
    }

    private static Huecos clinic(String from, String to, List<Tramo> taken) {
        List<Franja> week = IntStream.rangeClosed(1, 7)
                .mapToObj(day -> new Franja(day, LocalTime.parse(from), LocalTime.parse(to)))
                .toList();
        return new Huecos(MADRID, List.of(new Turno(1, week)), List.of(1L, 2L), taken);
    }

    private static Tramo taken(String what, long id, String from, String to) {
        return new Tramo(
                what,
                id,
                MONDAY.atTime(LocalTime.parse(from)).atZone(MADRID).toInstant(),
                MONDAY.atTime(LocalTime.parse(to)).atZone(MADRID).toInstant());
    }

    private static List<String> starts(Huecos clinic, LocalDate day, int minutes) {
        return clinic.libres(day, day.plusDays(1), new Busca(minutes(minutes), true, Instant.MIN)).stream()
                .map(Hueco::inicio)
                .map(OffsetDateTime::toString)
                .map(text -> text.substring(11))
                .toList();
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
